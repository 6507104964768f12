"""Messages to the reporters, each over the one channel its reader chose, in their language; and that choice."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop, override

from delek.core.timeline.actions import RESIDENT, SYSTEM, By, post_message, record
from delek.core.timeline.models import Delivery, Event
from delek.foundation.ids import token_digest

from ..flows import CALL_OVER
from ..flows.messages import message_for
from ..models import Case, Report, Subscription
from ..queries.residents import hearing, token_of
from ..queries.settings import own_text

SUBJECTS = {
    "open": gettext_noop("Report {number} has arrived"),
    "accept": gettext_noop("Report {number} was accepted"),
    "ask": gettext_noop("A question about report {number}"),
    "verify": gettext_noop("Report {number} is done. Is it solved?"),
}
NEWS_SUBJECT = gettext_noop("News of report {number}")
CALL_SUBJECT = gettext_noop("Your call {number}")
NOTICE = gettext_noop("There is news of report {number}.")
STOP = gettext_noop("To get no more messages: {link}")
MOST_BROWSERS = 5


def tell(case: Case, event: Event, transition: str, at: datetime) -> list[Delivery]:
    """Put what happened into the outbox for every reporter of the matter who wants to hear."""
    told = hearing(case).exclude(channel=Report.Channel.NONE)
    return [message for report in told for message in tell_one(report, event, transition, at)]


def tell_one(report: Report, event: Event, transition: str, at: datetime) -> list[Delivery]:
    """One message over the reporter's channel, a notice to each of their browsers; none where they left no way."""
    with override(report.language):
        messages = list(_messages(report, transition))
    return [
        post_message(
            event=event, channel=report.channel, address=address, language=report.language, subject=subject, text=text,
            at=at,
        )
        for address, subject, text in messages
    ]  # fmt: skip


def _messages(report: Report, transition: str) -> Iterator[tuple[str, str, str]]:
    """Address, subject, text."""
    if report.channel == Report.Channel.SMS and report.phone:
        yield report.phone, "", _text(report, transition)
    elif report.channel == Report.Channel.MAIL and report.email:
        stop = gettext(STOP).format(link=f"{link_of(report)}#notices")
        office = report.case.community.name.within(report.language)
        yield report.email, _subject(report, transition), f"{_text(report, transition)}\n\n{stop}\n\n{office}\n"
    elif report.channel == Report.Channel.PUSH:
        number = report.case.label
        for browser in report.subscriptions.order_by("id"):
            yield str(browser.pk), number, gettext(NOTICE).format(number=number)


def _text(report: Report, transition: str) -> str:
    case = report.case
    key, message = message_for(case.flow, transition)
    own = own_text(case.community_id, case.flow, key)
    phone = case.community.phone or case.community.name.within(report.language)
    pattern = (own.exactly(report.language) if own else "") or gettext(message)
    return pattern.format(number=case.label, link=link_of(report), phone=phone)


def _subject(report: Report, transition: str) -> str:
    is_call = report.case.flow == CALL_OVER.key
    pattern = CALL_SUBJECT if is_call else SUBJECTS.get(transition, NEWS_SUBJECT)
    return gettext(pattern).format(number=report.case.label)


def link_of(report: Report) -> str:
    return f"{settings.ORIGIN}/r/{token_of(report)}"


@transaction.atomic
def tell_in_browser(*, report: Report, endpoint: str, key: str, secret: str, at: datetime) -> None:
    """From now on this browser is told, and no other way is used. Again is once; the sixth browser ends the first."""
    digest = token_digest(endpoint)
    Subscription.objects.update_or_create(
        report=report, endpoint_digest=digest,
        defaults={"endpoint": endpoint, "key": key, "secret": secret, "created_at": at},
    )  # fmt: skip
    newest = Subscription.objects.filter(report=report).order_by("-created_at", "-id")
    Subscription.objects.filter(pk__in=[row.pk for row in newest[MOST_BROWSERS:]]).delete()
    choose(report=report, channel=Report.Channel.PUSH, at=at)


@transaction.atomic
def stop_in_browser(*, report: Report, endpoint: str, at: datetime) -> None:
    """This browser is told no more; after the last one nothing is sent at all, until the reporter chooses anew."""
    Subscription.objects.filter(report=report, endpoint_digest=token_digest(endpoint)).delete()
    if report.channel == Report.Channel.PUSH and not report.subscriptions.exists():
        choose(report=report, channel=Report.Channel.NONE, at=at)


@transaction.atomic
def choose(*, report: Report, channel: str, at: datetime) -> None:
    """The one way the reporter is told from now on; browsers are forgotten with any other way."""
    if channel != Report.Channel.PUSH:
        Subscription.objects.filter(report=report).delete()
    if report.channel != channel or report.lost_at:
        _use(report, channel, "channel_chosen", RESIDENT, at)


@transaction.atomic
def renew_in_browser(*, report: Report, old: str, endpoint: str, key: str, secret: str, at: datetime) -> bool:
    """The browser has a new address in place of ``old``; False, and nothing done, where it is told there no more."""
    known = Subscription.objects.filter(report=report, endpoint_digest=token_digest(old))
    if not known.exists():
        return False
    tell_in_browser(report=report, endpoint=endpoint, key=key, secret=secret, at=at)
    if endpoint != old:
        known.delete()
    return True


@transaction.atomic
def fall_back(*, delivery: Delivery, at: datetime) -> list[Delivery]:
    """A notice that certainly never reaches its browser ends that browser. After the last one the reporter is told the
    way they left before: the e-mail address they proved, else their number, else none; their page says so. The same
    news goes out that way, and with it what else was on its way to that browser.
    """
    if delivery.channel != Delivery.Channel.PUSH or delivery.event is None:
        return []
    rows = Subscription.objects.select_related("report__case__community")
    browser = rows.filter(pk=int(delivery.address or 0)).first()
    if browser is None:
        return []
    report = browser.report
    browser.delete()
    if report.channel != Report.Channel.PUSH or report.subscriptions.exists():
        return []
    _use(report, _left(report), "channel_lost", SYSTEM, at)
    lost = [delivery, *_under_way(delivery)]
    return [told for one in lost if one.event for told in tell_one(report, one.event, one.event.verb, at)]


def _under_way(delivery: Delivery) -> list[Delivery]:
    """What else is to go to the same browser; it is sent there no more."""
    rows = Delivery.objects.filter(
        channel=Delivery.Channel.PUSH, address=delivery.address,
        state__in=(Delivery.State.WAITING, Delivery.State.SENDING),
    )  # fmt: skip
    found = list(rows.exclude(pk=delivery.pk).select_related("event").order_by("id"))
    rows.filter(pk__in=[row.pk for row in found]).update(state=Delivery.State.FAILED, last_error="its browser is gone")
    return found


def _left(report: Report) -> str:
    if report.email and (settings.MAIL_URL or settings.DEMO):
        return Report.Channel.MAIL
    return Report.Channel.SMS if report.phone else Report.Channel.NONE


def _use(report: Report, channel: str, verb: str, by: By, at: datetime) -> None:
    """Change the way and note it; ``lost_at`` stays until the reporter chooses."""
    Case.objects.select_for_update().get(pk=report.case_id)
    report.channel, report.lost_at = channel, at if verb == "channel_lost" else None
    Report.objects.filter(pk=report.pk).update(channel=channel, lost_at=report.lost_at)
    record(
        subject=("case", report.case_id), verb=verb, by=by, at=at, community_id=report.case.community_id,
        particulars={"report": report.pk, "channel": channel},
    )
