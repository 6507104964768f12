"""Dates, moments and durations as people say them in Tibetan, Chinese and English.

Month and weekday names come from CLDR through Babel, never from libc; digits are always 0-9.
"""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date

from delek.foundation.clock import SHANGHAI

_BO_DATE = "སྤྱི་ལོ་{year}ལོའི་ཟླ་{month}ཚེས་{day}"
_LOCALES = {speech: Locale.parse(name) for speech, name in {"bo": "bo", "zh": "zh_Hans_CN", "en": "en_GB"}.items()}
_SHORT = {"zh": "M月d日", "en": "d MMMM"}
_WITH_YEAR = {"zh": "y年M月d日", "en": "d MMMM y"}

# Unit words as checked in phrases.csv (receipt.within.hours, signin.toomany, case.reopen.rule).
_UNITS = {
    "bo": {"day": "ཉིན་{n}", "hour": "ཆུ་ཚོད་{n}", "minute": "སྐར་མ་{n}"},
    "zh": {"day": "{n} 天", "hour": "{n} 小时", "minute": "{n} 分钟"},
    "en": {"day": "{n} days", "hour": "{n} hours", "minute": "{n} minutes"},
}
_WEEK = {
    "bo": ("ཟླ", "མིག", "ལྷག", "ཕུར", "སངས", "སྤེན", "ཉི"),
    "zh": tuple("一二三四五六日"),
    "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
}
_ONE = {"day": "1 day", "hour": "1 hour", "minute": "1 minute"}
_BETWEEN = {"bo": "དང་", "zh": " ", "en": " "}


def say_date(value: date | datetime, language: str, *, with_year: bool = False) -> str:
    """`9月19日`, `19 September`, `སྤྱི་ལོ་2026ལོའི་ཟླ་9ཚེས་19`; Tibetan always names the year.

    A moment is said as its date in Shanghai and must be aware (else ValueError).
    """
    day = _shanghai(value).date() if isinstance(value, datetime) else value
    speech = _speech(language)
    if speech == "bo":
        return _BO_DATE.format(year=day.year, month=day.month, day=day.day)
    pattern = (_WITH_YEAR if with_year else _SHORT)[speech]
    return format_date(day, pattern, locale=_LOCALES[speech])


def say_moment(value: datetime, language: str, *, with_year: bool = False) -> str:
    """The date, a space, and the time of day in Shanghai as HH:MM. An unaware moment is a ValueError."""
    local = _shanghai(value)
    return f"{say_date(local, language, with_year=with_year)} {local:%H:%M}"


def say_weekday(value: date | datetime, language: str) -> str:
    """`星期六`, `Saturday`, `གཟའ་སྤེན་པ་`."""
    day = _shanghai(value).date() if isinstance(value, datetime) else value
    return format_date(day, "EEEE", locale=_LOCALES[_speech(language)])


def short_weekday(value: date, language: str) -> str:
    """`六`, `Sa`, `སྤེན`: as it stands over a column."""
    return _WEEK[_speech(language)][value.weekday()]


def say_month(month: date, language: str) -> str:
    """`9月`, `September`, `ཟླ་9`."""
    speech = _speech(language)
    return f"ཟླ་{month.month}" if speech == "bo" else format_date(month, "LLLL", locale=_LOCALES[speech])


def short_month(month: date, language: str) -> str:
    """`9月`, `Sept`, `ཟླ་9`: as it stands under a column."""
    speech = _speech(language)
    return f"ཟླ་{month.month}" if speech == "bo" else format_date(month, "LLL", locale=_LOCALES[speech])


def say_duration(value: timedelta, language: str) -> str:
    """Length without sign, in days and hours, or hours and minutes; what is smaller is dropped.

    A part of a minute counts as a minute, so only nothing is said as 0 minutes.
    """
    minutes = -(-abs(value) // timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [("day", days), ("hour", hours)] if days else [("hour", hours), ("minute", minutes)]
    said = [part for part in parts if part[1]] or [("minute", 0)]
    speech = _speech(language)
    return _BETWEEN[speech].join(_say_unit(unit, number, speech) for unit, number in said)


def _say_unit(unit: str, number: int, speech: str) -> str:
    if speech == "en" and number == 1:
        return _ONE[unit]
    return _UNITS[speech][unit].format(n=number)


def _speech(language: str) -> str:
    """`bo`, `zh` or `en`; a language nobody here speaks is answered in Chinese."""
    short = language.lower()[:2]
    return short if short in _LOCALES else "zh"


def _shanghai(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be said")
    return value.astimezone(SHANGHAI)
