"""What the list of the desk is narrowed to: it stands in the address, and is said again above the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from delek.core.cases.flows import FLOWS
from delek.core.cases.queries.around import CATEGORIES
from delek.core.cases.queries.filtering import NEEDS, SORTS, WHOSE, Cursor, Wanted
from delek.core.people.queries import Standing, current_posts
from delek.core.places.queries import places_of
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date
from delek.web.casework.lists import HEADINGS, urgency_name
from delek.web.casework.narrowing import ADDRESS, LABELS

OWNERS = {"mine": gettext_lazy("Mine"), "place": gettext_lazy("My place's")}
PHOTOS = gettext_lazy("Only with a photo")
SORT_NAMES = {
    "due": gettext_lazy("Due first"), "opened": gettext_lazy("Oldest first"), "newest": gettext_lazy("Newest first"),
    "changed": gettext_lazy("Last changed"), "closed": gettext_lazy("Last closed"),
}  # fmt: skip
STATES = {state.key: state.name for flow in FLOWS.values() for state in flow.states}
URGENCIES = ("emergency", "urgent", "ordinary", "question", "call")


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition as it is said, and the address of the list without it."""

    label: str
    said: str
    without: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A list's address, read: what is wanted, in which order, from where on. What was not understood is left out."""

    view: str
    wanted: Wanted
    sort: str
    after: Cursor | None
    until: Cursor | None
    given: Mapping[str, str]

    @property
    def is_plain(self) -> bool:
        """Whether this is the view as it opens: nothing narrowed, nothing reordered, the first page."""
        return not self.given and self.after is None and self.until is None and self.sort == SORTS[self.view][0]

    @property
    def query(self) -> str:
        """The part of the address after the question mark, without the place on a later page."""
        return self.without()

    @property
    def pairs(self) -> dict[str, str]:
        """The same as fields of a form."""
        return dict(parse_qsl(self.query))

    def without(self, *names: str, view: str = "") -> str:
        """The same list with some conditions left out, or the same conditions in another view."""
        kept = {name: text for name, text in self.given.items() if name not in names and not (view and name == "need")}
        shown = view or self.view
        order = {"sort": self.sort} if self.sort in SORTS[shown][1:] else {}
        return urlencode({"view": shown} | kept | order)


def read(given: Mapping[str, str], view: str, standing: Standing, at: datetime) -> Filter:
    """Read an address. What it names wrongly narrows nothing and is not said."""
    texts = {name: given.get(name, "").strip()[:80] for name in ADDRESS}
    wanted = Wanted(
        words=texts["q"], need=_one_of(texts["need"], NEEDS[view]),
        whose=_one_of(texts["whose"], WHOSE), place=_place(texts["place"], at), state=_one_of(texts["state"], STATES),
        category=_category(texts["category"], at), holder=_key(_place(texts["holder"], at)),
        post=_key(_post(texts["post"], standing, at)), urgency=_one_of(texts["urgency"], URGENCIES),
        opened_from=_begin(texts["opened_from"]), opened_until=_end(texts["opened_to"]),
        due_from=_begin(texts["due_from"]), due_until=_end(texts["due_to"]), photo=texts["photo"] == "1",
    )  # fmt: skip
    sort = given.get("sort", "")
    meant = {name: text for name, text in texts.items() if text and getattr(wanted, FIELD.get(name, name))}
    return Filter(
        view, wanted, sort if sort in SORTS[view] else SORTS[view][0], cursor(given.get("after", "")),
        cursor(given.get("until", "")), meant,
    )  # fmt: skip


FIELD = {"q": "words", "opened_to": "opened_until", "due_to": "due_until"}


def chips(found: Filter, standing: Standing, at: datetime) -> list[Chip]:
    """Each condition in words; taking one away is a link."""
    return [
        Chip(str(LABELS[name]), _say(name, found, standing, at), found.without(name)) for name in ADDRESS
        if name in found.given
    ]  # fmt: skip


def cursor(text: str) -> Cursor | None:
    """A row's place as it stands in an address: microseconds since 1970 or nothing, a point, its key."""
    moment, point, key = text.partition(".")
    if not point or not key.isdecimal() or len(text) > 40 or not (moment.isdecimal() or moment == ""):
        return None
    try:
        return Cursor(EPOCH + timedelta(microseconds=int(moment)) if moment else None, int(key))
    except OverflowError:
        return None


def write_cursor(row: Cursor) -> str:
    moment = (row.moment - EPOCH) // timedelta(microseconds=1) if row.moment else ""
    return f"{moment}.{row.pk}"


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _say(name: str, found: Filter, standing: Standing, at: datetime) -> str:
    text, language = found.given[name], get_language() or "zh-hans"
    if name in ("place", "holder"):
        return _place_said(_place(text, at), language)
    if name in ("category", "post"):
        row = _category_row(text, at) if name == "category" else _post(text, standing, at)
        return str((row.name if name == "category" else row.person.called).within(language))
    if name in ("opened_from", "opened_to", "due_from", "due_to"):
        return say_date(date.fromisoformat(text), language)
    if name == "state":
        return _(STATES[text])
    named: dict[str, Any] = {"need": HEADINGS, "whose": OWNERS, "photo": {"1": PHOTOS}}
    return urgency_name(text) if name == "urgency" else str(named.get(name, {}).get(text, text))


def _place_said(place: Any, language: str) -> str:
    named: str = place.name.within(language)
    return _("Grid point {n}").format(n=place.number) + f" {named}" if place.kind == "point" else named


def _one_of(text: str, known: Any) -> str:
    return text if text in known else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _key(row: Any) -> int | None:
    return row.pk if row else None


def _place(text: str, at: datetime) -> Any:
    number = _number(text)
    return places_of([number], at).get(number) if number else None


def _category_row(text: str, at: datetime) -> Any:
    number = _number(text)
    return CATEGORIES.get_many([number], at).get(number) if number else None


def _category(text: str, at: datetime) -> int | None:
    return _key(_category_row(text, at))


def _post(text: str, standing: Standing, at: datetime) -> Any:
    """A post of those below the places somebody reads: nobody learns another's name by trying numbers."""
    number = _number(text)
    row = current_posts(at).filter(pk=number).first() if number else None
    return row if row and standing.may_at("case.read", row.place) else None


def _begin(text: str) -> datetime | None:
    """The first moment of a day; no year that only a slip of the hand can mean."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time(), SHANGHAI) if 1900 < day.year < 2200 else None


def _end(text: str) -> datetime | None:
    begin = _begin(text)
    return begin + timedelta(days=1) if begin else None
