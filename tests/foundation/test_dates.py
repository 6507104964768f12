"""Dates, moments and durations as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from delek.foundation.dates import say_date, say_duration, say_moment, say_weekday, short_month

DAY = date(2026, 9, 19)
LATE = datetime(2026, 9, 18, 23, 5, tzinfo=UTC)  # the 19th, 07:05 in Shanghai


@pytest.mark.parametrize(
    ("language", "said"),
    [("bo", "སྤྱི་ལོ་2026ལོའི་ཟླ་9ཚེས་19"), ("zh-hans", "9月19日"), ("en", "19 September"), ("fr", "9月19日")],
)
def test_a_date_is_said_in_the_readers_language(language: str, said: str) -> None:
    assert say_date(DAY, language) == said


def test_the_year_is_said_when_asked_for() -> None:
    said = [say_date(DAY, language, with_year=True) for language in ("bo", "zh-hans", "en")]
    assert said == ["སྤྱི་ལོ་2026ལོའི་ཟླ་9ཚེས་19", "2026年9月19日", "19 September 2026"]


def test_a_moment_is_said_in_shanghai_time() -> None:
    assert say_date(LATE, "zh-hans") == "9月19日"
    said = [say_moment(LATE, language) for language in ("bo", "zh-hans", "en")]
    assert said == ["སྤྱི་ལོ་2026ལོའི་ཟླ་9ཚེས་19 07:05", "9月19日 07:05", "19 September 07:05"]


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        say_moment(LATE.replace(tzinfo=None), "en")


def test_weekdays_come_from_cldr() -> None:
    assert [say_weekday(DAY, language) for language in ("bo", "zh-hans", "en")] == ["གཟའ་སྤེན་པ་", "星期六", "Saturday"]
    assert say_weekday(LATE, "en") == "Saturday"


@pytest.mark.parametrize(
    ("length", "bo", "zh", "en"),
    [
        (timedelta(), "སྐར་མ་0", "0 分钟", "0 minutes"),
        (timedelta(seconds=1), "སྐར་མ་1", "1 分钟", "1 minute"),
        (timedelta(minutes=-30), "སྐར་མ་30", "30 分钟", "30 minutes"),
        (timedelta(hours=2), "ཆུ་ཚོད་2", "2 小时", "2 hours"),
        (timedelta(hours=1, minutes=5), "ཆུ་ཚོད་1དང་སྐར་མ་5", "1 小时 5 分钟", "1 hour 5 minutes"),
        (timedelta(days=3, hours=1, minutes=9), "ཉིན་3དང་ཆུ་ཚོད་1", "3 天 1 小时", "3 days 1 hour"),
        (timedelta(days=1, minutes=9), "ཉིན་1", "1 天", "1 day"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(length: timedelta, bo: str, zh: str, en: str) -> None:
    assert [say_duration(length, language) for language in ("bo", "zh-hans", "en")] == [bo, zh, en]


def test_a_month_under_a_column_is_short() -> None:
    assert [short_month(date(2026, 9, 1), language) for language in ("bo", "zh-hans", "en")] == ["ཟླ་9", "9月", "Sept"]
