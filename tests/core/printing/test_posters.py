"""The register: editions are issued, replaced, retired and expire; prints are rows that survive their worker."""

from datetime import timedelta

from django.utils.timezone import localdate

from delek.core.places.queries import CodeState, scan, token_of
from delek.core.printing.actions import (
    ask_print,
    change_poster,
    expire_posters,
    forget_prints,
    issue_poster,
    replace_poster,
    retire_poster,
    work_on_prints,
)
from delek.core.printing.actions.jobs import SILENT, UNDER_WAY
from delek.core.printing.models import Poster, PrintJob
from delek.core.printing.queries.jobs import prints
from delek.core.printing.queries.posters import poster_of, valid_poster
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import MORNING, Town


def issued(town: Town, kind: str = "poster") -> Poster:
    return issue_poster(place=town.points[10], kind=kind, by=SYSTEM, at=MORNING)


def asked(town: Town) -> PrintJob:
    return ask_print(place=town.points[10], kind="poster", paper="a4", asker=None, by=SYSTEM, at=MORNING)


def states(poster: Poster) -> list[CodeState]:
    return [scan(token_of(code), MORNING).state for code in poster.codes().values()]


def test_posters_and_cards_of_a_point_have_codes_of_their_own(town: Town) -> None:
    poster, card = issued(town), issued(town, "card")
    codes = {code.pk for code in (*poster.codes().values(), *card.codes().values())}
    assert (len(codes), poster.edition, card.edition) == (8, 1, 1)
    assert [poster_of(code) for code in poster.codes().values()] == [poster] * 4


def test_replacing_retires_every_code_at_once_and_names_what_holds_now(town: Town) -> None:
    old = issued(town)
    new = replace_poster(poster=old, by=SYSTEM, at=MORNING)
    old.refresh_from_db()
    assert (states(old), states(new)) == ([CodeState.RETIRED] * 4, [CodeState.GOOD] * 4)
    assert (new.edition, old.why, old.replaced_by, valid_poster(old.place, "poster")) == (2, "replaced", new, new)
    assert Event.objects.order_by("-pk")[0].verb == "poster_retired"


def test_retiring_twice_changes_nothing(town: Town) -> None:
    poster = issued(town)
    retire_poster(poster=poster, by=SYSTEM, at=MORNING)
    retire_poster(poster=poster, by=SYSTEM, at=MORNING + timedelta(days=1))
    poster.refresh_from_db()
    assert (poster.retired_at, poster.why) == (MORNING, "retired")


def test_what_was_to_hold_until_a_day_is_retired_the_day_after(town: Town) -> None:
    poster, day = issued(town), localdate(MORNING)
    given = {"hung_on": day, "hung_where": "门口", "valid_until": day}
    change_poster(poster=poster, by=SYSTEM, at=MORNING, **given)
    assert expire_posters(at=MORNING) == 0
    assert expire_posters(at=MORNING + timedelta(days=1)) == 1
    poster.refresh_from_db()
    assert (poster.why, states(poster)) == ("expired", [CodeState.RETIRED] * 4)


def test_the_worker_prints_beside_its_other_work(town: Town) -> None:
    job = asked(town)
    assert work_on_prints(at=MORNING) == 1
    job.refresh_from_db()
    assert job.state == "printing"
    while UNDER_WAY:
        UNDER_WAY[job.pk].wait(5)
        work_on_prints(at=MORNING)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    assert valid_poster(town.points[10], "poster").printed_at == MORNING


def test_a_print_whose_worker_was_killed_is_begun_again_and_given_up_after_three(town: Town) -> None:
    job, at = asked(town), MORNING
    for attempt in (1, 2, 3):
        work_on_prints(at=at)
        job.refresh_from_db()
        assert job.attempts == attempt
        UNDER_WAY.pop(job.pk).close()  # the worker dies with its press
        assert work_on_prints(at=at + SILENT) == 0
        at += SILENT + timedelta(seconds=1)
    work_on_prints(at=at)
    job.refresh_from_db()
    assert (job.state, job.trouble) == ("failed", "the press stopped three times")


def test_prints_are_thrown_away_with_their_files_after_a_week(town: Town) -> None:
    address = prints().put(b"%PDF-1.7 of a week ago")
    PrintJob.objects.create(place=town.points[10], kind="poster", asked_at=MORNING, state="done", file=address)
    assert (forget_prints(at=MORNING + timedelta(days=6)), prints().exists(address)) == (0, True)
    assert (forget_prints(at=MORNING + timedelta(days=8)), prints().exists(address)) == (1, False)
