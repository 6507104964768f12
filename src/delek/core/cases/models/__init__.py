"""Cases, the reports that began them, what was said, who holds them and which clocks run."""

from .case import Case, Holding, Series
from .category import Category, ReplyText, TimeLimit
from .neighbours import Announcement
from .presence import Presence
from .reach import Proof, Subscription
from .reply import ReplyTemplate
from .report import Attachment, Report, Saying, Statement
from .route import Route
from .saved import SavedFilter
from .time import Deadline, Notice
from .visit import Visit

__all__ = [
    "Announcement",
    "Attachment",
    "Case",
    "Category",
    "Deadline",
    "Holding",
    "Notice",
    "Presence",
    "Proof",
    "ReplyTemplate",
    "ReplyText",
    "Report",
    "Route",
    "SavedFilter",
    "Saying",
    "Series",
    "Statement",
    "Subscription",
    "TimeLimit",
    "Visit",
]
