"""Calls of the last weeks in the model community: taken, passed on, arranged by the desk, rated, cancelled."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import uuid4

from delek.core.cases.actions import Mover, Submission, call_over, judge, move, pass_on
from delek.core.cases.models import Case, Category, Report
from delek.core.people.queries import standing_of
from delek.core.places.models import Place
from delek.foundation.clock import SHANGHAI

# Days ago, hour, point, what for, words, minutes until each step, rating (0: none), and how many pass it on first.
CALLS = (
    (1, 10, 10, "call_care", "奶奶一个人在家，想量血压。", (1, 9, 35), 4, 0),
    (3, 15, 22, "call_papers", "འགྲོ་ལུགས་སྒྲུབ་མི་ཤེས།", (2, 12, 40), 3, 1),
    (6, 11, 37, "call_dispute", "楼上漏水，两家说不到一起。", (1, 15, 60), 4, 0),
    (9, 17, 5, "call_safety", "གློག་སྐུད་ནས་མེ་སྟག་འཕྲོ་གི་འདུག", (1, 6, 50), 4, 0),
    (12, 9, 64, "call_care", "爷爷走不动，要去医院拿药。", (3, 20, 90), 2, 1),
    (16, 16, 48, "call_other", "门锁坏了，进不去。", (), 0, 0),
)
STEPS = ("take", "arrive", "finish")


def tell(points: Mapping[int, Place], at: datetime) -> None:
    """Let each call happen at its time."""
    for days, hour, point, need, words, minutes, rating, passes in CALLS:
        day = at.astimezone(SHANGHAI).date() - timedelta(days=days)
        begun = datetime.combine(day, time(hour), SHANGHAI)
        report = _open(points[point], need, words, begun)
        for n in range(passes):
            case = _fresh(report)
            if case.assignee:
                standing = standing_of(case.assignee.person, begun)
                pass_on(case=case, standing=standing, at=begun + timedelta(seconds=30 + n))
        _go(report, minutes, rating, begun)


def _open(place: Place, need: str, words: str, at: datetime) -> Report:
    language = "bo" if "\u0f00" <= words[0] <= "\u0fff" else "zh-hans"
    submission = Submission(
        submission_id=uuid4(), community=Place.objects.get(pk=place.community_id), place=place, language=language,
        description=words, category=Category.objects.get(key=need), flow="call_over",
    )  # fmt: skip
    return call_over(submission=submission, at=at).report


def _go(report: Report, minutes: tuple[int, ...], rating: int, begun: datetime) -> None:
    if not minutes:
        move(_fresh(report), "cancel", mover=Mover(report=report), at=begun + timedelta(minutes=1))
        return
    for step, after in zip(STEPS, minutes, strict=True):
        case = _fresh(report)
        if case.assignee is None:
            return
        moment = begun + timedelta(minutes=after)
        move(case, step, mover=Mover(standing=standing_of(case.assignee.person, moment)), at=moment)
    when = begun + timedelta(minutes=minutes[-1] + 10)
    judge(report=report, solved="solved", rating=rating or None, text="", media=[], at=when)


def _fresh(report: Report) -> Case:
    return Case.objects.select_related("assignee__person").get(pk=report.case_id)
