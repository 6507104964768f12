"""The verbs of a page."""

from .reminding import remind_of_ends
from .reviewing import Declined, OneLanguage, approve, send_back
from .start import load_policies
from .writing import Stale, add_page, bring_back, withdraw, write

__all__ = [
    "Declined",
    "OneLanguage",
    "Stale",
    "add_page",
    "approve",
    "bring_back",
    "load_policies",
    "remind_of_ends",
    "send_back",
    "withdraw",
    "write",
]
