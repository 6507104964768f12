"""Changing the calendar."""

from .days import clear_day, set_day, set_hours, set_year
from .national import load_national_years

__all__ = ["clear_day", "load_national_years", "set_day", "set_hours", "set_year"]
