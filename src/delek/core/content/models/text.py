"""What a version holds: the text of one language, or the facts that no language changes."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from delek.foundation.words import Words, clean

FACTS = "facts"
TONGUES = ("bo", "zh", "en")
PARTS = (*TONGUES, FACTS)
NEEDED = ("bo", "zh")
"""The two languages that every page must have; English may be left out."""

NOTHING = Words()
_SIGN = re.compile(r"^-(\s+|$)")

SECTIONS = ("title", "lead", "who", "benefit", "steps", "papers", "where", "hours", "more", "keywords")


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a page. ``who``, ``steps`` and ``papers`` are one thing a line; ``benefit``, ``where``,
    ``hours`` and ``more`` are markdown; ``keywords`` are other words that people search by, never shown.
    """

    title: str = ""
    lead: str = ""
    who: str = ""
    benefit: str = ""
    steps: str = ""
    papers: str = ""
    where: str = ""
    hours: str = ""
    more: str = ""
    keywords: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Text":
        """Read what `as_json` wrote; what is not known or not text is left out."""
        return cls(**{f.name: clean(said) for f in fields(cls) if isinstance(said := value.get(f.name), str)})

    def as_json(self) -> dict[str, Any]:
        return {name: text for name, text in asdict(self).items() if text}

    def lines(self, section: str) -> list[str]:
        """The lines of a section, without empty ones and without the signs of a list."""
        found = (_SIGN.sub("", line.strip()) for line in str(getattr(self, section)).splitlines())
        return [line for line in found if line]

    def __bool__(self) -> bool:
        return bool(self.as_json())


@dataclass(frozen=True, slots=True)
class Question:
    """A question of "does it apply to me?"; ``fits`` is the answer with which it may."""

    words: Words
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same in every language. ``groups`` and ``topic`` are keys of headings."""

    topic: str = ""
    groups: tuple[str, ...] = ()
    office: Words = NOTHING
    phone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    questions: tuple[Question, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Facts":
        return cls(
            topic=str(value.get("topic", "")),
            groups=tuple(str(key) for key in value.get("groups", ())),
            office=Words.from_json(value.get("office")),
            phone=str(value.get("phone", "")),
            valid_from=_day(value.get("valid_from")),
            valid_to=_day(value.get("valid_to")),
            questions=tuple(
                Question(Words.from_json(row), row.get("fits", True) is not False)
                for row in value.get("questions", ())
            ),
        )

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "topic": self.topic,
            "groups": sorted(self.groups),
            "office": self.office.as_json(),
            "phone": self.phone,
            "valid_from": self.valid_from.isoformat() if self.valid_from else "",
            "valid_to": self.valid_to.isoformat() if self.valid_to else "",
            "questions": [{**q.words.as_json(), **({} if q.fits else {"fits": False})} for q in self.questions],
        }
        return {name: value for name, value in said.items() if value}


def _day(value: Any) -> date | None:
    """A day as JSON or TOML writes it."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if value else None
