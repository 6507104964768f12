"""What stands open at a point, as neighbours read it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from delek.core.cases.flows import REPORT
from delek.core.cases.queries import open_at

UNSAID = {"question": "accepted"}
"""What is asked of one reporter is not told to the neighbours."""


@dataclass(frozen=True, slots=True)
class Known:
    """One open matter: the office's sentence in the reader's language, or the next they are likeliest to read."""

    matter: Any
    text: str
    html_language: str
    state: str


def known_at(place: Any) -> list[Known]:
    """The open matters at a point; elsewhere none."""
    return [as_known(row) for row in open_at(place)] if place and place.kind == "point" else []


def as_known(row: Any) -> Known:
    language, state = get_language() or "zh-hans", UNSAID.get(row.case.state, row.case.state)
    text = row.text.within(language)
    written = {row.text.en: "en", row.text.zh: "zh-Hans", row.text.bo: "bo"}
    return Known(row, text, written[text], gettext(REPORT.state_by_key[state].name))
