"""Every permission check of the house, and modules in which one of them can be switched off (quality.md S1).

A check is: what a decorator asks for; a condition before "not found", "forbidden" or the sign-in page; a returned
rule; each part of it; each filter by which a standing sees its rows. No file is changed: ``Finder`` imports each
module from a tree in which ``taken`` asks whether a check is switched off just now.
"""

import ast
import importlib.abc
import importlib.machinery
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parent.parent / "src"
RULES = ["delek/core/*/rules.py", "delek/core/people/queries.py", "delek/web/**/*.py"]
SCOPED = ["delek/core/cases/queries/desk.py", "delek/core/cases/queries/residents.py"]
REFUSALS = ("Http404", "PermissionDenied", "redirect_to_login", "to_sign_in", "return missing(", "mfa_index")
SCOPE = ("standing", "scope", "report", "path", "about_staff", "concerns", "case__in", "token_digest")
GUARDS = {"signed_in": "signed in", "by_number": "number"}
INSIDE = (
    "from permission_checks import either as _either, taken as _taken\nfrom delek.web.access import public as _public"
)


@dataclass(frozen=True, slots=True)
class Check:
    """The ``number``-th check of its file."""

    file: str
    number: int
    line: int
    what: str


class State:
    """Which check is switched off, and what hears that one was reached."""

    off: str = ""
    reached: set[str] = set()
    doors: dict[int, tuple[str, Any, Any]] = {}
    """Each guarded view by its identity: the key of its check, what it declares, what is left without it."""


def taken(key: str) -> bool:
    """Asked by every check when a request or a test comes to it."""
    State.reached.add(key)
    return State.off == key


def either(key: str, whole: Any, without: Any) -> Any:
    """A decorator that guards as it says, or less while its check is switched off."""

    def decorate(view: Callable[..., Any]) -> Any:
        guarded, open_ = whole(view), without(_bare(view))

        @wraps(guarded)
        def chosen(*args: Any, **kwargs: Any) -> Any:
            return (open_ if taken(key) else guarded)(*args, **kwargs)

        State.doors[id(chosen)] = (key, guarded.access, open_.access)
        chosen.access = guarded.access  # type: ignore[attr-defined]
        return chosen

    return decorate


def _bare(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view of its own, so that what one guard notes on it does not stand on the other's."""

    @wraps(view)
    def bare(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return bare


class Switching(ast.NodeTransformer):
    """Counts the checks of a module, and lets each ask whether it is switched off."""

    def __init__(self, file: str) -> None:
        self.file, self.scoped = file, file in SCOPED
        self.found: list[tuple[int, str]] = []
        self.inside: list[str] = []

    def _key(self, node: ast.AST, what: str) -> ast.Constant:
        self.found.append((getattr(node, "lineno", 0), what))
        return ast.Constant(f"{self.file}:{len(self.found) - 1}")

    def _check(self, node: Any, what: str, without: ast.expr) -> Any:
        asked = ast.Call(ast.Name("_taken", ast.Load()), [self._key(node, what)], [])
        return ast.copy_location(ast.IfExp(asked, without, node), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self.inside.append(node.name)
        node.decorator_list = [self._decorator(d) for d in node.decorator_list]
        self.generic_visit(node)
        self.inside.pop()
        return node

    def _decorator(self, node: ast.expr) -> ast.expr:
        name = node.func if isinstance(node, ast.Call) else node
        if not isinstance(name, ast.Name):
            return node
        if isinstance(node, ast.Call) and name.id == "staff" and node.args:
            node = self._guard(node, "@staff without its capability", ast.Call(name, [], []))
            return self._guard(node, "@staff as @public", ast.Name("_public", ast.Load()))
        if name is node and name.id in GUARDS:
            return self._guard(node, f"@{name.id} as @public", ast.Name("_public", ast.Load()))
        return node

    def _guard(self, node: ast.expr, what: str, without: ast.expr) -> ast.expr:
        parts = [self._key(node, what), node, without]
        return ast.copy_location(ast.Call(ast.Name("_either", ast.Load()), parts, []), node)

    def visit_If(self, node: ast.If) -> Any:
        said = ast.unparse(node.test)
        self.generic_visit(node)
        if _refuses(node.body) or self._is_rule() or (self.scoped and "standing" in said):
            node.test = self._check(node.test, f"if {said[:60]}", ast.Constant(False))
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        said = ast.unparse(node.value) if node.value else ""
        self.generic_visit(node)
        if node.value is not None and self._is_rule() and not isinstance(node.value, ast.Constant):
            node.value = self._check(node.value, f"return {said[:60]}", ast.Constant(True))
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        said = [ast.unparse(part) for part in node.values]
        self.generic_visit(node)
        if self._is_rule() and isinstance(node.op, ast.And):
            for n, part in enumerate(list(node.values)):
                node.values[n] = self._check(part, f"and {said[n][:60]}", ast.Constant(True))
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        told = " ".join(ast.unparse(a) for a in (*node.args, *(k.value for k in node.keywords)))
        told += " ".join(k.arg or "" for k in node.keywords)
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute):
            return node
        called = node.func.attr
        if self.scoped and called in ("filter", "exclude") and any(word in told for word in SCOPE):
            return self._check(node, f".{called}({told[:60]})", node.func.value)
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


def switched(file: str) -> tuple[ast.Module, list[tuple[int, str]]]:
    """The module whose checks ask, and every check it has."""
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    switching = Switching(file)
    tree = switching.visit(tree)
    inside = INSIDE if any(what.startswith("@") for _, what in switching.found) else INSIDE.splitlines()[0]
    tree.body[1:1] = ast.parse(inside).body
    return ast.fix_missing_locations(tree), switching.found


def checks() -> Iterator[Check]:
    for file in files():
        for number, (line, what) in enumerate(switched(file)[1]):
            yield Check(file, number, line, what)


class Finder(importlib.abc.MetaPathFinder):
    """Imports the modules that have checks from their switched trees."""

    def __init__(self) -> None:
        having = {check.file for check in checks()}
        self.modules = {f.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): f for f in having}

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name not in self.modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec and spec.origin:
            spec.loader = Loader(name, spec.origin, self.modules[name])
        return spec


class Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, file: str) -> None:
        super().__init__(name, path)
        self.file = file

    def get_code(self, fullname: str) -> Any:
        return compile(switched(self.file)[0], str(SOURCE / self.file), "exec")
