"""Nothing whose time is over survives the nightly job (quality.md S10)."""

from datetime import timedelta

from delek.core.cases.actions import forget_expired, judge
from delek.core.cases.models import Report, Statement
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import breaks
from tests.town import MORNING, Town


def closed(town: Town) -> Report:
    report = town.report("我家门口的电线", name="卓玛", phone="13900000001")
    town.move(town.finish(report.case), "verify", "dispatcher")
    judge(report=report, solved="solved", rating=4, text="", media=[], at=MORNING)
    return report


def test_names_and_numbers_go_after_half_a_year(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + timedelta(days=179))
    assert Report.objects.get().phone == "13900000001"
    forget_expired(at=MORNING + timedelta(days=181))
    assert (Report.objects.get().name, Report.objects.get().phone) == ("", "")


def test_messages_lose_their_number_and_text_after_ninety_days(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + timedelta(days=91))
    assert set(Delivery.objects.values_list("address", "text")) == {("", "")}


def test_words_go_after_three_years_and_the_chain_still_holds(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + timedelta(days=1096))
    assert Statement.objects.exclude(text="").count() == 0
    assert list(breaks()) == []


def test_an_open_case_forgets_nothing(town: Town) -> None:
    town.report("电线", phone="13900000001")
    forget_expired(at=MORNING + timedelta(days=4000))
    assert Report.objects.get().phone == "13900000001"
