"""What `delek doctor` says of the calendar."""

from datetime import datetime

import pytest

from delek.config import upkeep
from delek.foundation.clock import SHANGHAI
from tests.town import Town


@pytest.mark.parametrize(
    ("moment", "lines"),
    [(datetime(2026, 10, 31, tzinfo=SHANGHAI), 0), (datetime(2026, 11, 1, tzinfo=SHANGHAI), 2)],
)
def test_the_doctor_names_each_community_without_next_years_calendar(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], moment: datetime, lines: int
) -> None:
    monkeypatch.setattr(upkeep, "now", lambda: moment)
    upkeep.doctor()
    said = [line for line in capsys.readouterr().out.splitlines() if "has no days for 2027" in line]
    assert len(said) == lines
