"""From a filled-in form to a move of the case: what was typed is read, checked in both languages, and sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict

from delek.core.cases.actions import Declined, Mover, Particulars, Stale, move
from delek.core.cases.actions.moving import values_for
from delek.core.cases.actions.telling import fill, sentence_for
from delek.core.cases.flows import FLOWS, Need, Transition
from delek.core.cases.queries import cases_for, filing_categories
from delek.core.cases.queries.replies import TYPED
from delek.core.cases.queries.routing import route_for
from delek.core.media.actions import Taken, Upload, enter, take
from delek.core.media.sandbox import Refused
from delek.core.people.queries import Standing, holders
from delek.core.places.queries import above
from delek.foundation.clock import SHANGHAI
from delek.foundation.words import Words, clean

from .routing import follows
from .saying import declined_words, missing_words, refused_words

NUMBER = re.compile(r"^(?:(\d{4})-)?0*(\d{1,6})$")
MARK = {"reason": "{reason}", "question": "{question}", "answer": "{reply}"}
VALUE = {"reason": "reason", "question": "question", "answer": "reply"}
UNTOLD = ("case.answer",)
"""Whoever answers the community writes in one language; the community tells the resident in both."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A filled-in form: which step of which case, by whom, when."""

    case: Any
    step: Transition
    standing: Standing
    typed: QueryDict
    at: datetime


@dataclass(slots=True)
class Outcome:
    """What became of a form: errors by field, and whether somebody was faster. Nothing of either: it was sent."""

    errors: dict[str, str] = field(default_factory=dict)
    stale: bool = False

    @property
    def was_sent(self) -> bool:
        return not self.errors and not self.stale


def step_of(case: Any, key: str) -> Transition | None:
    return FLOWS[case.flow].by_key.get(key)


def sentence_before(
    case: Any, step: Transition, standing: Standing, at: datetime, words: Words | None = None
) -> Words:
    """The sentence a form begins with, or ``words`` in its place; what is asked for in it stays visible as its
    placeholder.
    """
    values = values_for(case, Particulars(), Mover(standing=standing), at)
    unknown = ["date"] if Need.DATE in step.needs else []
    unknown += ["department", "due"] if Need.PLACE in step.needs else []
    unknown += ["number"] if Need.CASE in step.needs else []
    known = {k: v for k, v in values.items() if k not in unknown}
    return fill(words, "", known) if words else sentence_for(case, step, known)


def send(request: HttpRequest, case: Any, standing: Standing, at: datetime) -> Outcome:
    """Move the case as the form says, or name what stands against it."""
    step = step_of(case, request.POST.get("transition", ""))
    if step is None:
        return Outcome({"form": declined_words("unknown")})
    errors = _check_letters(request.POST, step)
    if errors:
        return Outcome(errors)
    try:
        photos = [take(Upload(f.name or "", f.read())) for f in request.FILES.getlist("photos")]
    except Refused as refused:
        return Outcome({"photos": refused_words(refused.reason)})
    return _move(Sending(case, step, standing, request.POST, at), photos)


def _move(sending: "Sending", photos: list[Taken]) -> Outcome:
    case, step, at = sending.case, sending.step, sending.at
    mover, version = Mover(standing=sending.standing), _version(sending.typed)
    try:
        with transaction.atomic():
            media = enter(photos, community_id=case.community_id, at=at) if photos else []
            move(case, step.key, mover=mover, at=at, particulars=_particulars(sending, media), version=version)
    except Stale:
        return Outcome({}, stale=True)
    except Declined as declined:
        if declined.missing:
            return Outcome({name: missing_words(name) for name in declined.missing})
        return Outcome({"form": declined_words(declined.why)})
    return Outcome()


def _version(typed: QueryDict) -> int | None:
    given = typed.get("version", "")
    return int(given) if given.isdecimal() else None


def _check_letters(typed: QueryDict, step: Transition) -> dict[str, str]:
    """Nothing goes out in one language by accident."""
    errors = {}
    for language in ("bo", "zh"):
        letter = clean(typed.get(f"sentence_{language}", ""))
        if not letter:
            errors[f"sentence_{language}"] = missing_words(f"sentence_{language}")
        for name in TYPED:
            asked = MARK[name] in letter and step.capability not in UNTOLD
            if asked and not clean(typed.get(f"{name}_{language}", "")):
                errors[f"{name}_{language}"] = missing_words(f"{name}_{language}")
    return errors


def _particulars(sending: Sending, media: Sequence[Any]) -> Particulars:
    case, standing, typed, at = sending.case, sending.standing, sending.typed, sending.at
    words = {name: _typed_words(typed, name) for name in TYPED}
    given = Particulars(
        reason=str(words["reason"]), question=str(words["question"]), answer=str(words["answer"]),
        note=typed.get("note", ""), text=typed.get("text", ""), media=media, urgency=_urgency(typed),
        post=_one(typed.get("post"), holders("case.handle", case.community, at)),
        place=_one(typed.get("place"), above(case.holder)),
        category=_one(typed.get("category"), filing_categories()),
        case=_case(typed.get("case", ""), case, standing), until=_date(typed.get("until", "")),
    )  # fmt: skip
    values = values_for(case, given, Mover(standing=standing), at)
    values |= {VALUE[name]: said for name, said in words.items() if said}
    letters = (_fill(typed.get(f"sentence_{x}", ""), values, _code(x)) for x in ("bo", "zh", "en"))
    return replace(given, sentence=Words(*letters), extra=_went(case, given, at))


def _went(case: Any, given: Particulars, at: datetime) -> dict[str, int]:
    """By which of the community's lines it goes, for the record."""
    route = route_for(case, at) if given.post or given.place else None
    return {"route": route.pk} if route and follows(route, given.post, given.place) else {}


def _fill(letter: str, values: Mapping[str, Words | str], language: str) -> str:
    """Put what is known in the place of its name; braces that somebody typed stay as they are."""
    for key, value in values.items():
        letter = letter.replace("{" + key + "}", value.within(language) if isinstance(value, Words) else value)
    return clean(letter)


def _code(language: str) -> str:
    return "zh-hans" if language == "zh" else language


def _typed_words(typed: QueryDict, name: str) -> Words:
    return Words(bo=clean(typed.get(f"{name}_bo", "")), zh=clean(typed.get(f"{name}_zh", "")))


def _urgency(typed: QueryDict) -> str:
    given = typed.get("urgency", "")
    return given if given in ("emergency", "urgent", "ordinary", "question") else ""


def _one(pk: str | None, rows: list[Any]) -> Any:
    return next((row for row in rows if str(row.pk) == pk), None)


def _date(text: str) -> datetime | None:
    try:
        return datetime.combine(datetime.fromisoformat(text).date(), time(18), SHANGHAI)
    except ValueError:
        return None


def _case(text: str, case: Any, standing: Standing) -> Any:
    found = NUMBER.match(text.strip())
    if not found:
        return None
    year = int(found[1] or case.year)
    return cases_for(standing).filter(community=case.community_id, year=year, number=int(found[2])).first()
