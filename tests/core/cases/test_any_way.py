"""Whatever anybody tries, in whatever order: no matter loses its holder, its clock or its second person."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from delek.core.cases.actions import Declined, Mover, Particulars, answer, judge, move
from delek.core.cases.flows import REPORT
from delek.core.cases.models import Case, Deadline, Holding, Report
from delek.core.cases.rules import moves_for
from delek.core.timeline.models import Event
from delek.core.timeline.queries import breaks
from tests.kept import again
from tests.town import MORNING, Town

ABOVE = ("escalated", "superior")
WHO = ("dispatcher", "dispatcher2", "secretary", "chief", "worker", "worker2", "superior", "subdistrict_officer",
       "stranger", "auditor", "administrator")  # fmt: skip
AHEAD = {"accept", "dispatch", "arrive", "handle", "finish", "verify", "close", "escalate", "take", "reply",
         "done_above"}  # fmt: skip
SENT = ("worker", "chief", "worker2")
DONE = {"finish", "done_above", "settle"}


class Tries(RuleBasedStateMachine):
    """One matter, everybody who might touch it, and the time that passes."""

    town: Town

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at: datetime = MORNING

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(category=st.sampled_from(["lamp", "cable", "policy"]), spoken=st.booleans())
    def somebody_reports(self, category: str, spoken: bool) -> None:
        self.report: Report = self.town.report("路灯不亮" if spoken else "", category=category)
        self.other = self.town.report("也不亮", category="lamp").case

    @property
    def case(self) -> Case:
        return Case.objects.select_related("holder", "community", "place", "finished_by", "assignee").get(
            pk=self.report.case_id
        )

    @rule(
        who=st.sampled_from(WHO), step=st.sampled_from(REPORT.transitions), lacks=st.integers(0, 9),
        days=st.integers(-1, 9),
    )
    def anybody_tries_anything(self, who: str, step: Any, lacks: int, days: int) -> None:
        self._try(who, step.key, {} if lacks == 0 else self._given(days))

    @rule(data=st.data(), steps=st.integers(1, 8), ahead=st.sampled_from([True, True, True, False]))
    def it_goes_its_way(self, data: Any, steps: int, ahead: bool) -> None:
        for _step in range(steps):
            ways = self._possible()
            forward = [way for way in ways if way[1] in AHEAD] if ahead else []
            if not ways:
                return
            who, key = data.draw(st.sampled_from(forward or ways))
            self._try(who, key, self._given(data.draw(st.integers(1, 9)), data.draw(st.sampled_from(SENT))))

    @rule(solved=st.sampled_from(["solved", "half", "not"]), text=st.sampled_from(["", "还没有好"]))
    def the_reporter_judges(self, solved: str, text: str) -> None:
        before = self.case
        try:
            judge(report=self.report, solved=solved, rating=None, text=text, media=[], at=self.at)
        except Declined:
            assert self.case.version == before.version

    @rule(text=st.sampled_from(["在门口", "明天在家"]))
    def the_reporter_answers(self, text: str) -> None:
        answer(report=self.report, text=text, media=[], at=self.at)

    @rule(hours=st.sampled_from([1, 5, 24, 100, 200]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    def _possible(self) -> list[tuple[str, str]]:
        case = self.case
        return [(who, step.key) for who in WHO for step in moves_for(self.town.standing(who, self.at), case)]

    def _given(self, days: int, sent: str = "worker") -> dict[str, Any]:
        return {
            "reason": "有原因", "question": "在哪里", "answer": "已处理", "post": self.town.post(sent),
            "place": self.town.department, "case": self.other, "until": self.at + timedelta(days=days),
            "media": [self.town.photo(self.at)],
        }  # fmt: skip

    def _try(self, who: str, key: str, given: dict[str, Any]) -> None:
        before, standing = self.case, self.town.standing(who, self.at)
        could = key in {step.key for step in moves_for(standing, before)}
        try:
            after = move(before, key, mover=Mover(standing=standing), at=self.at, particulars=Particulars(**given))
        except Declined as declined:
            assert (self.case.version, self.case.state) == (before.version, before.state)
            assert declined.why == "missing" or not could
        else:
            assert could and after.version == before.version + 1

    @invariant()
    def it_has_one_holder_and_the_one_above_only_while_it_is_there(self) -> None:
        case = self.case
        open_holdings = list(Holding.objects.filter(case=case, answered_at=None).values_list("place", flat=True))
        assert open_holdings == ([case.holder_id] if case.state in ABOVE else [])
        assert (case.holder_id == case.community_id) == (case.state not in ABOVE)
        assert case.state not in ("dispatched", "on_site", "handling") or case.assignee_id

    @invariant()
    def one_clock_runs_for_the_resident_and_one_for_the_holder(self) -> None:
        case = self.case
        running = list(Deadline.objects.filter(case=case, met_at=None).values_list("step", flat=True))
        assert len(running) == len(set(running))
        assert ("superior" in running) == (case.state in ABOVE)
        assert ("solve" in running) == (case.state not in ("verified", "closed", "declined", "joined"))
        shown = Deadline.objects.filter(case=case, met_at=None, paused_at=None)
        assert (case.due_at is None) == (not shown.exists())

    @invariant()
    def nothing_closes_unasked_or_by_who_did_the_work(self) -> None:
        fixer, asked = None, False
        for event in Event.objects.filter(subject_kind="case", subject_id=self.report.case_id).order_by("sequence"):
            if event.verb in DONE:
                fixer = event.actor_id
            asked = asked or event.verb in ("verify", "settle")
            if event.verb in ("reopen", "rework"):
                asked = False
            if event.verb == "close":
                assert asked and event.actor_id != fixer
            if event.verb == "verify":
                assert event.actor_id != fixer

    @invariant()
    def the_chain_is_whole_and_tells_where_it_stands(self) -> None:
        case = self.case
        assert not list(breaks([("case", case.pk)]))
        events = Event.objects.filter(subject_kind="case", subject_id=case.pk).order_by("sequence")
        states = [event.particulars["to"] for event in events if "to" in event.particulars]
        assert case.state == (states[-1] if states else "received")
        assert (case.closed_at is None) == REPORT.state_by_key[case.state].open


EXAMPLES = int(os.environ.get("DELEK_EXAMPLES", "10"))
"""How many sequences are tried; hundreds by hand."""


@pytest.mark.django_db
def test_no_sequence_of_moves_breaks_a_promise() -> None:
    Tries.town = again()
    run_state_machine_as_test(
        Tries,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
