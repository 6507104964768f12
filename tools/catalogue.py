"""The message catalogues: take out of the source what is said, fill from lists of phrases, compile for gettext.

    python tools/catalogue.py extract
    python tools/catalogue.py seed LIST.csv [LIST.csv ...]      columns en, zh_Hans, bo and, if there is one, status
    python tools/catalogue.py compile
    python tools/catalogue.py review                            how much Tibetan is reviewed, and what is not
    python tools/catalogue.py review LIST.csv [LIST.csv ...]    columns en, bo: a reader has gone through these

No program of GNU gettext is needed. Places are kept without line numbers: a catalogue changes only where words do.
"""

import ast
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "delek"
LANGUAGES = {"bo": "bo", "zh_Hans": "zh_Hans"}
"""The column of a list of phrases by the folder of the catalogue."""

SAYING = {"_", "gettext", "gettext_lazy", "gettext_noop"}
COUNTING = {"ngettext", "ngettext_lazy"}
WRITTEN = r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\''
IN_TAG = re.compile(r"\{%\s*(?:t|translate|trans)\s+(?:" + WRITTEN + r")")
IN_ARGUMENT = re.compile(r"(?<![\w.])_\((?:" + WRITTEN + r")\)")
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b(.*?)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(slots=True)
class Said:
    """One text of the source: how it is said of many, if it is, and in which files."""

    plural: str = ""
    places: set[str] = field(default_factory=set)


Found = Mapping[str, Said]
Kept = dict[str, list[ast.expr]]


def extract() -> Found:
    """Everything the source says, by its English text."""
    found: defaultdict[str, Said] = defaultdict(Said)
    for pattern, texts in (("*.py", in_python), ("*.html", in_template), ("*.txt", in_template)):
        for path in sorted(SOURCE.rglob(pattern)):
            if "migrations" not in path.parts and "static" not in path.parts:
                for text, plural in texts(path.read_text("utf-8")):
                    found[text].plural = found[text].plural or plural
                    found[text].places.add(path.relative_to(ROOT).as_posix())
    return found


def in_python(source: str) -> Iterator[tuple[str, str]]:
    """Texts given to gettext; where a name is given, every text that its module or function keeps under it."""
    tree = ast.parse(source)
    module = _kept(tree.body)
    for scope in ast.walk(tree):
        if isinstance(scope, ast.Module | ast.FunctionDef):
            kept = module if scope is tree else module | _kept(ast.walk(scope))
            kept = kept | _taken_from(scope, kept)
            for call in ast.walk(scope):
                yield from _of_call(call, kept)


def in_template(source: str) -> Iterator[tuple[str, str]]:
    """Texts of ``translate``, ``t``, ``_("…")`` and ``blocktranslate``."""
    for pattern in (IN_TAG, IN_ARGUMENT):
        for match in pattern.finditer(source):
            yield (match[1] or match[2] or "").replace('\\"', '"').replace("\\'", "'"), ""
    for match in BLOCK.finditer(source):
        text, _, plural = re.sub(r"\{%\s*plural\s*%\}", "\0", match[2]).partition("\0")
        yield _of_block(text, match[1]), _of_block(plural, match[1]) if plural else ""


def update(path: Path, found: Found) -> polib.POFile:
    """The catalogue with exactly what was found; what was translated stays."""
    old = {entry.msgid: entry for entry in polib.pofile(str(path), encoding="utf-8")} if path.exists() else {}
    catalogue = polib.POFile(encoding="utf-8", wrapwidth=100)
    catalogue.metadata = {
        "Project-Id-Version": "delek",
        "Language": path.parent.parent.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for text, said in sorted(found.items(), key=lambda item: (min(item[1].places), item[0])):
        catalogue.append(_entry(text, said, old.get(text)))
    return catalogue


def fill(entry: polib.POEntry, phrase: Mapping[str, str], column: str, language: str) -> None:
    """Take a phrase where the entry is still empty. No Tibetan has been read by a native reader: all is draft."""
    said = phrase[column].strip()
    if not said or entry.msgstr or entry.msgstr_plural.get(0):
        return
    if entry.msgid_plural:
        entry.msgstr_plural = {0: said}
    else:
        entry.msgstr = said
    if language == "bo":
        status = phrase.get("status") or ""
        entry.tcomment = "draft, unsure" if status == "unsure" else "draft"


def catalogues() -> list[Path]:
    return [SOURCE / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def run_extract(arguments: Sequence[str]) -> None:
    found = extract()
    for path in catalogues():
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = update(path, found)
        catalogue.save(str(path))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} empty")


def run_seed(arguments: Sequence[str]) -> None:
    phrases: dict[str, Mapping[str, str]] = {}
    for name in arguments:
        with Path(name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                phrases.setdefault(row["en"], row)
    for path, (language, column) in zip(catalogues(), LANGUAGES.items(), strict=True):
        catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=100)
        for entry in catalogue:
            if entry.msgid in phrases:
                fill(entry, phrases[entry.msgid], column, language)
        catalogue.save(str(path))
        print(f"{path.relative_to(ROOT)}: {len(catalogue.untranslated_entries())} empty")


def run_compile(arguments: Sequence[str]) -> None:
    for path in catalogues():
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(path.with_suffix(".mo")))


def run_review(arguments: Sequence[str]) -> None:
    """Take what a reader of Tibetan wrote or left as it was, and mark it; with no list, say what still waits."""
    path = catalogues()[0]
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=100)
    known, unknown = {entry.msgid: entry for entry in catalogue}, 0
    for name in arguments:
        with Path(name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                unknown += 0 if row["en"] in known else 1
                if row["en"] in known and row["bo"].strip():
                    _review(known[row["en"]], row["bo"].strip())
    if arguments:
        catalogue.save(str(path))
    counts = Counter(entry.tcomment or "empty" for entry in catalogue)
    counts["not known"] = unknown
    print(", ".join(f"{n} {state}" for state, n in sorted(counts.items()) if n))
    if not arguments:
        for entry in catalogue:
            if entry.tcomment.startswith("draft"):
                print(f"{entry.tcomment}\t{entry.msgid}\t{entry.msgstr or entry.msgstr_plural.get(0)}")


def _review(entry: polib.POEntry, said: str) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: said}
    else:
        entry.msgstr = said
    entry.tcomment = "reviewed"


def _entry(text: str, said: Said, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text, msgid_plural=said.plural, occurrences=[(p, "") for p in sorted(said.places)])
    kept = ((old.msgstr_plural or {}).get(0) or old.msgstr) if old else ""
    if said.plural:
        entry.msgstr_plural = {0: kept}
    else:
        entry.msgstr = kept
    entry.tcomment = old.tcomment if old else ""
    return entry


def _of_block(text: str, options: str) -> str:
    told = VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))
    return " ".join(line.strip() for line in told.strip().splitlines()) if "trimmed" in options else told


def _of_call(call: ast.AST, kept: Kept) -> Iterator[tuple[str, str]]:
    name = _name_of(call)
    if name in COUNTING and isinstance(call, ast.Call):
        yield _text(call.args[0]), _text(call.args[1])
    elif name in SAYING and isinstance(call, ast.Call) and call.args:
        yield from ((text, "") for text in _texts(call.args[0], kept))


def _kept(nodes: Iterable[ast.AST]) -> Kept:
    """What is assigned to each name; one that is assigned twice keeps both."""
    kept: defaultdict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    kept[target.id].append(node.value)
    return dict(kept)


def _name_of(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _texts(node: ast.expr, kept: Kept) -> Iterator[str]:
    if _text(node):
        yield _text(node)
        return
    for name in ast.walk(node):
        if isinstance(name, ast.Name):
            for value in kept.get(name.id, ()):
                yield from _texts_of(value)


def _texts_of(value: ast.expr) -> Iterator[str]:
    """A text, either of two, or the texts of a collection; those that are marked themselves are found anyway."""
    if isinstance(value, ast.IfExp):
        values = [value.body, value.orelse]
    else:
        values = value.values if isinstance(value, ast.Dict) else getattr(value, "elts", [value])
    yield from (_text(said) for said in values if _text(said))


def _taken_from(tree: ast.AST, kept: Kept) -> Kept:
    """The names that loops give, with the collection that they go through."""
    taken: Kept = {}
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For | ast.comprehension):
            source = next((kept[n.id] for n in ast.walk(loop.iter) if isinstance(n, ast.Name) and n.id in kept), None)
            names = [n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)]
            taken |= dict.fromkeys(names, source) if source else {}
    return taken


COMMANDS: Mapping[str, Callable[[Sequence[str]], None]] = {
    "extract": run_extract,
    "seed": run_seed,
    "compile": run_compile,
    "review": run_review,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; 2 if there is no such command."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(__doc__)
        return 2
    command(arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
