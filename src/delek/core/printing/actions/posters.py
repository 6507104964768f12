"""What hangs on a wall or lies in homes: issued, hung, replaced, retired."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from delek.core.places.actions import retire_code, revive_code
from delek.core.places.models import Code, Place
from delek.core.timeline.actions import SYSTEM, By, record

from ..models import SERVICES, Poster
from ..rules import may_be_restored


@transaction.atomic
def issue_poster(*, place: Place, kind: str, by: By, at: datetime) -> Poster:
    """Issue the next edition of a point's poster or card, with a code of its own for each service."""
    last = Poster.objects.filter(place=place, kind=kind).aggregate(last=Max("edition"))["last"] or 0
    codes = {service: Code.objects.create(place=place, service=service, issued_at=at) for service in SERVICES}
    poster = Poster.objects.create(place=place, kind=kind, edition=last + 1, issued_at=at, **codes)
    _record(poster, "poster_issued", by, at, codes=sorted(code.pk for code in codes.values()))
    return poster


def valid_posters(*, points: Sequence[Place], kind: str, by: By, at: datetime) -> list[Poster]:
    """The valid edition of each point, issued where there is none yet."""
    held = Poster.objects.filter(place__in=points, kind=kind, retired_at=None).order_by("edition")
    valid = {poster.place_id: poster for poster in held.select_related("place__community", *SERVICES)}
    for place in points:
        if place.pk not in valid:
            valid[place.pk] = issue_poster(place=place, kind=kind, by=by, at=at)
    return [valid[place.pk] for place in points]


@transaction.atomic
def replace_poster(*, poster: Poster, by: By, at: datetime) -> Poster:
    """Issue the next edition and retire this one: its codes say which poster is valid now."""
    new = issue_poster(place=poster.place, kind=poster.kind, by=by, at=at)
    poster.replaced_by = new
    _retire(poster, Poster.Why.REPLACED, by, at)
    return new


@transaction.atomic
def retire_poster(*, poster: Poster, by: By, at: datetime) -> None:
    """Take a poster out of use without another in its place."""
    _retire(poster, Poster.Why.RETIRED, by, at)


@transaction.atomic
def restore_poster(*, poster: Poster, by: By, at: datetime) -> bool:
    """Take back a retiring: the codes lead again. False, and nothing done, where it is too late or another holds."""
    if not may_be_restored(poster, at):
        return False
    for code in poster.codes().values():
        revive_code(code=code, by=by, at=at)
    poster.retired_at, poster.why = None, ""
    poster.save(update_fields=["retired_at", "why"])
    _record(poster, "poster_restored", by, at)
    return True


@transaction.atomic
def change_poster(
    *, poster: Poster, hung_on: date | None, hung_where: str, valid_until: date | None, by: By, at: datetime
) -> None:
    """Write into the register when and where a poster was hung, and how long it holds."""
    poster.hung_on, poster.hung_where, poster.valid_until = hung_on, hung_where, valid_until
    poster.save(update_fields=["hung_on", "hung_where", "valid_until"])
    _record(poster, "poster_hung", by, at)


def expire_posters(*, at: datetime) -> int:
    """Retire what holds no longer: the day after its last one."""
    over = list(Poster.objects.filter(valid_until__lt=localdate(at), retired_at=None).select_related("place"))
    for poster in over:
        with transaction.atomic():
            _retire(poster, Poster.Why.EXPIRED, SYSTEM, at)
    return len(over)


def _retire(poster: Poster, why: str, by: By, at: datetime) -> None:
    """Once retired stays retired: the same asked again changes nothing."""
    if poster.retired_at is not None:
        return
    for code in poster.codes().values():
        if code.retired_at is None:
            retire_code(code=code, by=by, at=at)
    poster.retired_at, poster.why = at, why
    poster.save(update_fields=["retired_at", "why", "replaced_by"])
    _record(poster, "poster_retired", by, at, why=str(why))


def _record(poster: Poster, verb: str, by: By, at: datetime, **rest: object) -> None:
    record(
        subject=("place", poster.place_id),
        verb=verb,
        by=by,
        at=at,
        community_id=poster.place.community_id or 0,
        particulars={"poster": poster.pk, "kind": str(poster.kind), "edition": poster.edition, **rest},
    )
