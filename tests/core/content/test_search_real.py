"""Searching in real text: a phrase taken from every so many rows finds the rows in which it stands, first of all."""

import csv
import re
from collections.abc import Iterator

import pytest

from delek.core.content.models import Text
from delek.core.content.queries.search import index, rank
from delek.foundation.words import clean, search_tokens
from tests.real import REAL, needs_real_data

pytestmark = needs_real_data
QUESTIONS = 30
HAN = re.compile(r"[\u4e00-\u9fff]{6}")
SYLLABLES = re.compile(r"(?<=\u0f0b)(?:[\u0f40-\u0fbc]+\u0f0b){4}")


def chinese() -> dict[int, Text]:
    """Messages of residents: title and words."""
    with (REAL / "hotline_zh.csv").open(encoding="utf-8", newline="") as lines:
        return {n: Text(title=clean(r["title"]), more=clean(r["text"])) for n, r in enumerate(csv.DictReader(lines))}


def tibetan() -> dict[int, Text]:
    """Paragraphs of modern Tibetan."""
    lines = (REAL / "tibetan_modern.txt").read_text("utf-8").splitlines()
    return {n: Text(more=clean(line)) for n, line in enumerate(line for line in lines if line.strip())}


def questions(texts: dict[int, Text], phrase: re.Pattern[str]) -> Iterator[tuple[str, set[int]]]:
    """Thirty phrases from all over, each with the rows that hold it word for word: the expected answers."""
    whole = {n: f"{text.title}\n{text.more}" for n, text in texts.items()}
    cut = {n: syllables(said) for n, said in whole.items()}
    step, asked = len(texts) // (QUESTIONS + 5), 0
    for n in range(0, len(texts), step):
        found = phrase.search(whole[n], len(whole[n]) // 3)
        if found and asked < QUESTIONS:
            asked += 1
            between = syllables(found[0])
            yield found[0], {m for m, said in whole.items() if between in cut[m] or found[0] in said}


def syllables(said: str) -> str:
    """Whole syllables, each with a space before and after."""
    return f" {' '.join(search_tokens(said))} "


@pytest.mark.parametrize(("texts", "phrase"), [(chinese, HAN), (tibetan, SYLLABLES)], ids=["Chinese", "Tibetan"])
def test_thirty_phrases_find_the_text_they_are_from(texts: object, phrase: re.Pattern[str]) -> None:
    kept = texts()  # type: ignore[operator]
    entries = {n: [index(text)] for n, text in kept.items()}
    asked = list(questions(kept, phrase))
    assert len(asked) == QUESTIONS
    found = {q: rank(q, entries)[:3] for q, _ in asked}
    assert {q: (answers, found[q]) for q, answers in asked if found[q][0] not in answers} == {}
