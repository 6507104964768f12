"""Reading programs, and what they may read."""

from .changes import told_to
from .matters import matters
from .programs import brought_since, program_by_key, programs_of, retired_programs
from .reading import Seen, is_open, seen_cases, stage_of
from .updates import Update, brought_report, updates_for

__all__ = [
    "Seen",
    "Update",
    "brought_report",
    "brought_since",
    "is_open",
    "matters",
    "program_by_key",
    "programs_of",
    "retired_programs",
    "seen_cases",
    "stage_of",
    "told_to",
    "updates_for",
]
