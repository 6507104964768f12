"""What editors and reviewers see: each part with what is public, what waits, and what came before."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from delek.core.people.queries import Standing

from ..models import FACTS, PARTS, Edition, Facts, Page, Text, Version
from .public import editions_of

CAPABILITIES = ("policy.write", "policy.review")
SOON = timedelta(days=30)


def pages_for(standing: Standing) -> QuerySet[Page]:
    """Every page somebody may write or review: those of the places of their posts and below."""
    scope = Q(pk__in=[])
    for capability in CAPABILITIES:
        for place in standing.places_for(capability):
            scope |= Q(place__path__startswith=place.path)
    editions = Prefetch("editions", Edition.objects.select_related("version"))
    return Page.objects.filter(scope).select_related("place").prefetch_related(editions).order_by("position", "pk")


def page_for(standing: Standing, pk: int) -> Page | None:
    return pages_for(standing).filter(pk=pk).first()


def history(page: Page) -> list[Version]:
    """Everything that was ever written, newest first, with what was said of it."""
    return list(page.versions.select_related("written_by", "verdict__by").order_by("-number", "part"))


def latest(page: Page) -> dict[str, Version]:
    """The newest version of each part."""
    found: dict[str, Version] = {}
    for version in history(page):
        found.setdefault(version.part, version)
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part sent to review, with what is public in its place."""

    version: Version
    public: Version | None


def waiting(page: Page) -> list[Waiting]:
    """What a second person is asked to look at: the newest version of each part, where it was sent and not judged."""
    now = published(page)
    return [Waiting(v, now.get(v.part)) for v in latest(page).values() if is_waiting(v)]


def is_waiting(version: Version) -> bool:
    return version.asked and not hasattr(version, "verdict")


def published(page: Page) -> dict[str, Version]:
    """The public version of each part."""
    found = {language: edition.version for language, edition in editions_of(page).items()}
    facts = page.versions.filter(part=FACTS, number=page.facts_number).first()
    return {**found, FACTS: facts} if facts else found


@dataclass(frozen=True, slots=True)
class Desk:
    """One page in the editors' list: ``state`` of each part is public, waiting, returned, draft, behind or missing."""

    page: Page
    title: str
    states: dict[str, str]


def desk_for(standing: Standing) -> list[Desk]:
    """The editors' list, in few statements however long it is."""
    pages = list(pages_for(standing))
    later = Version.objects.filter(page=OuterRef("page"), part=OuterRef("part"), number__gt=OuterRef("number"))
    rows = Version.objects.filter(~Exists(later), page__in=pages).select_related("verdict")
    newest = {(version.page_id, version.part): version for version in rows}
    return [_desk(page, {part: newest.get((page.pk, part)) for part in PARTS}) for page in pages]


def ending_soon(standing: Standing, today: date) -> list[Page]:
    """The pages that end within thirty days."""
    return list(pages_for(standing).filter(withdrawn_at=None, valid_to__gte=today, valid_to__lte=today + SOON))


def text_of(version: Version | None) -> Text:
    return version.text if version else Text()


def facts_of(version: Version | None) -> Facts:
    return version.facts if version else Facts()


def _desk(page: Page, newest: dict[str, Version | None]) -> Desk:
    editions = editions_of(page)
    texts = [text_of(newest[t]).title for t in ("zh", "bo", "en")]
    public = {t: e.version.number for t, e in editions.items()} | {FACTS: page.facts_number}
    states = {part: _state(newest[part], public.get(part, 0)) for part in PARTS}
    return Desk(page, next((t for t in texts if t), page.key), states)


def _state(newest: Version | None, public: int) -> str:
    if newest is None:
        return "missing"
    if newest.number == public:
        return "public"
    if hasattr(newest, "verdict"):
        return "returned"
    return "waiting" if newest.asked else "draft"
