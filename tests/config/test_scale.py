"""A prefecture for trying: its cases could have been, and nothing about them is looser than about real ones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from delek.config import upkeep
from delek.config.demo import build as demo
from delek.config.demo import scale
from delek.config.demo.scale.lives import LONGEST, PATHS, SHORTEST, Sample, lives, state_after, times_of
from delek.core.cases.actions import Mover, Particulars, move
from delek.core.cases.flows import REPORT
from delek.core.cases.models import Case, Deadline, Report
from delek.core.cases.queries import counts_for, report_by_token, token_of
from delek.core.people.models import Person
from delek.core.people.queries import standing_of
from delek.core.places.models import Place
from delek.core.timeline.models import Event

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SAMPLE = Sample("路灯不亮", "lamp", "zh-hans", "ordinary")


def test_every_path_is_one_that_the_flow_allows() -> None:
    for _weight, path in PATHS:
        state = REPORT.first.key
        for step, _part in path:
            assert state in REPORT.by_key[step].sources, (state, step)
            state = state_after(state, step)
        assert not REPORT.state_by_key[state].open


def test_lives_begin_in_order_and_nothing_lies_ahead() -> None:
    found = list(lives(300, [SAMPLE], [], since=AT - timedelta(days=90), at=AT, rng=Random(1)))
    begins = [life.opened for life in found]
    assert begins == sorted(begins)
    assert max(moment for life in found for _step, moment in life.steps) <= AT
    assert any(not life.steps for life in found) and any(life.steps for life in found)


def test_times_are_taken_from_service_requests_and_nonsense_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    lines = ["opened,closed", "2020-01-01T00:00:00,2020-01-03T00:00:00", "2020-01-01T00:00:00,", "x,y",
             "2020-01-02T00:00:00,2020-01-01T00:00:00", "2020-01-01T00:00:00,2020-01-01T00:00:01",
             "2020-01-01T00:00:00,2021-01-01T00:00:00"]  # fmt: skip
    file.write_text("\n".join(lines))
    assert times_of(file) == [timedelta(days=2), SHORTEST, LONGEST]


@pytest.mark.django_db
def test_the_prefecture_stands_whole_and_is_filled_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "EACH", 60)
    said: list[str] = []
    monkeypatch.setattr(scale, "TOLD", 50)
    demo.build(stage="empty", at=AT)
    assert scale.fill(120, at=AT, say=said.append) == 120
    assert scale.fill(120, at=AT) == 0
    communities = Place.objects.filter(kind="community")
    assert [Case.objects.filter(community=place).count() for place in communities] == [60, 60]
    assert len(said) == 2 and said[0].startswith("50 of 120 cases")
    assert upkeep.verify() == 0
    for case in Case.objects.all():
        events = list(Event.objects.filter(subject_kind="case", subject_id=case.pk).order_by("sequence"))
        last = events[-1].particulars
        assert (case.state, case.version) == (last.get("to") or last["state"], len(events))
    assert Report.objects.filter(phone="").count() > Report.objects.exclude(phone="").count()
    report = Report.objects.order_by("-pk")[0]
    assert report_by_token(token_of(report), AT) == report


@pytest.mark.django_db
def test_work_goes_on_where_the_drawing_ended() -> None:
    demo.build(stage="empty", at=AT)
    scale.fill(80, at=AT, say=lambda _text: None)
    dispatcher = standing_of(Person.objects.get(login="dispatcher1"), AT)
    counts = counts_for(dispatcher, AT, AT).views
    assert sum(counts[view] for view in ("work", "above", "done")) == 80
    assert not Deadline.objects.filter(met_at=None).exclude(case__closed_at=None).exists()
    report = Report.objects.filter(case__state="closed").latest("pk")
    again = move(report.case, "reopen", mover=Mover(report=report), at=AT, particulars=Particulars(text="还没有好"))
    assert (again.state, again.due_at is not None, upkeep.verify()) == ("accepted", True, 0)
