"""Changing the calendar."""

from .changes import next_change, reach, settle_change
from .days import clear_day, set_day, set_hours, set_year
from .national import load_national_years

__all__ = [
    "clear_day", "load_national_years", "next_change", "reach", "set_day", "set_hours", "set_year", "settle_change",
]  # fmt: skip
