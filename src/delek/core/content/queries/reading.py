"""A page as a resident reads it: one language, the other beside it, and what is to be said about the translation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from delek.foundation.words import Words

from ..models import NEEDED, TONGUES, Edition, Heading, Page, Text
from . import markdown

READING = {"bo": ("bo", "zh", "en"), "zh": ("zh", "bo", "en"), "en": ("en", "zh", "bo")}
"""What a reader of each language is shown first, then in its place. Tibetan readers are not sent to English."""
BESIDE = {"bo": ("zh", "en"), "zh": ("bo", "en"), "en": ("bo", "zh")}
HTML = {"bo": "bo", "zh": "zh-Hans", "en": "en"}


def tongue_of(language: str) -> str:
    """The part of a page for a language of the site."""
    short = language[:2]
    return short if short in TONGUES else "zh"


@dataclass(frozen=True, slots=True)
class Line:
    """One line in clean HTML, the same line in the other language where there is one, and a picture."""

    html: str
    other: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the reader's language, whether yes is the answer that fits, and the other language."""

    said: str
    other: str
    fits: bool


class Shown:
    """A text as a page shows it, line by line beside the same text in another language."""

    def __init__(self, text: Text, tongue: str, other: Text, other_tongue: str = "") -> None:
        self.text, self.tongue, self.other, self.other_tongue = text, tongue, other, other_tongue

    @property
    def mark(self) -> str:
        """The value of ``lang`` where the words are not in the page's language; else nothing."""
        return HTML[self.tongue]

    @property
    def other_mark(self) -> str:
        return HTML.get(self.other_tongue, "")

    @property
    def who(self) -> list[Line]:
        return self.lines("who")

    @property
    def steps(self) -> list[Line]:
        return self.lines("steps")

    def papers(self, known: list[Heading]) -> list[Line]:
        """What to bring, each with the picture of the paper that it names."""
        return [
            Line(line.html, line.other, _picture(said, self.tongue, known))
            for line, said in zip(self.lines("papers"), self.text.lines("papers"), strict=True)
        ]

    @property
    def benefit(self) -> Line:
        return self.passage("benefit")

    @property
    def where(self) -> Line:
        return self.passage("where")

    @property
    def hours(self) -> Line:
        return self.passage("hours")

    @property
    def more(self) -> Line:
        return self.passage("more")

    def lines(self, section: str) -> list[Line]:
        """Each line with its counterpart; where the two languages have not the same number of lines, alone."""
        own, other = self.text.lines(section), self.other.lines(section)
        beside = other if len(own) == len(other) else [""] * len(own)
        return [Line(markdown.line(a), markdown.line(b)) for a, b in zip(own, beside, strict=True)]

    def passage(self, section: str) -> Line:
        return Line(markdown.block(getattr(self.text, section)), markdown.block(getattr(self.other, section)))


class Reading(Shown):
    """One page for one reader. ``translated``: in the reader's language; ``behind``: the other one says more."""

    def __init__(self, page: Page, editions: Mapping[str, Edition], language: str) -> None:
        self.page, self.editions = page, editions
        self.wanted = tongue_of(language)
        tongue = next(t for t in READING[self.wanted] if t in editions)
        beside = next((t for t in BESIDE[tongue] if t in editions), "")
        self.edition = editions[tongue]
        other = editions[beside].version.text if beside else Text()
        super().__init__(self.edition.version.text, tongue, other, beside)
        self.translated = tongue == self.wanted
        self.behind = behind(tongue, editions)

    @property
    def key(self) -> str:
        return self.page.key

    @property
    def mark(self) -> str:
        return "" if self.translated else HTML[self.tongue]

    @property
    def checked_at(self) -> datetime | None:
        """When the office last checked it; None while any of it is still the example it began as."""
        if self.edition.checked_at is None or self.page.facts_checked_at is None:
            return None
        return max(self.edition.checked_at, self.page.facts_checked_at)

    @property
    def questions(self) -> list[Question]:
        """The questions that are asked in the reader's language."""
        rows = [
            (getattr(q.words, self.tongue), getattr(q.words, self.other_tongue or self.tongue), q.fits)
            for q in self.page.facts.questions
        ]
        return [Question(said, other if other != said else "", fits) for said, other, fits in rows if said]

    def valid(self, today: date) -> str:
        """``now``, ``soon`` or ``over``."""
        if self.page.valid_to and self.page.valid_to < today:
            return "over"
        return "soon" if self.page.valid_from and self.page.valid_from > today else "now"


def shown(content: Mapping[str, object], tongue: str) -> Shown:
    """A text that is not public yet, as its page would show it."""
    return Shown(Text.from_json(content), tongue, Text())


def behind(tongue: str, editions: Mapping[str, Edition]) -> str:
    """The needed language whose meaning was changed after this one was last brought up to it, or an empty string."""
    number = editions[tongue].version.number
    later = (t for t in NEEDED if t != tongue and t in editions and editions[t].said > number)
    return next(later, "")


def lacking(editions: Mapping[str, Edition]) -> list[str]:
    """The needed languages that are missing or behind."""
    return [t for t in NEEDED if t not in editions or behind(t, editions)]


def title_of(editions: Mapping[str, Edition]) -> Words:
    """The public title in every language."""
    return Words(**{t: e.version.text.title for t, e in editions.items()})


def _picture(said: str, tongue: str, known: list[Heading]) -> str:
    return next(_pictures(said, tongue, known), "file")


def _pictures(said: str, tongue: str, known: list[Heading]) -> Iterator[str]:
    for heading in known:
        name = getattr(heading.name, tongue).rstrip("\u0f0d\u0f0b")
        if name and name.lower() in said.lower():
            yield heading.icon
