"""The form of one step: what it asks for, and the sentence the resident will read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from delek.core.cases.flows import Need, Transition
from delek.core.cases.queries import filing_categories
from delek.core.cases.queries.replies import TYPED, asked_by, templates_for
from delek.core.cases.queries.routing import route_for
from delek.core.cases.rules import moves_for
from delek.core.people.queries import Standing
from delek.core.places.queries import above
from delek.foundation.words import Words

from .lists import urgencies
from .nearby import Hand, near_staff
from .routing import ROUTED, first_by, followed_by
from .sending import Outcome, sentence_before, step_of

KEYS = {"accept": "a", "dispatch": "d", "verify": "v", "rework": "r", "reply": "y", "close": "c", "escalate": "u"}
ICONS = {
    "accept": "check", "dispatch": "send", "ask": "talk", "escalate": "up", "verify": "check", "close": "check",
    "rework": "back", "return": "back", "pause": "pause", "join": "merge", "arrive": "pin", "handle": "tool",
    "finish": "check", "resume": "play", "decline": "cross", "postpone": "calendar", "reply": "send", "take": "hand",
    "refuse": "back", "ask_pause": "pause", "refuse_pause": "back", "pass": "cross", "nobody": "cross",
    "done_above": "check", "separate": "merge", "settle": "talk",
}  # fmt: skip
NOTHING: Mapping[str, str] = MappingProxyType({})
FIRST = ("pause", "reply", "verify", "close", "dispatch", "accept", "finish")


@dataclass(frozen=True, slots=True)
class Step:
    """One step that may be taken now."""

    key: str
    name: str
    icon: str
    shortcut: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing typed in both languages."""

    name: str
    label: str
    values: tuple[tuple[str, str, str, str], ...]
    error: str


@dataclass(frozen=True, slots=True)
class Ready:
    """Ready words of the community: what they stand for, and how they read; a sentence with what is known filled in."""

    pk: int
    into: str
    words: Words


@dataclass(frozen=True, slots=True)
class Composer:
    """The form of the chosen step with what was typed."""

    step: Step
    others: list[Step]
    transition: Transition
    bo: str
    zh: str
    en: str
    asks: list[Ask]
    posts: list[Hand]
    places: list[Any]
    urgencies: list[tuple[str, str]]
    categories: list[Any]
    route: Any
    ready: Sequence["Ready"]
    typed: QueryDict
    errors: dict[str, str]

    @property
    def joins(self) -> bool:
        """Whether the case may be joined with another one now."""
        return any(step.key == "join" for step in (self.step, *self.others))

    @property
    def needs(self) -> set[str]:
        return {need.value for need in self.transition.needs}


def steps(case: Any, standing: Standing, chosen: str = "") -> list[Step]:
    """What this person may do now, in the flow's order; what only residents do is left out."""
    return [
        Step(t.key, _(t.name), ICONS.get(t.key, "right"), KEYS.get(t.key, ""), t.key == chosen)
        for t in moves_for(standing, case)
        if not t.by_resident
    ]


def compose(
    case: Any, standing: Standing, at: datetime, *, chosen: str = "", typed: QueryDict | None = None,
    outcome: Outcome | None = None, begun: Mapping[str, str] = NOTHING,
) -> Composer | None:  # fmt: skip
    """The composer of the chosen step, or of the likeliest; None where nothing may be done.

    ``begun``: what a link begins with: ``words``, ready ones by their id, and ``case``, the number to join with.
    """
    may = steps(case, standing, chosen)
    if not may:
        return None
    route = route_for(case, at) if {step.key for step in may} & ROUTED else None
    step = next((s for s in may if s.is_chosen), None) or _likeliest(may, case, route)
    transition = step_of(case, step.key)
    if transition is None:
        return None
    words = sentence_before(case, transition, standing, at)
    hands, places = _targets(case, transition, standing, at)
    ready = _ready(case, transition, standing, at)
    typed = typed if typed and typed.get("transition") == step.key else _filled(ready, begun)
    errors = outcome.errors if outcome else {}
    return Composer(
        step, [s for s in may if s.key != step.key], transition,
        typed.get("sentence_bo", words.bo), typed.get("sentence_zh", words.zh), typed.get("sentence_en", words.en),
        _asks(transition, typed, errors),
        first_by(route, hands), first_by(route, places),
        list(urgencies()) if transition.key == "accept" else [],
        filing_categories() if transition.key == "accept" else [],
        route if followed_by(route, hands, places) else None, ready, typed, errors,
    )  # fmt: skip


def _ready(case: Any, step: Transition, standing: Standing, at: datetime) -> list[Ready]:
    into = asked_by(step)
    rows = templates_for(case, step)
    said = (row.words if into else sentence_before(case, step, standing, at, words=row.words) for row in rows)
    return [Ready(row.pk, into, words) for row, words in zip(rows, said, strict=True)]


def _filled(ready: Sequence[Ready], begun: Mapping[str, str]) -> QueryDict:
    """What stands in the boxes when a link was followed."""
    one = next((row for row in ready if str(row.pk) == begun.get("words")), None)
    typed = QueryDict(mutable=True)
    if begun.get("case"):
        typed["case"] = begun["case"][:12]
    if one is not None:
        for language, text in one.words.as_json().items():
            typed[f"{one.into or 'sentence'}_{language}"] = text
    return typed


def _targets(case: Any, step: Transition, standing: Standing, at: datetime) -> tuple[list[Hand], list[Any]]:
    """Who could be sent and who could take over, where the step asks for it."""
    hands = near_staff(case, standing, at) if Need.POST in step.needs else []
    return hands, above(case.holder) if Need.PLACE in step.needs else []


def _likeliest(may: list[Step], case: Any, route: Any) -> Step:
    order = [key for key in FIRST if key != "dispatch" or case.assignee_id is None]
    if route and route.above_id:
        order = ["escalate" if key == "dispatch" else key for key in order]
    return next((s for key in order for s in may if s.key == key), may[0])


def _asks(transition: Transition, typed: QueryDict, errors: dict[str, str]) -> list[Ask]:
    labels = {"reason": _("Reason"), "question": _("Question"), "answer": _("Answer")}
    asked = [name for name in TYPED if Need(name) in transition.needs]
    return [Ask(name, labels[name], _boxes(name, typed, errors), errors.get(name, "")) for name in asked]


def _boxes(name: str, typed: QueryDict, errors: dict[str, str]) -> tuple[tuple[str, str, str, str], ...]:
    pairs = ((f"{name}_bo", "bo"), (f"{name}_zh", "zh-Hans"))
    return tuple((key, lang, typed.get(key, ""), errors.get(key, "")) for key, lang in pairs)
