"""What the import linter cannot see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from delek.config.retention import FORGETTINGS

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ["timeline", "media", "wording", "places", "people", "printing", "schedule", "content", "cases",
          "partners"]  # fmt: skip
CEILINGS = {"*.py": 300, "*.html": 120, "*.css": 200, "*.ts": 200}


def our_models() -> list[type[models.Model]]:
    return [m for label in LAYERS for m in apps.get_app_config(label).get_models()]


def test_relations_between_models_follow_the_layers() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and field.related_model._meta.app_label in LAYERS
        if LAYERS.index(field.related_model._meta.app_label) > LAYERS.index(model._meta.app_label)
    ]
    assert wrong == []


def test_every_free_column_is_registered_as_personal_or_plain() -> None:
    free = (models.CharField, models.TextField, models.JSONField)
    unregistered = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if isinstance(field, free) and not field.choices
        if field.name not in getattr(model, "personal", {}) and field.name not in getattr(model, "plain", ())
    ]
    assert unregistered == []


def test_every_personal_column_names_purpose_ground_and_retention() -> None:
    registered = [(m.__name__, c, p) for m in our_models() for c, p in getattr(m, "personal", {}).items()]
    assert registered
    assert [r for r in registered if not (r[2].purpose and r[2].ground and r[2].since)] == []


def test_every_personal_column_with_an_end_is_forgotten_by_the_nightly_job() -> None:
    """Add a Forgetting beside the model's actions and name it in config/retention.py (CONTRIBUTING.md)."""
    ending = {
        (m.__name__, c)
        for m in our_models()
        for c, reason in getattr(m, "personal", {}).items()
        if reason.keep_days is not None
    }
    forgotten = {(kind.model.__name__, column) for kind in FORGETTINGS for column in kind.columns}
    assert ending - forgotten == set()


def files() -> Iterator[tuple[Path, int]]:
    for pattern, ceiling in CEILINGS.items():
        for folder in ("src", "frontend", "tests", "bench", "tools"):
            for path in (ROOT / folder).rglob(pattern):
                if not {"migrations", "static", "node_modules"} & set(path.parts):
                    yield path, ceiling


def test_no_half_merged_file_is_left() -> None:
    """A mark of a conflict in a style sheet breaks it without a word."""
    kinds = {".css", ".html", ".ts", ".py", ".md", ".po", ".svg"}
    paths = [p for top in ("src", "frontend", "docs", "tests", "tools") for p in (ROOT / top).rglob("*")]
    read = [p for p in paths if p.suffix in kinds and "node_modules" not in p.parts]
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    torn = [p for p in read if any(line.startswith(marks) for line in p.read_text("utf-8").splitlines())]
    assert [str(p.relative_to(ROOT)) for p in torn] == []


def test_files_stay_below_their_ceiling() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path, ceiling in files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > ceiling
    }
    assert too_long == {}


def functions() -> Iterator[tuple[str, int]]:
    for path in (ROOT / "src").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0].lineno
                yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or first) - first + 1


def test_functions_stay_below_thirty_lines() -> None:
    assert {name: lines for name, lines in functions() if lines > 30} == {}


@pytest.mark.parametrize("word", ["utils", "common", "helpers", "services", "managers", "signals"])
def test_no_room_is_named_for_nothing(word: str) -> None:
    assert [str(p) for p in (ROOT / "src").rglob(f"{word}*") if "static" not in p.parts] == []
