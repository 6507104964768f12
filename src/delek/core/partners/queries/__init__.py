"""Reading programs, and what they may read."""

from .programs import brought_since, program_by_key, programs_of, retired_programs
from .reading import Seen, is_open, seen_cases, stage_of

__all__ = [
    "Seen",
    "brought_since",
    "is_open",
    "program_by_key",
    "programs_of",
    "retired_programs",
    "seen_cases",
    "stage_of",
]
