"""Reading the catalogues: which entry a text on a page comes from, and how far the Tibetan has been reviewed."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

from delek.foundation.words import clean

FOLDERS = {"bo": "bo", "zh-hans": "zh_Hans", "en": "zh_Hans"}
PLACEHOLDER = re.compile(r"\\\{\w+\\\}|%\\\(\w+\\\)s")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the source, how it is said, and its state: draft, unsure, reviewed; empty where none is kept."""

    source: str
    said: str
    state: str


@lru_cache(maxsize=4)
def entries(language: str) -> tuple[Entry, ...]:
    """Every text that is said in a language, in the order of the catalogue."""
    path = Path(settings.LOCALE_PATHS[0]) / FOLDERS[language] / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    read = []
    for message in catalogue:
        source, said = _one(message.id), _one(message.string)
        if source and said:
            read.append(Entry(source, source if language == "en" else said, _state(message.user_comments)))
    return tuple(read)


def entry_of(text: str, language: str) -> Entry | None:
    """The entry whose text this is, or (with its placeholders filled) looks like, or the shortest that contains it."""
    wanted = clean(text).strip(" ་།")
    if not wanted or language not in FOLDERS:
        return None
    for entry in entries(language):
        if entry.said.strip(" ་།") == wanted:
            return entry
    containing = [e for e in entries(language) if wanted in e.said or _filled(e.said, wanted)]
    return min(containing, key=lambda e: len(e.said), default=None)


def reviewed(language: str) -> dict[str, int]:
    """How many entries are in each state."""
    return dict(Counter(entry.state or "draft" for entry in entries(language)))


def _one(text: object) -> str:
    return str(text[0] if isinstance(text, tuple | list) else text or "")


def _state(comments: list[str]) -> str:
    said = " ".join(comments)
    return next((state for state in ("reviewed", "unsure", "draft") if state in said), "")


def _filled(said: str, wanted: str) -> bool:
    if "{" not in said and "%(" not in said:
        return False
    pattern = PLACEHOLDER.sub(".+", re.escape(said.strip(" ་།")))
    return pattern != ".+" and re.fullmatch(pattern, wanted) is not None
