"""Text in two scripts and three languages: holding it, cleaning it, shortening it, finding it again.

`\\w`, `isalpha` and NFKC are wrong for Tibetan; this module is where the rules for it live.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("bo", "zh-hans", "en")

TSHEG = "\u0f0b"
SHAD = "\u0f0d"
ELLIPSIS = "…"

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABLE = r"\u0f00\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f6c\u0f71-\u0f84\u0f86-\u0fbc\u0fc6"
_PIECE = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<bo>[{_SYLLABLE}]+)|(?P<number>[0-9]+)|(?P<word>[^\W\d_{_HAN}\u0f00-\u0fff]+)"
)
_PLAIN = str.maketrans(
    {0x0F20 + n: str(n) for n in range(10)} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in up to three languages; an empty string means not said."""

    bo: str = ""
    zh: str = ""
    en: str = ""

    @classmethod
    def from_json(cls, value: Mapping[str, object] | None) -> "Words":
        """Read what `as_json` wrote; keys not known and values not text are left out."""
        said = {key: text for key in ("bo", "zh", "en") if isinstance(text := (value or {}).get(key), str)}
        return cls(**said)

    def as_json(self) -> dict[str, str]:
        """Only the languages in which something is said."""
        return {key: text for key, text in (("bo", self.bo), ("zh", self.zh), ("en", self.en)) if text}

    def within(self, language: str) -> str:
        """The text in this language, or in the next one its readers are likeliest to read.

        Tibetan falls back to Chinese, never first to English; Chinese to English; English to Chinese.
        """
        if language.startswith("bo"):
            return self.bo or self.zh or self.en
        if language.startswith("zh"):
            return self.zh or self.en or self.bo
        return self.en or self.zh or self.bo

    def missing(self) -> tuple[str, ...]:
        """Which of the two languages every content must have are still empty."""
        return tuple(key for key, text in (("bo", self.bo), ("zh", self.zh)) if not text)

    def exactly(self, language: str) -> str:
        """What stands in this very language, ``bo``, ``zh-hans`` or ``en``; nothing rather than another one's."""
        return {"bo": self.bo, "zh": self.zh, "en": self.en}.get(language[:2], "")

    def __bool__(self) -> bool:
        return bool(self.bo or self.zh or self.en)

    def __str__(self) -> str:
        return self.zh or self.en or self.bo


def clean(text: str) -> str:
    """Text as it may be stored: NFC (never NFKC, which spoils Tibetan), LF line ends, no outer whitespace,
    no control characters or bidirectional overrides, at most one blank line in a row. Idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()
    return _BLANK_LINES.sub("\n\n", text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters (limit >= 1), with an ellipsis if anything was cut.

    Tibetan is cut only after a tsheg or shad, other text never between a letter and its marks.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and not _may_cut(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def search_tokens(text: str) -> list[str]:
    """Tokens to store in the index, in order, repeats kept.

    Chinese as single characters and pairs, Tibetan as syllables, other scripts as words in lower case, numbers
    in 0-9 whichever digits were typed. Every token is ASCII letters and digits (other scripts as x + UTF-16 hex),
    so SQLite FTS5 `ascii` and PostgreSQL `simple` split and compare them alike.
    """
    return [token for kind, piece in _pieces(text) for token in _stored(kind, piece)]


def query_tokens(text: str) -> list[str]:
    """Tokens all of which must match, without repeats: a Chinese run as pairs, or as itself if it is one character."""
    found = (token for kind, piece in _pieces(text) for token in _asked(kind, piece))
    return list(dict.fromkeys(found))


def _may_cut(text: str, end: int) -> bool:
    before, after = text[end - 1], text[end]
    if before in (TSHEG, SHAD):
        return after not in (TSHEG, SHAD)
    if _is_tibetan(before) and _is_tibetan(after):
        return False
    return not unicodedata.category(after).startswith("M") and after not in (TSHEG, SHAD)


def _is_tibetan(letter: str) -> bool:
    return "\u0f00" <= letter <= "\u0fff"


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    plain = clean(text).translate(_PLAIN).lower()
    for match in _PIECE.finditer(plain):
        yield match.lastgroup or "word", match.group()


def _stored(kind: str, piece: str) -> list[str]:
    if kind != "han":
        return [_coded(piece)]
    return [_coded(one) for one in piece] + _pairs(piece)


def _asked(kind: str, piece: str) -> list[str]:
    if kind != "han" or len(piece) == 1:
        return [_coded(piece)]
    return _pairs(piece)


def _pairs(run: str) -> list[str]:
    return [_coded(run[start : start + 2]) for start in range(len(run) - 1)]


def _coded(piece: str) -> str:
    return piece if piece.isascii() else "x" + piece.encode("utf-16-be").hex()
