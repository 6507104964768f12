"""A year's days as an office types them."""

from datetime import date

import pytest

from delek.foundation.day_lists import Trouble, read_days, write_days


def test_days_spans_and_worked_weekends_are_read_in_the_words_of_the_notice() -> None:
    text = "2027-01-01 休 元旦\n\n2027年2月5日至2027年2月7日 放假 春节\n2027/1/31 班\n༢༠༢༧-༠༣-༡༡ off"
    days, troubles = read_days(text, 2027)
    assert troubles == []
    assert days == {
        date(2027, 1, 1): (False, "元旦"), date(2027, 2, 5): (False, "春节"), date(2027, 2, 6): (False, "春节"),
        date(2027, 2, 7): (False, "春节"), date(2027, 1, 31): (True, ""), date(2027, 3, 11): (False, ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("元旦", "form"), ("2027-01-01", "form"), ("2027-02-30 休", "date"), ("2026-12-31 休 元旦", "year"),
        ("2027-01-01 maybe", "kind"), ("2027-02-07 至 2027-02-05 休", "span"), ("2027-01-01 至 2027-12-31 休", "span"),
        ("2027-01-03 班", "twice"),
    ],
)  # fmt: skip
def test_each_line_that_cannot_be_read_is_named_with_its_reason(line: str, why: str) -> None:
    _days, troubles = read_days(f"2027-01-03 休 元旦\n{line}", 2027)
    assert troubles == [Trouble(2, why)]


def test_what_is_written_is_read_again() -> None:
    days = {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 31): (True, "")}
    assert read_days(write_days(days), 2027) == (days, [])
