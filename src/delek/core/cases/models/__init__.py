"""Cases, the reports that began them, what was said, who holds them and which clocks run."""

from .case import Case, Holding, Series
from .category import Category, ReplyText, TimeLimit
from .report import Attachment, Report, Saying, Statement
from .time import Deadline, Notice

__all__ = [
    "Attachment",
    "Case",
    "Category",
    "Deadline",
    "Holding",
    "Notice",
    "ReplyText",
    "Report",
    "Saying",
    "Series",
    "Statement",
    "TimeLimit",
]
