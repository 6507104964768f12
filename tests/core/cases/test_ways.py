"""The ways through the verbs that nobody goes on an ordinary day."""

from datetime import timedelta
from itertools import chain, repeat
from uuid import uuid4

import pytest

from delek.core.cases.actions import Submission, announce, join_in, judge, once
from delek.core.cases.actions.founding import AlreadyFounded, Founding, found_community
from delek.core.cases.actions.reaching import fall_back, renew_in_browser, tell_in_browser
from delek.core.cases.actions.settings import clear_reply_text, set_reply_text
from delek.core.cases.actions.visiting import FREE_ASKS, Wait, ask_code
from delek.core.cases.models import ReplyText, Saying, Subscription, Visit
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery, Event
from delek.core.timeline.queries import newest_of
from delek.foundation.words import Words
from tests.town import MORNING, Town


def test_a_community_is_founded_once(town: Town) -> None:
    name = Words(zh="第二社区")
    again = Founding(name, name, name, grids=1, points_per_grid=1, login="second", name="二", password="long enough 1")
    with pytest.raises(AlreadyFounded):
        found_community(founding=again, at=MORNING)


def test_who_loses_the_race_for_a_key_has_said_it_all_the_same(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other request commits between this one's look and its own note."""
    report, key, done = town.report(), uuid4(), list[str]()
    Saying.objects.create(report=report, key=key, content_digest="a", at=MORNING)
    seen = chain([False], repeat(True))
    monkeypatch.setitem(once.__globals__, "_said", lambda *_: next(seen))
    assert once(report=report, key=key, content="a", at=MORNING, do=lambda: done.append("twice")) is False
    assert done == []


def test_a_browser_whose_address_stays_is_kept(town: Town) -> None:
    report, address = town.report(), "https://push.example.org/1"
    tell_in_browser(report=report, endpoint=address, key="k", secret="s", at=MORNING)
    assert renew_in_browser(report=report, old=address, endpoint=address, key="k2", secret="s2", at=MORNING)
    assert [(row.endpoint, row.key) for row in Subscription.objects.all()] == [(address, "k2")]


def test_what_was_lost_otherwise_than_in_a_browser_goes_no_other_way(town: Town) -> None:
    town.report(phone="13900000001")
    delivery = Delivery.objects.get(address="13900000001")
    assert fall_back(delivery=delivery, at=MORNING) == []
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "words", [Words(zh="只有中文"), Words(bo="བོད་ཡིག {number} {nonsense}", zh="{number}")], ids=["alone", "other places"]
)
def test_a_text_in_one_language_or_with_other_places_is_not_kept(town: Town, words: Words) -> None:
    with pytest.raises(ValueError, match=r"both languages|placeholders"):
        set_reply_text(community=town.community, name="report.message.news", words=words, by=SYSTEM, at=MORNING)
    assert not ReplyText.objects.exists()


def test_clearing_a_text_that_was_never_set_records_nothing(town: Town) -> None:
    before = Event.objects.count()
    clear_reply_text(community=town.community, name="report.message.news", by=SYSTEM, at=MORNING)
    assert Event.objects.count() == before


def test_a_neighbour_content_without_words_only_says_so(town: Town) -> None:
    case = town.report().case
    town.move(case, "accept", "dispatcher")
    case.refresh_from_db()
    announce(case=case, text=Words(bo="གློག་ཐག", zh="线缆"), standing=town.standing("dispatcher"), at=MORNING)
    neighbour = join_in(
        submission=Submission(uuid4(), case.community, case.place, "bo", category=case.category, joins=case),
        at=MORNING,
    ).report
    town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    town.move(case, "arrive", "worker")
    town.move(case, "finish", "worker", media=[town.photo()])
    town.move(case, "verify", "dispatcher2")
    judge(report=case.reports.get(), solved="solved", rating=5, text="", media=[], at=MORNING)
    told = case.statements.count()
    judge(report=neighbour, solved="solved", rating=4, text="", media=[], at=MORNING)
    case.refresh_from_db()
    assert (case.state, case.rating, case.statements.count()) == ("closed", 5, told)
    assert newest_of("case", case.pk, limit=1)[0].verb == "agreed"


def test_a_code_may_be_asked_for_again_once_the_wait_is_over(town: Town) -> None:
    later = MORNING + timedelta(hours=1)
    for _ in range(FREE_ASKS):
        ask_code(phone="13900000001", language="zh-hans", at=MORNING)
    with pytest.raises(Wait):
        ask_code(phone="13900000001", language="zh-hans", at=MORNING + timedelta(seconds=1))
    assert ask_code(phone="13900000001", language="zh-hans", at=later)
    assert Visit.objects.count() == FREE_ASKS + 1
