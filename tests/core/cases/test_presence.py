"""Two at one case are told of each other, for as long as they are there."""

from datetime import timedelta

from delek.core.cases.actions import be_here, forget_presence
from delek.core.cases.actions.presence import LASTS
from delek.core.cases.models import Presence
from delek.core.timeline.models import Event
from tests.town import MORNING, Town

POLL = timedelta(seconds=15)


def test_each_sees_the_other_and_not_oneself(town: Town) -> None:
    case, other = town.report().case, town.report().case
    assert be_here(case=case, person=town.dispatcher, at=MORNING) == []
    assert be_here(case=case, person=town.dispatcher2, at=MORNING) == [town.dispatcher]
    assert be_here(case=case, person=town.dispatcher, at=MORNING + POLL) == [town.dispatcher2]
    assert be_here(case=other, person=town.secretary, at=MORNING) == []


def test_who_has_left_is_gone_within_a_minute_and_no_trace_is_kept(town: Town) -> None:
    case, events = town.report().case, Event.objects.count()
    be_here(case=case, person=town.dispatcher, at=MORNING)
    assert timedelta(seconds=60) > LASTS + POLL
    assert be_here(case=case, person=town.dispatcher2, at=MORNING + LASTS) == []
    assert forget_presence(at=MORNING + 2 * LASTS) == 2
    assert (Presence.objects.count(), Event.objects.count()) == (0, events)


def test_coming_again_and_again_keeps_one_row(town: Town) -> None:
    case = town.report().case
    for n in range(4):
        be_here(case=case, person=town.dispatcher, at=MORNING + n * POLL)
    assert [row.seen_at for row in Presence.objects.all()] == [MORNING + 3 * POLL]
