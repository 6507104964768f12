"""One step for several cases: each is moved by itself, with its own version, and it is said which went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from delek.core.cases.actions import Declined, Mover, Particulars, Stale, move
from delek.core.cases.queries import cases_for
from delek.web.access import StaffRequest

from .saying import declined_words, faster_words, missing_words


@dataclass(frozen=True, slots=True)
class Chosen:
    """One case that was chosen, at the version in which it was seen."""

    case: Any
    version: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one case; ``why`` says what stood against it, nothing where it went."""

    case: Any
    why: str = ""


def chosen(request: StaffRequest, most: int) -> list[Chosen]:
    """The cases of a form's ``case`` fields (key, point, version) that this person may open, in the form's order."""
    versions: dict[int, int] = {}
    for text in request.POST.getlist("case")[:most]:
        key, _point, version = text.partition(".")
        if key.isdecimal() and version.isdecimal() and len(text) < 30:
            versions[int(key)] = int(version)
    found = {case.pk: case for case in cases_for(request.standing).filter(pk__in=versions)}
    return [Chosen(found[pk], version) for pk, version in versions.items() if pk in found]


def move_each(
    request: StaffRequest, rows: Iterable[Chosen], step: str, particulars: Particulars | None = None
) -> list[Done]:
    return [Done(row.case, try_move(request, row, step, particulars)) for row in rows]


def try_move(request: StaffRequest, row: Chosen, step: str, particulars: Particulars | None = None) -> str:
    """Move one case, wholly or not at all; what stands against it is said, and stops no other."""
    mover = Mover(standing=request.standing)
    try:
        move(row.case, step, mover=mover, at=request.now, particulars=particulars, version=row.version)
    except Stale:
        return faster_words()
    except Declined as declined:
        return missing_words(declined.missing[0]) if declined.missing else declined_words(declined.why)
    return ""


def went(done: Sequence[Done]) -> list[Done]:
    return [one for one in done if not one.why]


def stayed(done: Sequence[Done]) -> list[Done]:
    return [one for one in done if one.why]
