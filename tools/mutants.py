"""Take away one permission check at a time and see whether a test notices (quality.md S1).

``python tools/mutants.py`` runs all, ``--list`` names them, ``--part 1/4`` every fourth. As a plugin of pytest
(``-p mutants`` with DELEK_MUTANT set) it imports one module without one of its checks; no file is changed.
A check is: what a decorator asks for; a condition before "not found", "forbidden" or the sign-in page; a returned
rule; each part of it; each filter by which a standing sees its rows.
"""

import argparse
import ast
import importlib.abc
import importlib.machinery
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
RULES = ["delek/core/*/rules.py", "delek/core/people/queries.py", "delek/web/**/*.py"]
SCOPED = ["delek/core/cases/queries/desk.py", "delek/core/cases/queries/residents.py"]
REFUSALS = ("Http404", "PermissionDenied", "redirect_to_login", "return missing(", "mfa_index")
SCOPE = ("standing", "scope", "report", "path", "about_staff", "concerns", "case__in", "token_digest")
DECLARED = ["tests/permissions/test_declared.py"]
TESTS = ["tests/permissions/test_cases.py", "tests/permissions/test_routes.py", "tests/core", "tests/web"]
"""First what is quick, then the matrix, then the rest."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One check that is taken away: the ``number``-th of its file."""

    file: str
    number: int
    line: int
    what: str


class Removing(ast.NodeTransformer):
    """Counts the checks of a module; takes away the one with the wanted number."""

    def __init__(self, wanted: int = -1, *, scoped: bool = False) -> None:
        self.wanted, self.scoped, self.found, self.inside = wanted, scoped, list[tuple[int, str]](), list[str]()

    def _check(self, node: ast.AST, what: str, without: ast.AST) -> Any:
        self.found.append((getattr(node, "lineno", 0), what))
        chosen = len(self.found) - 1 == self.wanted
        return ast.copy_location(without, node) if chosen else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self.inside.append(node.name)
        node.decorator_list = [self._decorator(d) for d in node.decorator_list]
        self.generic_visit(node)
        self.inside.pop()
        return node

    def _decorator(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "staff" and node.args:
            node = self._check(node, "@staff without its capability", ast.Call(node.func, [], []))
            return self._check(node, "@staff as @public", ast.Name("_public", ast.Load()))
        if isinstance(node, ast.Name) and node.id == "signed_in":
            return self._check(node, "@signed_in as @public", ast.Name("_public", ast.Load()))
        return node

    def visit_If(self, node: ast.If) -> Any:
        self.generic_visit(node)
        if _refuses(node.body) or self._is_rule() or (self.scoped and "standing" in ast.unparse(node.test)):
            node.test = self._check(node.test, f"if {ast.unparse(node.test)[:50]}", ast.Constant(False))
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        self.generic_visit(node)
        if node.value is not None and self._is_rule() and not isinstance(node.value, ast.Constant):
            node.value = self._check(node.value, f"return {ast.unparse(node.value)[:50]}", ast.Constant(True))
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        self.generic_visit(node)
        if self._is_rule() and isinstance(node.op, ast.And):
            for n, part in enumerate(list(node.values)):
                node.values[n] = self._check(part, f"and {ast.unparse(part)[:50]}", ast.Constant(True))
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute):
            return node
        called = node.func.attr
        told = " ".join(ast.unparse(a) for a in (*node.args, *(k.value for k in node.keywords)))
        told += " ".join(k.arg or "" for k in node.keywords)
        if self.scoped and called in ("filter", "exclude") and any(word in told for word in SCOPE):
            return self._check(node, f".{called}({told[:50]})", node.func.value)
        return node

    def _is_rule(self) -> bool:
        name = self.inside[-1] if self.inside else ""
        return name.startswith(("may", "_may", "is_second", "is_concerned", "_has_post", "_passes"))


def _refuses(body: list[ast.stmt]) -> bool:
    last = body[-1]
    if not isinstance(last, ast.Raise | ast.Return):
        return False
    said = ast.unparse(last)
    return any(word in said for word in REFUSALS)


def files() -> list[str]:
    rules = {str(p.relative_to(SOURCE)) for pattern in RULES for p in SOURCE.glob(pattern)}
    return sorted(rules | set(SCOPED))


def changed(file: str, number: int = -1) -> tuple[ast.Module, list[tuple[int, str]]]:
    """The module without one check, and every check it has."""
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    removing = Removing(number, scoped=file in SCOPED)
    tree = removing.visit(tree)
    if 0 <= number < len(removing.found) and removing.found[number][1].endswith("@public"):
        tree.body.insert(1, ast.parse("from delek.web.access import public as _public").body[0])
    return ast.fix_missing_locations(tree), removing.found


def mutants() -> Iterator[Mutant]:
    for file in files():
        for number, (line, what) in enumerate(changed(file)[1]):
            yield Mutant(file, number, line, what)


class Finder(importlib.abc.MetaPathFinder):
    """Imports one module from its changed tree."""

    def __init__(self, file: str, number: int) -> None:
        self.file, self.number = file, number
        self.module = file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec and spec.origin:
            spec.loader = Loader(name, spec.origin, self.file, self.number)
        return spec


class Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, file: str, number: int) -> None:
        super().__init__(name, path)
        self.file, self.number = file, number

    def get_code(self, fullname: str) -> Any:
        return compile(changed(self.file, self.number)[0], str(SOURCE / self.file), "exec")


if given := os.environ.get("DELEK_MUTANT"):
    sys.meta_path.insert(0, Finder(given.rpartition(":")[0], int(given.rpartition(":")[2])))


def is_caught(mutant: Mutant) -> bool:
    """Whether a test fails without this check."""
    return (mutant.what.startswith("@") and fails(mutant, DECLARED)) or fails(mutant, TESTS)


def fails(mutant: Mutant, tests: list[str]) -> bool:
    """Whether these tests fail. A run that cannot begin is no proof and ends everything."""
    path = os.pathsep.join((str(ROOT / "tools"), os.environ.get("PYTHONPATH", "")))
    known = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment = known | {"DELEK_MUTANT": f"{mutant.file}:{mutant.number}", "PYTHONPATH": path}
    plugins = ["-p", "mutants", "-p", "no:logging", "-p", "no:cacheprovider", "--reuse-db"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *plugins, "-m", "not browser and not faults", *tests]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if ran.returncode not in (0, 1):
        raise SystemExit(f"{mutant}: {ran.stdout.decode()[-2000:]}{ran.stderr.decode()[-1000:]}")
    return ran.returncode == 1


def main() -> int:
    asked = argparse.ArgumentParser(description="Take away one permission check at a time.")
    asked.add_argument("--list", action="store_true")
    asked.add_argument("--part", default="1/1", help="n/m: every m-th, beginning with the n-th")
    given = asked.parse_args()
    os.environ["DELEK_DATA"] = tempfile.mkdtemp(prefix="delek-mutants-")  # one database's empty tables for all runs
    part, of = (int(n) for n in given.part.split("/"))
    chosen = list(mutants())[part - 1 :: of]
    survived, began = [], time.monotonic()
    for mutant in chosen:
        caught = None if given.list else is_caught(mutant)
        said = {True: "caught", False: "SURVIVED", None: ""}[caught]
        print(f"{said:9}{mutant.file}:{mutant.line} {mutant.what}", flush=True)
        survived += [mutant] if caught is False else []
    share = 100 * (1 - len(survived) / max(len(chosen), 1))
    print(f"{len(chosen)} checks, {len(survived)} survived, {share:.1f} % caught, {time.monotonic() - began:.0f} s")
    return 0 if share >= 95 else 1


if __name__ == "__main__":
    sys.exit(main())
