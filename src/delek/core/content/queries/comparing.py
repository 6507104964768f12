"""What became of a text between two versions: kept, out, in; by syllable in Tibetan, by character in Chinese."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ..models import FACTS, SECTIONS, Facts, Version

_PIECES = re.compile(r"[\u0f00-\u0fff]+?[\u0f0b\u0f0d]|[a-zA-Z0-9]+|.|\n", re.S)
FACT_ROWS = ("topic", "groups", "office", "phone", "valid_from", "valid_to", "questions")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``same``, ``out`` or ``in``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One section that is not the same."""

    section: str
    pieces: list[Piece]


def changes(old: Version | None, new: Version) -> list[Change]:
    """The sections in which two versions of one part differ, in the order of the page."""
    before, after = _said(old), _said(new)
    names = FACT_ROWS if new.part == FACTS else SECTIONS
    return [Change(n, list(_pieces(before.get(n, ""), after.get(n, "")))) for n in names
            if before.get(n, "") != after.get(n, "")]  # fmt: skip


def _said(version: Version | None) -> Mapping[str, str]:
    if version is None:
        return {}
    if version.part == FACTS:
        return {name: _plain(value) for name, value in Facts.from_json(version.content).as_json().items()}
    return version.text.as_json()


def _plain(value: Any) -> str:
    """Facts as lines that can be compared."""
    if isinstance(value, Mapping):
        return " · ".join("✗" if said is False else str(said) for said in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(_plain(one) for one in value)
    return str(value)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    a, b = _PIECES.findall(before), _PIECES.findall(after)
    for verb, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if verb == "equal":
            yield Piece("same", "".join(a[a_from:a_to]))
            continue
        if a_to > a_from:
            yield Piece("out", "".join(a[a_from:a_to]))
        if b_to > b_from:
            yield Piece("in", "".join(b[b_from:b_to]))
