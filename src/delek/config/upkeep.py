"""Bringing the database up to date, checking it, and saying what is wrong."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import Max

from delek.core.cases.actions.opening import digest_of
from delek.core.cases.actions.start import load_start_set
from delek.core.cases.models import Statement
from delek.core.cases.queries.concerned import unheard
from delek.core.media.models import Media
from delek.core.media.queries import store
from delek.core.people.models import Person
from delek.core.places.queries import communities
from delek.core.schedule.queries import years_missing
from delek.core.timeline.models import Delivery, Event
from delek.core.timeline.queries import breaks, newest_of
from delek.core.timeline.queries.seals import broken_seals, seal_named
from delek.foundation.clock import now

from .retention import JOB

NIGHT = timedelta(hours=36)


def migrate() -> int:
    """Bring the database up to date and add what is missing of the start set."""
    call_command("migrate", verbosity=0)
    load_start_set(now())
    return 0


def verify(noted: str = "") -> int:
    """Check every chain and seal, every statement against its event, every stored file; and whether a seal that
    somebody noted is among them. 1 where something does not hold.
    """
    began, count = time.perf_counter(), Event.objects.count()
    found = [f"{b.subject}, event {b.sequence}: {b.reason}" for b in breaks()]
    seconds = time.perf_counter() - began
    found += [f"{b.subject}, event {b.sequence}: {b.reason}" for b in broken_seals()]
    found += [*_noted(noted), *_changed_statements(), *_changed_files()]
    for line in found:
        print(line)  # noqa: T201
    print(f"{count} events checked, {count / max(seconds, 0.001):.0f} a second; {len(found)} broken")  # noqa: T201
    return 1 if found else 0


def _noted(text: str) -> Iterator[str]:
    known = seal_named(text) if text else None
    if known:
        print(f"The noted seal is of {known.at:%Y-%m-%d %H:%M} UTC.")  # noqa: T201
    elif text:
        yield "the noted seal is not among those kept"


def _changed_statements() -> Iterator[str]:
    kept = {
        e["particulars"]["statement"]: e["particulars"]["digest"]
        for e in Event.objects.filter(subject_kind="case").values("particulars").iterator()
        if "digest" in e["particulars"]
    }
    for row in Statement.objects.iterator():
        erased = not (row.text or row.note or row.sentence)
        if row.pk in kept and not erased and digest_of(row) != kept[row.pk]:
            yield f"statement {row.pk} of case {row.case_id}: its words were changed"


def _changed_files() -> Iterator[str]:
    """What the rows name must be there, and what is there must be what was stored."""
    rows = Media.objects.filter(erased_at=None).values_list("original", "screen", "thumb")
    named = {a for row in rows.iterator() for a in row if a}
    for address in sorted(named | set(store())):
        if not store().check(address):
            yield f"stored file {address[:12]}: " + (
                "its content was changed" if store().exists(address) else "it is gone"
            )


def doctor() -> int:
    """Say in plain words how this installation is; 1 where something needs a person."""
    troubles = [text for text in _troubles() if text]
    for text in troubles:
        print(f"- {text}")  # noqa: T201
    if not troubles:
        print("All is well.")  # noqa: T201
    return 1 if troubles else 0


def _troubles() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as trouble:
        yield f"The database does not answer ({type(trouble).__name__})."
        return
    yield "" if os.access(settings.DATA, os.W_OK) else f"{settings.DATA} cannot be written to."
    key = settings.DATA / "secret.key"
    yield f"Others can read {key}: chmod 600." if key.exists() and key.stat().st_mode & 0o077 else ""
    newest = Event.objects.aggregate(at=Max("at"))["at"]
    yield "The clock stands before the newest event. Set it right." if newest and newest > now() else ""
    yield from _room()
    yield from _messages()
    yield from _nights()
    lost = unheard(now())
    yield f"{lost} reports about staff wait where nobody serves who may read them: appoint somebody." if lost else ""
    yield from _calendars()


def _calendars() -> Iterator[str]:
    at = now()
    for community in communities():
        for year in years_missing(community, at):
            yield f"The calendar of {community} has no days for {year}: enter them under /manage/calendar/."


def _room() -> Iterator[str]:
    free = shutil.disk_usage(settings.DATA).free
    yield f"Only {free // 2**20} MB are free in {settings.DATA}." if free < 2**30 else ""
    yield "Nobody can sign in yet: begin with the set-up." if not Person.objects.exists() else ""


def _nights() -> Iterator[str]:
    """The retention job writes down each night; an installation younger than a night has none yet."""
    first = Event.objects.order_by("pk").values_list("at", flat=True).first()
    if first is None or now() - first < NIGHT:
        return
    nights = newest_of(*JOB)
    if not nights or now() - nights[0].at > NIGHT:
        yield "The retention job has not run for more than 36 hours: is `delek jobs` running?"
    failed = sum(nights[0].particulars.get("failed", {}).values()) if nights else 0
    yield f"{failed} rows could not be erased though their time is over; the log names them." if failed else ""


def _messages() -> Iterator[str]:
    for state in ("failed", "unknown"):
        count = Delivery.objects.filter(state=state).count()
        yield f"{count} messages are {state}." if count else ""
    for channel, gateway in (("sms", settings.SMS_URL), ("mail", settings.MAIL_URL)):
        waits = not gateway and not settings.DEMO and Delivery.objects.filter(state="waiting", channel=channel).exists()
        yield f"Messages wait, but no gateway is set (DELEK_{channel.upper()}_URL)." if waits else ""
