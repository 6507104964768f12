"""Sentences for the reporters, and the messages that carry them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override

from delek.core.media.models import Media
from delek.core.people.models import Post
from delek.core.rows import insert
from delek.core.timeline.actions import post_message
from delek.core.timeline.models import Delivery, Event
from delek.foundation.words import LANGUAGES, Words

from ..flows import Transition
from ..models import Attachment, Case, ReplyText, Report, Statement
from ..queries.residents import hearing, token_of

MESSAGES = {
    "open": "Report {number} has arrived. Follow it here: {link}",
    "accept": "Report {number} was accepted: {link}",
    "ask": "We have a question about report {number}: {link}",
    "verify": "Report {number} is done. Is it solved? Please say: {link}",
}
NEWS = "There is news of report {number}: {link}"


def sentence_for(case: Case, transition: Transition, values: Mapping[str, Words | str]) -> Words:
    """What the reporter will read of this transition, in every language: the community's own text or the flow's."""
    own = ReplyText.objects.filter(
        community_id=case.community_id, flow=case.flow, transition=transition.key
    ).first()
    return fill(own.text if own else Words(), transition.sentence, values)


def fill(own: Words, message: str, values: Mapping[str, Words | str]) -> Words:
    """Fill a sentence's placeholders in each language; what is not yet known stays visible as its placeholder."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            pattern = {"bo": own.bo, "zh-hans": own.zh, "en": own.en}[language] or (gettext(message) if message else "")
        told[language] = pattern.format_map(_Known(values, language))
    return Words(bo=told["bo"], zh=told["zh-hans"], en=told["en"])


class _Known(dict[str, str]):
    def __init__(self, values: Mapping[str, Words | str], language: str) -> None:
        super().__init__({k: v.within(language) if isinstance(v, Words) else v for k, v in values.items()})

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def state(
    *, case: Case, speaker: str, transition: str, at: datetime, language: str, text: str = "",
    sentence: Words | None = None, note: str = "", report: Report | None = None, post: Post | None = None,
    media: Sequence[Media] = (), public: bool = True,
) -> Statement:  # fmt: skip
    """Keep what somebody said, with its photos in order."""
    row = Statement(
        case=case, report=report, speaker=speaker, post=post, transition=transition, at=at, language=language,
        text=text, sentence=sentence or Words(), note=note, public=public, salt=secrets.token_bytes(16),
    )
    insert(row)
    if media:
        Attachment.objects.bulk_create(Attachment(statement=row, media=m, position=i) for i, m in enumerate(media))
    return row


def tell(case: Case, event: Event, transition: str, at: datetime) -> list[Delivery]:
    """Put one message for every reporter of the matter who left a number into the outbox, in their language."""
    return [tell_one(report, event, transition, at) for report in hearing(case).exclude(phone="")]


def tell_one(report: Report, event: Event, transition: str, at: datetime) -> Delivery:
    link = f"{settings.ORIGIN}/r/{token_of(report)}"
    with override(report.language):
        text = gettext(MESSAGES.get(transition, NEWS)).format(number=report.case.label, link=link)
    return post_message(
        event=event, channel=Delivery.Channel.SMS, address=report.phone, language=report.language, text=text, at=at
    )
