"""Reading pages."""

from .comparing import Change, Piece, changes
from .editing import Desk, Waiting, desk_for, ending_soon, history, latest, page_for, pages_for, published, waiting
from .public import (
    Found,
    choose,
    editions_of,
    every_heading,
    find,
    headings,
    papers_known,
    policies_at,
    policies_named,
    policy_at,
)
from .reading import HTML, Line, Reading, Shown, behind, lacking, shown, title_of, tongue_of

__all__ = [
    "HTML",
    "Change",
    "Desk",
    "Found",
    "Line",
    "Piece",
    "Reading",
    "Shown",
    "Waiting",
    "behind",
    "changes",
    "choose",
    "desk_for",
    "editions_of",
    "ending_soon",
    "every_heading",
    "find",
    "headings",
    "history",
    "lacking",
    "latest",
    "page_for",
    "pages_for",
    "papers_known",
    "policies_at",
    "policies_named",
    "policy_at",
    "published",
    "shown",
    "title_of",
    "tongue_of",
    "waiting",
]
