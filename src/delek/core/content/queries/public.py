"""What is public: the policies that hold at a place, by group, by topic, by words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from delek.core.places.models import Place

from ..models import Edition, Heading, Page
from .reading import Reading
from .search import rank


@dataclass(frozen=True, slots=True)
class Found:
    """The policies asked for, with how many there are altogether."""

    policies: list[Reading]
    total: int


def policies_at(place: Place, language: str, **chosen: str) -> list[Reading]:
    """Every public policy that holds at a place, in order; of two with one key the nearer place's."""
    steps = range(Place.steplen, len(place.path) + 1, Place.steplen)
    holding = _public().filter(place__path__in=[place.path[:n] for n in steps], **chosen)
    pages = holding.order_by("-place__depth", "pk")
    nearest: dict[str, Page] = {}
    for page in pages:
        nearest.setdefault(page.key, page)
    ordered = sorted(nearest.values(), key=lambda page: (page.position, page.key))
    return [Reading(page, editions_of(page), language) for page in ordered]


def policy_at(place: Place, key: str, language: str) -> Reading | None:
    """One policy as it holds at a place."""
    return next(iter(policies_at(place, language, key=key)), None)


def policies_named(key: str, language: str) -> list[Reading]:
    """One policy in every place that has it, for a reader whose place is not known."""
    pages = _public().filter(key=key).order_by("place__path")
    return [Reading(page, editions_of(page), language) for page in pages]


def choose(policies: Iterable[Reading], today: date, *, group: str = "", topic: str = "") -> list[Reading]:
    """Those for a group of people and of a topic; what is over comes last."""
    found = [
        r for r in policies if (not group or group in r.page.groups) and (not topic or topic == r.page.topic)
    ]
    return sorted(found, key=lambda r: r.valid(today) == "over")


def find(policies: Sequence[Reading], question: str) -> list[Reading]:
    """Those that answer a question, best first, in whichever language it is asked."""
    by_key = {r.page.pk: r for r in policies}
    return [by_key[pk] for pk in rank(question, {pk: _indexed(r) for pk, r in by_key.items()})]


def headings(kind: str) -> list[Heading]:
    return list(Heading.objects.filter(kind=kind).order_by("position", "pk"))


def every_heading() -> list[Heading]:
    """Groups, topics and papers, each in their order."""
    return list(Heading.objects.order_by("kind", "position", "pk"))


def papers_known() -> list[Heading]:
    return headings(Heading.Kind.PAPER)


def editions_of(page: Page) -> dict[str, Edition]:
    """What is public of a page, by language."""
    return {edition.language: edition for edition in page.editions.all()}


def _public() -> QuerySet[Page]:
    return (
        Page.objects.filter(withdrawn_at=None, editions__isnull=False)
        .distinct()
        .select_related("place__community")
        .prefetch_related(Prefetch("editions", Edition.objects.select_related("version")))
    )


def _indexed(reading: Reading) -> list[str]:
    return [edition.search for edition in reading.editions.values()]
