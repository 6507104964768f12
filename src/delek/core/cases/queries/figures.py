"""The indicators of the field (domain.md 2): each declared once, counted and listed by the very same condition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_noop

from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.foundation.clock import SHANGHAI

from ..flows import REPORT
from ..models import Case
from .desk import ABOVE, came_to, for_ears_of

FEW = 5
"""Of fewer nothing is said that is about persons: what residents thought, how a holder worked."""
RATES_FROM = 100
"""A percentage is shown from so many cases on; below, the counts."""

FILED = ~Q(state__in=("received", "declined")) & ~Q(state="question", state_before="received")
SENT = Q(assignee__isnull=False) | Q(returned__gt=0)
"""Somebody was sent: only a worker's sending back takes an assignee away, and that is counted."""
SETTLED = Q(state__in=("verified", "closed"))
CLOSED = Q(state="closed")
IN_TIME = CLOSED & Q(deadlines__met_at__lte=F("deadlines__due_at"))
LATE_OR_OPEN = ~CLOSED | Q(deadlines__met_at=None) | Q(deadlines__met_at__gt=F("deadlines__due_at"))
"""Written out: "not" of a condition on a clock would ask for cases none of whose clocks meets it."""
SAID_UNSOLVED = Q(reopened__gt=0)
"""A reporter's "half" or "not" always opens the case again; what they say later does not take it back."""
TOLD_DONE = SETTLED | SAID_UNSOLVED | ~Q(solved="")
SPOKE = TOLD_DONE & ~Q(solved="")
RATED = Q(rating__isnull=False)
CONTENT = 3
"""Good, of 1 to 4."""
EVERY, NONE = Q(), Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: ``counted`` among ``of`` among the ``base`` cases of a period.

    ``base``: ``received`` in the period, or ``due`` in it. ``about_persons``: not said of fewer than :data:`FEW`.
    ``look``: how its units are coloured. ``rest``: how those are called that are
    not counted.
    """

    key: str
    name: str
    formula: str
    base: str
    counted: Q
    of: Q = EVERY
    rest: str = ""
    look: str = "done"
    about_persons: bool = False
    uncounted: Q | None = None


_ = gettext_noop
HEAD = (
    Figure("received", _("received"), _("reports that came in within the period"), "received", EVERY),
    Figure("settled", _("settled"), _("of these, found done by a second person or closed"), "received", SETTLED),
    Figure("above", _("with the superior"), _("of these, passed up and not yet answered"), "received",
           Q(state__in=ABOVE)),
    Figure("reopened", _("called not solved"), _("of these, called not or half solved by a resident, whatever was said"
           " later"), "received", SAID_UNSOLVED),
)  # fmt: skip
FIGURES = (
    Figure("filing", _("Filing"), _("filed ÷ received"), "received", FILED, rest=_("{n} not filed")),
    Figure("dispatch", _("Dispatch"), _("somebody was sent ÷ filed"), "received", SENT, FILED,
           _("{n} without sending")),
    Figure("closing", _("Closing"), _("closed ÷ due in the period"), "due", CLOSED, rest=_("{n} not closed")),
    Figure("on_time", _("Closed in time"), _("closed, and done within the limit ÷ due in the period"), "due", IN_TIME,
           rest=_("{n} late or open"), uncounted=LATE_OR_OPEN),
    Figure("rework", _("Rework"), _("sent back after being called done ÷ due in the period"), "due",
           Q(reworked__gt=0) | SAID_UNSOLVED, look="watch"),
    Figure("postponement", _("Postponement"), _("limit moved, each with a reason ÷ due in the period"), "due",
           Q(postponed__gt=0), look="watch"),
    Figure("response", _("Residents answered"), _("residents who gave their word ÷ those who were told it is done"),
           "due", SPOKE, TOLD_DONE, _("{n} without a word"), "word", about_persons=True),
    Figure("solved", _("Residents say: solved"), _("last word “solved” ÷ residents who gave their word"), "due",
           Q(solved="solved"), SPOKE, _("{n} half or not solved"), "word", about_persons=True),
    Figure("satisfied", _("Residents say: satisfied"), _("“good” or “very good” ÷ residents who rated it"), "due",
           Q(rating__gte=CONTENT), RATED, _("{n} so-so or bad"), "word", about_persons=True),
    Figure("unsolved", _("Residents say: not solved"), _("called not or half solved, even if put right later ÷ due in"
           " the period"), "due", SAID_UNSOLVED, look="watch"),
)  # fmt: skip
BY_KEY: Mapping[str, Figure] = {figure.key: figure for figure in (*HEAD, *FIGURES)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the numbers are about: a time from a moment to another, which is not part of it, at or below a place.

    ``here``: only what lies at the very place. ``categories``: only these; of none, where it is empty. ``holder``:
    only what that place above held; ``own``: only what nobody above held.
    """

    starts: datetime
    ends: datetime
    place: Place
    here: bool = False
    categories: tuple[int, ...] | None = None
    holder: Place | None = None
    own: bool = False


def known_to(standing: Standing) -> QuerySet[Case]:
    """The reports whose numbers a person may know: all at or below their places, about staff what is for their ears.

    A number tells less than a case: from above the reports of all communities below count, and only those that came
    up may be opened (:func:`.desk.cases_for`).
    """
    scope = NONE
    for place in standing.places_for("case.read"):
        scope |= below(place)
    heard, passed = for_ears_of(standing)
    return Case.objects.filter(scope & heard, flow=REPORT.key).exclude(concerns__person__in=passed).order_by()


def below(place: Place) -> Q:
    """What lies at or below a place; with a department, what came up to it."""
    if place.kind == Place.Kind.DEPARTMENT:
        return came_to(place)
    if place.kind == Place.Kind.COMMUNITY:
        return Q(community=place)
    if place.kind in (Place.Kind.GRID, Place.Kind.POINT):
        return Q(place__path__startswith=place.path)
    communities = Place.objects.filter(path__startswith=place.path, kind=Place.Kind.COMMUNITY)
    return Q(community__in=communities.values("pk"))


def chosen(standing: Standing, asked: Asked) -> QuerySet[Case]:
    """The reports of a person's places that are asked for, of all times."""
    cases = known_to(standing).filter(Q(place=asked.place) if asked.here else below(asked.place))
    if asked.categories is not None:
        cases = cases.filter(category__in=asked.categories) if asked.categories else cases.filter(category=None)
    if asked.own:
        cases = cases.filter(holdings__isnull=True)
    if asked.holder is not None:
        cases = cases.filter(pk__in=Case.objects.filter(holdings__place=asked.holder).values("pk"))
    return cases


def within(base: str, asked: Asked) -> Q:
    """Which cases a period is about: those that came in, or those whose limit to solve it falls inside.

    What was declined or joined with another is not due, nor is what stands still. A case has one such clock.
    """
    if base == "received":
        first, last = (moment.astimezone(SHANGHAI).year for moment in (asked.starts, asked.ends))
        years = list(range(first, last + 1))  # the index of the numbers goes by year
        return Q(opened_at__gte=asked.starts, opened_at__lt=asked.ends, year__in=years)
    clock = Q(
        deadlines__step="solve", deadlines__due_at__gte=asked.starts, deadlines__due_at__lt=asked.ends,
        deadlines__paused_at=None,
    )  # fmt: skip
    return clock & ~Q(state__in=("declined", "joined"))


def condition(figure: Figure, part: str) -> Q:
    """Which of the base cases stand behind a number: ``counted``, the ``rest``, or ``all`` it is counted among."""
    if part == "all":
        return figure.of
    if part == "counted":
        return figure.of & figure.counted
    return figure.of & (figure.uncounted or (~figure.counted if figure.counted else NONE))


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as counted: so many among so many."""

    figure: Figure
    count: int
    total: int

    @property
    def is_hidden(self) -> bool:
        """Too few for anything about persons."""
        return self.figure.about_persons and self.total < FEW

    @property
    def percent(self) -> int | None:
        """Only where there are many."""
        return round(100 * self.count / self.total) if self.total >= RATES_FROM else None


def numbers(standing: Standing, asked: Asked) -> dict[str, Number]:
    """Every figure by its key: one statement for what came in, one for what was due."""
    found: dict[str, int] = {}
    for base in ("received", "due"):
        figures = [figure for figure in BY_KEY.values() if figure.base == base]
        found |= chosen(standing, asked).filter(within(base, asked)).aggregate(**counts(figures))
    return {key: Number(figure, found[f"n_{key}"], found[f"of_{key}"]) for key, figure in BY_KEY.items()}


def counts(figures: Iterable[Figure], *, once: bool = False) -> dict[str, Count]:
    """What is counted, as ``n_key`` among ``of_key``; ``once``: where a case may stand in several rows."""
    found: dict[str, Count] = {}
    for figure in figures:
        found[f"n_{figure.key}"] = Count("pk", filter=condition(figure, "counted") or None, distinct=once)
        found[f"of_{figure.key}"] = Count("pk", filter=figure.of or None, distinct=once)
    return found


def behind(standing: Standing, asked: Asked, figure: Figure, part: str) -> QuerySet[Case]:
    """The list behind a number."""
    return chosen(standing, asked).filter(within(figure.base, asked) & condition(figure, part))
