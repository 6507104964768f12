"""How people are introduced to residents, by their own wish."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from delek.core.media.actions import Taken, delete_files, enter, erase, process
from delek.core.media.models import Media
from delek.core.timeline.actions import By, record

from ..models import Introduction, Person


@transaction.atomic
def introduce(
    *, person: Person, shows: Collection[str], languages: Collection[str], by: By, at: datetime
) -> Introduction:
    """Say what residents may know of a person, by the person's own wish; anything else is not shown."""
    row, _ = Introduction.objects.update_or_create(
        person=person, defaults={"shows": sorted(set(shows)), "languages": list(languages)}
    )
    _introduced(person, "introduced", by, at, {"shows": row.shows})
    return row


@transaction.atomic
def rename(*, person: Person, name_bo: str, by: By, at: datetime) -> None:
    """A person's name in Tibetan letters; nothing happens where it is that already."""
    if person.name_bo != name_bo:
        person.name_bo = name_bo
        person.save(update_fields=["name_bo"])
        _introduced(person, "name_written", by, at, {})


@transaction.atomic
def put_photo(*, person: Person, taken: Taken, community_id: int, by: By, at: datetime) -> Introduction:
    """Keep a person's photo in place of the one before; only its stripped copy is ever shown."""
    take_photo_away(person=person, by=by, at=at)
    photo = enter([taken], community_id=community_id, at=at)[0]
    process(photo, at=at)
    row, _ = Introduction.objects.update_or_create(person=person, defaults={"photo": photo})
    _introduced(person, "photo_put", by, at, {})
    return row


@transaction.atomic
def take_photo_away(*, person: Person, by: By, at: datetime) -> None:
    """Delete a person's photo, its copies and its original."""
    row = Introduction.objects.select_related("photo").filter(person=person).exclude(photo=None).first()
    if row is None or row.photo is None:
        return
    photo, row.photo = row.photo, None
    row.save(update_fields=["photo"])
    forget_photos([photo.pk], at)
    _introduced(person, "photo_taken_away", by, at, {})


def forget_photos(numbers: Collection[int], at: datetime) -> None:
    """From now on nothing of these is served; files that are too fresh go with the nightly job."""
    rows = Media.objects.filter(pk__in=numbers)
    erase(rows, at)
    delete_files(rows, at)


def _introduced(person: Person, verb: str, by: By, at: datetime, particulars: dict[str, object]) -> None:
    record(subject=("person", person.pk), verb=verb, by=by, at=at, community_id=0, particulars=particulars)
