"""Reading cases."""

from .desk import cases_for, counts_for, queue, todo
from .limits import limit_for
from .residents import (
    Told,
    categories,
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
    "cases_for",
    "categories",
    "counts_for",
    "filing_categories",
    "hearing",
    "limit_for",
    "queue",
    "report_by_submission",
    "report_by_token",
    "solve_clock",
    "story",
    "todo",
    "token_of",
]
