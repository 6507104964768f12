"""Reading cases."""

from .around import offered
from .calling import calls_for, need_by_key, who_could_come
from .desk import cases_for, counts_for, queue, todo, unheard_by
from .limits import limit_for
from .neighbours import announced, announcement_of, once_announced, open_at
from .residents import (
    Told,
    filing_categories,
    hearing,
    report_by_submission,
    report_by_token,
    solve_clock,
    story,
    token_of,
)

__all__ = [
    "Told",
    "announced",
    "announcement_of",
    "calls_for",
    "cases_for",
    "counts_for",
    "filing_categories",
    "hearing",
    "limit_for",
    "need_by_key",
    "offered",
    "once_announced",
    "open_at",
    "queue",
    "report_by_submission",
    "report_by_token",
    "solve_clock",
    "story",
    "todo",
    "token_of",
    "unheard_by",
    "who_could_come",
]
