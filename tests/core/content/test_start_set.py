"""The examples that every community begins with: whole, in both languages, and said to be examples."""

import re
import tomllib
from pathlib import Path

import pytest
from tools import check_tibetan

from delek.core.content.actions.start import HEADINGS, START_SET, load_policies, parts_of, read
from delek.core.content.models import Edition, Heading, Page, Text
from delek.core.content.queries import policies_at
from tests.town import BEGINNING, Town

FILES = sorted(path for path in START_SET.glob("*.toml") if path.stem != HEADINGS)
NAMES = [path.stem for path in FILES]
SHOWN = ("title", "lead", "who", "benefit", "steps", "papers", "where", "hours")


def test_there_are_at_least_twelve_subjects() -> None:
    assert len(FILES) >= 12


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_each_says_everything_in_tibetan_and_chinese(path: Path) -> None:
    row = read(path)
    for tongue in ("bo", "zh", "en"):
        assert [name for name in SHOWN if not row[tongue].get(name, "").strip()] == []
    texts = [Text.from_json(row[t]) for t in ("bo", "zh", "en")]
    for section in ("who", "steps", "papers"):
        assert len({len(text.lines(section)) for text in texts}) == 1, section
    assert {tuple(sorted(q.keys() - {"fits"})) for q in row["facts"]["questions"]} == {("bo", "en", "zh")}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_amount_and_no_law_number_is_invented(path: Path) -> None:
    words = path.read_text("utf-8")
    assert re.findall(r"\d+\s*(?:元|块|%|％|yuan|号令|〔)|〔\d+", words) == []


@pytest.mark.parametrize("path", [*FILES, START_SET / "headings.toml"], ids=[*NAMES, "headings"])
def test_its_tibetan_is_clean(path: Path) -> None:
    found = {line: check_tibetan.problems(line) for line in tibetan(tomllib.loads(path.read_text("utf-8")))}
    assert {line: problems for line, problems in found.items() if problems} == {}


def tibetan(value: object, key: str = "") -> list[str]:
    """Every line said in Tibetan."""
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in tibetan(inner, "bo" if key == "bo" else name)]
    if isinstance(value, list):
        return [line for inner in value for line in tibetan(inner, key)]
    return [line for line in str(value).splitlines() if line] if key == "bo" else []


def test_groups_and_topics_are_all_known(town: Town) -> None:
    load_policies(place=town.community, at=BEGINNING)
    topics = set(Heading.objects.filter(kind="topic").values_list("key", flat=True))
    groups = set(Heading.objects.filter(kind="group").values_list("key", flat=True))
    assert [p.key for p in Page.objects.all() if p.topic not in topics or set(p.groups) - groups or not p.groups] == []


def test_it_is_loaded_once_and_marked_as_not_checked(town: Town) -> None:
    assert len(load_policies(place=town.community, at=BEGINNING)) == len(FILES)
    assert load_policies(place=town.community, at=BEGINNING) == []
    assert Edition.objects.exclude(checked_at=None).count() == 0
    assert {r.checked_at for r in policies_at(town.points[10], "bo")} == {None}
    keys = [r.key for r in policies_at(town.points[10], "bo")]
    assert keys[:3] == ["veterans", "medical-insurance", "old-age-health"]
    assert policies_at(town.elsewhere, "bo") == []


def test_a_file_and_its_parts_say_the_same() -> None:
    parts = parts_of(read(START_SET / "legal-aid.toml"))
    assert sorted(parts) == ["bo", "en", "facts", "zh"]
    assert (parts["zh"]["title"], parts["facts"]["phone"]) == ("法律援助", "12348")
