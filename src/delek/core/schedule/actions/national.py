"""The national layer, from what the package ``holidays`` knows of China: only years whose swaps were announced."""

from datetime import date, datetime
from importlib.metadata import version

from delek.core.timeline.actions import SYSTEM

from ..models import CalendarYear
from .days import set_year

SWAP = "调休上班"
AHEAD = 2

Days = dict[date, tuple[bool, str]]


def load_national_years(at: datetime) -> list[int]:
    """Enter the years from the last one on that are announced and not yet there; the years entered.

    What somebody entered or changed stays. The package is asked once in each of its versions, because asking is slow.
    """
    source = f"holidays {version('holidays')}"
    if CalendarYear.objects.filter(place=None, source=source).exists():
        return []
    there = set(CalendarYear.objects.filter(place=None).values_list("year", flat=True))
    found = announced(range(at.year - 1, at.year + AHEAD + 1))
    fresh = [year for year in found if year not in there]
    for year in fresh:
        set_year(place=None, year=year, days=found[year], source=source, by=SYSTEM, at=at)
    return fresh


def announced(years: range) -> dict[int, Days]:
    """The days of each year that was announced, in-lieu days and worked weekends included.

    For a year that was not, the package reckons the feasts but knows no swaps: such a year is left out.
    """
    from holidays import country_holidays  # a second to import, and wanted once a year

    named = country_holidays("CN", years=years, language="zh_CN")
    worked = {day for day in named.weekend_workdays if day.year in years}
    days: dict[int, Days] = {year: {} for year in sorted({day.year for day in worked})}
    for day, name in named.items():
        if day.year in days:
            days[day.year][day] = (False, name[:80])
    for day in worked:
        days[day.year][day] = (True, SWAP)
    return days
