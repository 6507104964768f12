"""Checks the Tibetan catalogues: complete, the same placeholders, clean spelling. Exit 1 with one line a problem.

    python tools/check_tibetan.py [catalogue.po ...]

The rules are those of the design, "Tibetan, done right". An entry met only at the desk may stay empty: staff fall back
to Chinese. A fuzzy entry (a draft no native reader has seen) counts as said.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

CATALOGUES = "src/delek/locale/bo/LC_MESSAGES/*.po"
STAFF_FOLDERS = {
    "casework", "content", "desk", "field", "manage", "staff", "account", "mfa", "allauth", "people", "places",
    "schedule", "staff.py", "signin.py",
}  # fmt: skip

# fmt: off
LATIN_ALLOWED = frozenset({
    "Delek", "QR", "SMS", "PDF", "CSV", "JSON", "ZIP", "URL", "HTTP", "HTTPS", "GPS", "ID", "PIN", "TOTP", "USB", "AI",
    "WeChat", "Android", "iPhone", "iOS", "iCal", "NFC", "JPEG", "JPG", "PNG", "HEIC", "MB", "KB", "GB", "Wi", "Fi",
})
# fmt: on
SIGNS_ALLOWED = frozenset("()/-–:.+%×·…→←↑↓•")

PLACEHOLDER = re.compile(r"%\([^)]+\)[sdif]|%[sdif]|\{[^{}]*\}")
MARKUP = re.compile(r"<[^<>]+>|&[a-z]+;|&#\d+;|https?://\S+")
LATIN = re.compile(r"[A-Za-z]+")

SPELLING = (
    ("ང།", "ང takes a tsheg before the shad: ང་།"),
    ("ག།", "ག takes no shad after it"),
    ("་་", "a double tsheg"),
)


def problems(text: str) -> list[str]:
    """What is wrong with one Tibetan text, in words; empty if nothing is. Placeholders and markup are left aside."""
    found = [] if unicodedata.is_normalized("NFC", text) else ["not in NFC"]
    plain = MARKUP.sub(" ", PLACEHOLDER.sub("0", text))
    found += [reason for wrong, reason in SPELLING if wrong in plain]
    found += [f"a Latin word: {word}" for word in LATIN.findall(plain) if word not in LATIN_ALLOWED]
    foreign = dict.fromkeys(sign for sign in LATIN.sub("", plain) if not _belongs(sign))
    return found + [f"a sign foreign to Tibetan: {sign} (U+{ord(sign):04X})" for sign in foreign]


def entry_problems(entry: polib.POEntry) -> list[str]:
    """What is wrong with one entry of a catalogue: missing, other placeholders than the source, or unclean."""
    texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if not all(text.strip() for text in texts):
        return [] if _is_for_staff_only(entry) else ["missing"]
    sources = [_placeholders(source) for source in (entry.msgid, entry.msgid_plural) if source]
    strange = [text for text in texts if _placeholders(text) not in sources]
    found = [f"placeholders differ: {text}" for text in strange]
    return found + [problem for text in texts for problem in problems(text)]


def catalogue_problems(path: Path) -> Iterator[str]:
    """One line for each problem: file, line, source text, what is wrong."""
    for entry in polib.pofile(str(path), encoding="utf-8"):
        if not entry.obsolete:
            for problem in entry_problems(entry):
                yield f"{path}:{entry.linenum}: {entry.msgid!r}: {problem}"


def main(arguments: list[str]) -> int:
    """Check the catalogues named, or all Tibetan ones; 1 if anything is wrong or there is nothing to check."""
    paths = [Path(argument) for argument in arguments] or sorted(Path().glob(CATALOGUES))
    if not paths:
        print(f"no Tibetan catalogue found at {CATALOGUES}")
        return 1
    found = [line for path in paths for line in catalogue_problems(path)]
    print(*found, f"{len(found)} problems in {len(paths)} Tibetan catalogues", sep="\n")
    return 1 if found else 0


def _belongs(sign: str) -> bool:
    return "\u0f00" <= sign <= "\u0fff" or sign in "0123456789 \n\u00a0" or sign in SIGNS_ALLOWED


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _is_for_staff_only(entry: polib.POEntry) -> bool:
    places = [Path(place) for place, _ in entry.occurrences]
    return bool(places) and all(STAFF_FOLDERS & set(place.parts) for place in places)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
