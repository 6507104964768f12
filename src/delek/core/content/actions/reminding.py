"""Telling the office before a page ends."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from delek.core.people.models import Person
from delek.core.people.queries import current_posts
from delek.core.timeline.actions import SYSTEM, post_message
from delek.core.timeline.models import Event
from delek.foundation.clock import SHANGHAI
from delek.foundation.dates import say_date

from ..models import Page
from ..queries import editions_of, title_of
from .writing import tell

STEPS = (7, 30)
SUBJECT = "A policy ends soon"
MESSAGE = "The policy “{title}” ends on {date}. Please look whether it goes on: {link}"


def remind_of_ends(*, at: datetime) -> int:
    """Once at thirty and once at seven days before a page ends, tell those who write pages there."""
    today = at.astimezone(SHANGHAI).date()
    last = today + timedelta(days=max(STEPS))
    ending = Page.objects.filter(withdrawn_at=None, valid_to__gte=today, valid_to__lte=last)
    return sum(_remind(page, today, at) for page in ending.select_related("place").order_by("pk"))


@transaction.atomic
def _remind(page: Page, today: date, at: datetime) -> int:
    """How many were told; none where this step was done before. One worker wins."""
    mark = _mark(page, today)
    if not mark or not Page.objects.filter(pk=page.pk, reminded=page.reminded).exclude(reminded=mark).update(
        reminded=mark
    ):
        return 0
    event = tell(page, "page_ends_soon", SYSTEM, at, {"valid_to": str(page.valid_to)})
    return sum(_tell_one(page, person, event, at) for person in _editors(page, at))


def _mark(page: Page, today: date) -> str:
    if page.valid_to is None:
        return ""
    left = (page.valid_to - today).days
    return f"{page.valid_to} {next(days for days in STEPS if left <= days)}"


def _editors(page: Page, at: datetime) -> list[Person]:
    """Everybody who may write this page now, once each."""
    posts = current_posts(at).order_by("pk")
    found = {
        post.person_id: post.person
        for post in posts
        if "policy.write" in post.kind.capabilities and page.place.path.startswith(post.place.path)
    }
    return list(found.values())


def _tell_one(page: Page, person: Person, event: Event, at: datetime) -> int:
    """By SMS, else by mail; who has neither reads it on the editors' page."""
    channel, address = ("sms", person.phone) if person.phone else ("mail", person.email)
    if not address or page.valid_to is None:
        return 0
    link = f"{settings.ORIGIN}/manage/policies/{page.pk}"
    title = title_of(editions_of(page)).within(person.language) or page.key
    with override(person.language):
        text = gettext(MESSAGE).format(title=title, date=say_date(page.valid_to, person.language), link=link)
        subject = gettext(SUBJECT)
    post_message(
        event=event, channel=channel, address=address, language=person.language, text=text, at=at, subject=subject
    )
    return 1
