"""Every number is as long as the list behind it, for whatever happened; and each means what its formula says."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from delek.core.cases.actions import Mover, Particulars, judge, move
from delek.core.cases.models import Case, Category, Deadline, Holding, Statement
from delek.core.cases.queries import breakdown, cases_for
from delek.core.cases.queries.figures import BY_KEY, FEW, RATES_FROM, Asked, Number, behind, known_to, numbers
from delek.core.places.models import Place
from delek.foundation.clock import SHANGHAI
from tests.town import MORNING, Town

SEPTEMBER = (datetime(2026, 9, 1, tzinfo=SHANGHAI), datetime(2026, 10, 1, tzinfo=SHANGHAI))
STATES = ("received", "accepted", "question", "dispatched", "handling", "escalated", "superior", "finished", "verified",
          "closed", "declined", "joined")  # fmt: skip


def asked(town: Town, place: Place | None = None, **rest: Any) -> Asked:
    return Asked(*SEPTEMBER, place=place or town.community, **rest)


def grown(town: Town, seed: int, count: int = 60) -> list[Case]:
    """Cases of every kind in both communities, whatever their story was, around the month."""
    dice, kinds = Random(seed), list(Category.objects.filter(flow="report"))
    worker, cases = town.post("worker"), []
    spots = [(town.community, point) for point in town.points.values()]
    spots += [(town.elsewhere, town.elsewhere), (town.community, town.community)]
    for n in range(count):
        community, place = dice.choice(spots)
        opened = SEPTEMBER[0] + timedelta(days=dice.uniform(-20, 40))
        state = dice.choice(STATES)
        closed = opened + timedelta(days=dice.uniform(0, 12)) if state in ("closed", "declined", "joined") else None
        case = Case.objects.create(
            community=community, place=place, holder=community, year=opened.year, number=n + 1, state=state,
            state_before=dice.choice(("received", "accepted")) if state in ("question", "joined") else "",
            category=dice.choice([None, *kinds]), language="bo", opened_at=opened, changed_at=opened, closed_at=closed,
            about_staff=dice.random() < 0.1, assignee=dice.choice([None, worker]), returned=dice.choice([0, 0, 1]),
            reworked=dice.choice([0, 0, 1]), postponed=dice.choice([0, 0, 2]), reopened=dice.choice([0, 0, 1]),
            solved=dice.choice(["", "", "solved", "half", "not"]), rating=dice.choice([None, 1, 2, 3, 4]),
        )  # fmt: skip
        _clocks(case, dice)
        if dice.random() < 0.3:
            for place in dice.sample([town.department, town.subdistrict], dice.choice([1, 2])):
                Holding.objects.create(case=case, place=place, asked_at=opened)
        cases.append(case)
    return cases


def _clocks(case: Case, dice: Random) -> None:
    for step in ("acknowledge", "solve", "superior"):
        met = case.opened_at + timedelta(days=dice.uniform(0, 14)) if dice.random() < 0.7 else None
        Deadline.objects.create(
            case=case, step=step, starts_at=case.opened_at, met_at=met,
            due_at=case.opened_at + timedelta(days=dice.uniform(1, 12)),
            paused_at=case.opened_at if met is None and dice.random() < 0.1 else None,
        )  # fmt: skip


def lists(town: Town, who: str, question: Asked) -> dict[str, tuple[int, int]]:
    standing = town.standing(who)
    return {
        key: (len(behind(standing, question, figure, "counted")), len(behind(standing, question, figure, "all")))
        for key, figure in BY_KEY.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_number_is_as_long_as_the_list_behind_it(town: Town, seed: int) -> None:
    grown(town, seed)
    cable = breakdown.below_category(Category.objects.get(key="cable").pk)
    questions = [
        ("dispatcher", asked(town)), ("secretary", asked(town)), ("chief", asked(town, town.grids[3])),
        ("superior", asked(town, town.department)), ("subdistrict_officer", asked(town, town.subdistrict)),
        ("dispatcher", asked(town, town.points[10])), ("dispatcher", asked(town, categories=cable)),
        ("dispatcher", asked(town, holder=town.department)), ("dispatcher", asked(town, own=True)),
    ]  # fmt: skip
    for who, question in questions:
        found = numbers(town.standing(who), question)
        assert {key: (n.count, n.total) for key, n in found.items()} == lists(town, who, question)
        for key, figure in BY_KEY.items():
            rest = len(behind(town.standing(who), question, figure, "rest"))
            assert found[key].count + rest == found[key].total, key
    assert numbers(town.standing("dispatcher"), asked(town))["closing"].total > 5


@pytest.mark.parametrize("seed", range(2))
def test_every_cell_of_a_breakdown_is_as_long_as_the_list_behind_it(town: Town, seed: int) -> None:
    grown(town, seed)
    standing = town.standing("dispatcher")

    def listed(question: Asked) -> dict[str, int]:
        rows = {c: len(behind(standing, question, BY_KEY[c], "counted")) for c in breakdown.COLUMNS}
        return rows | {"due": len(behind(standing, question, BY_KEY["closing"], "all"))}

    for place, line in breakdown.by_place(standing, asked(town)):
        assert line.counts == listed(asked(town, place, here=place == town.community)), place
    for category, line in breakdown.by_category(standing, asked(town)):
        below = breakdown.below_category(category.pk) if category else ()
        assert line.counts == listed(asked(town, categories=below))
    for place, line in breakdown.by_holder(standing, asked(town)):
        assert line.counts == listed(asked(town, holder=place, own=place is None))
    assert len(breakdown.by_holder(standing, asked(town))) == 3


def test_lines_add_up_to_the_whole(town: Town) -> None:
    grown(town, 7)
    standing = town.standing("dispatcher")
    whole = numbers(standing, asked(town))
    for lines in (breakdown.by_place(standing, asked(town)), breakdown.by_category(standing, asked(town))):
        pairs: Iterable[Any] = lines
        for column in breakdown.COLUMNS:
            assert sum(line.counts[column] for _, line in pairs) == whole[column].count
    days = [(SEPTEMBER[0] + timedelta(days=n), SEPTEMBER[0] + timedelta(days=n + 1)) for n in range(30)]
    spans = breakdown.by_time(standing, asked(town), days)
    assert (sum(a for a, _ in spans), sum(b for _, b in spans)) == (whole["received"].count, whole["settled"].count)


def test_another_communitys_cases_do_not_count(town: Town) -> None:
    cases = grown(town, 1)
    theirs = {case.pk for case in cases if case.community_id == town.elsewhere.pk}
    assert len(theirs) > 5
    assert not theirs & set(known_to(town.standing("dispatcher")).values_list("pk", flat=True))
    ours = asked(town)
    before = numbers(town.standing("dispatcher"), ours)
    Case.objects.filter(pk__in=theirs).update(community=town.community)
    assert numbers(town.standing("dispatcher"), ours) != before
    assert numbers(town.standing("dispatcher"), asked(town, town.elsewhere))["received"].count == 0


def test_from_above_all_of_the_subtree_counts_and_only_what_came_up_may_be_opened(town: Town) -> None:
    plain, up = town.report(at=SEPTEMBER[0]).case, town.report(at=SEPTEMBER[0]).case
    town.move(up, "accept", "dispatcher", SEPTEMBER[0])
    town.move(up, "escalate", "dispatcher", SEPTEMBER[0], place=town.subdistrict, question="谁来？")
    officer = town.standing("subdistrict_officer")
    counted = behind(officer, asked(town, town.subdistrict), BY_KEY["received"], "all")
    assert {case.pk for case in counted} == {plain.pk, up.pk}
    assert [case.pk for case in cases_for(officer)] == [up.pk]
    assert numbers(town.standing("superior"), asked(town, town.department))["received"].count == 0


def test_a_report_about_staff_is_counted_only_for_whom_it_is_for(town: Town) -> None:
    case = town.report(category="staff", at=SEPTEMBER[0]).case
    Case.objects.filter(pk=case.pk).update(desk=None)
    seen = {who: numbers(town.standing(who), asked(town))["received"].count for who in ("secretary", "dispatcher")}
    assert seen == {"secretary": 1, "dispatcher": 0}
    Case.objects.filter(pk=case.pk).update(concerns=town.post("secretary"))
    assert numbers(town.standing("secretary"), asked(town))["received"].count == 0


def test_what_is_called_sent_is_what_was_sent_by_the_verbs(town: Town) -> None:
    """The assignee and the counter of returns say the same as the case's own story."""
    cases = [town.report(at=MORNING).case for _n in range(4)]
    for case in cases[1:]:
        town.move(case, "accept", "dispatcher")
    for case in cases[2:]:
        town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    town.move(cases[3], "return", "worker", reason="不是我的网格")
    sent = set(Statement.objects.filter(transition="dispatch").values_list("case", flat=True))
    found = behind(town.standing("dispatcher"), asked(town), BY_KEY["dispatch"], "counted")
    assert {case.pk for case in found} == sent == {cases[2].pk, cases[3].pk}
    filing = numbers(town.standing("dispatcher"), asked(town))["filing"]
    assert (filing.count, filing.total) == (3, 4)


def test_not_solved_stays_said_when_it_is_put_right(town: Town) -> None:
    at = SEPTEMBER[0] + timedelta(hours=11)
    report = town.report(at=at)
    case = town.finish(report.case, at)
    town.move(case, "verify", "dispatcher", at)
    judge(report=report, solved="not", rating=1, text="还在", media=(), at=at)
    town.move(case, "dispatch", "dispatcher", at, post=town.post("worker"))
    town.move(case, "arrive", "worker", at)
    town.move(case, "finish", "worker", at, media=[town.photo(at)])
    judge(report=report, solved="solved", rating=4, text="", media=(), at=at)
    found = numbers(town.standing("dispatcher"), asked(town))
    said = {key: (n.count, n.total) for key, n in found.items() if n.figure.base == "due"}
    assert said == {
        "closing": (1, 1), "on_time": (1, 1), "rework": (1, 1), "postponement": (0, 1), "response": (1, 1),
        "solved": (1, 1), "satisfied": (1, 1), "unsolved": (1, 1),
    }  # fmt: skip


def test_due_is_what_has_its_limit_inside_the_period(town: Town) -> None:
    """A limit on the last moment of August or the first of October is outside; what stands still has none."""
    second, (first, after) = timedelta(seconds=1), SEPTEMBER
    for moment in (first - second, first, after - second, after):
        case = town.report(at=SEPTEMBER[0] - timedelta(days=9)).case
        Deadline.objects.filter(case=case, step="solve").update(due_at=moment)
    assert numbers(town.standing("dispatcher"), asked(town))["closing"].total == 2
    town.move(case, "accept", "dispatcher", SEPTEMBER[0])
    paused = behind(town.standing("dispatcher"), asked(town), BY_KEY["closing"], "all")[0]
    town.move(paused, "accept", "dispatcher", SEPTEMBER[0])
    town.pause(paused, SEPTEMBER[0])
    assert numbers(town.standing("dispatcher"), asked(town))["closing"].total == 1


def test_closed_late_is_not_closed_in_time(town: Town) -> None:
    report = town.report(at=SEPTEMBER[0])
    late = SEPTEMBER[0] + timedelta(days=3)
    town.finish(report.case, late)
    move(report.case, "confirm", mover=Mover(report=report), at=late, particulars=Particulars())
    found = numbers(town.standing("dispatcher"), asked(town))
    assert (found["closing"].count, found["on_time"].count, found["on_time"].total) == (1, 0, 1)


def test_small_numbers_are_counts_and_the_smallest_say_nothing_about_persons() -> None:
    plain, person = BY_KEY["closing"], BY_KEY["satisfied"]
    assert [Number(plain, 3, n).percent for n in (4, RATES_FROM - 1, RATES_FROM)] == [None, None, 3]
    assert [Number(person, 1, n).is_hidden for n in (0, FEW - 1, FEW)] == [True, True, False]
    assert not Number(plain, 1, 1).is_hidden


def test_the_numbers_cost_the_same_at_any_size(town: Town, django_assert_num_queries: Any) -> None:
    standing = town.standing("dispatcher")
    for seed, count in ((1, 20), (2, 120)):
        grown(town, seed, count)
        Case.objects.update(number=None)
        with django_assert_num_queries(2):
            numbers(standing, asked(town))
        with django_assert_num_queries(9):
            breakdown.by_place(standing, asked(town))
            breakdown.by_category(standing, asked(town))
            breakdown.by_holder(standing, asked(town))
