"""Pages, what was written and reviewed of them, and what is public."""

from .page import Edition, Heading, Page, Verdict, Version
from .text import FACTS, NEEDED, PARTS, SECTIONS, TONGUES, Facts, Question, Text

__all__ = [
    "FACTS",
    "NEEDED",
    "PARTS",
    "SECTIONS",
    "TONGUES",
    "Edition",
    "Facts",
    "Heading",
    "Page",
    "Question",
    "Text",
    "Verdict",
    "Version",
]
