"""Sentences for the reporters, and messages to the staff they wait for."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext, override

from delek.core.media.models import Media
from delek.core.people.models import Post
from delek.core.rows import insert
from delek.core.timeline.actions import post_message
from delek.core.timeline.models import Delivery, Event
from delek.foundation.words import LANGUAGES, Words

from ..flows import FLOWS, Transition
from ..models import Attachment, Case, Report, Statement
from ..queries.settings import own_text

WITHIN, ENDS = ("role", "name"), "་། "
"""Who goes stands within a sentence: a Tibetan one goes on after them, so they bring no shad and no last tsheg."""
CALLED = "Please come: {need}, {place}. {link}"
CALLED_OFF = "No longer needed: {need}, {place}. Thank you."


def sentence_for(case: Case, transition: Transition, values: Mapping[str, Words | str]) -> Words:
    """What the reporter will read of this transition, in every language: the community's own text or the flow's."""
    own = own_text(case.community_id, case.flow, transition.key)
    return fill(own or Words(), transition.sentence, values)


def fill(own: Words, message: str, values: Mapping[str, Words | str]) -> Words:
    """Fill a sentence's placeholders in each language; what is not yet known stays visible as its placeholder."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            pattern = own.exactly(language) or (gettext(message) if message else "")
        told[language] = pattern.format_map(_Known(values, language))
    return Words(bo=told["bo"], zh=told["zh-hans"], en=told["en"])


class _Known(dict[str, str]):
    def __init__(self, values: Mapping[str, Words | str], language: str) -> None:
        said = {k: v.within(language) if isinstance(v, Words) else v for k, v in values.items()}
        super().__init__(said | {key: said[key].rstrip(ENDS) for key in WITHIN if key in said})

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def state(
    *, case: Case, speaker: str, transition: str, at: datetime, language: str, text: str = "",
    sentence: Words | None = None, note: str = "", report: Report | None = None, post: Post | None = None,
    media: Sequence[Media] = (), public: bool = True, written_at: datetime | None = None,
) -> Statement:  # fmt: skip
    """Keep what somebody said, with its photos in order."""
    row = Statement(
        case=case, report=report, speaker=speaker, post=post, transition=transition, at=at, language=language,
        written_at=written_at, text=text, sentence=sentence or Words(), note=note, public=public,
        salt=secrets.token_bytes(16),
    )
    insert(row)
    insert(*(Attachment(statement=row, media=m, position=i) for i, m in enumerate(media)))
    return row


def written(said: Statement) -> dict[str, str]:
    """What the chain keeps of when it was written, beside when it arrived; nothing where both are one."""
    return {"written": said.written_at.astimezone(UTC).isoformat()} if said.written_at else {}


def tell_sent(case: Case, event: Event, at: datetime) -> Delivery | None:
    """Tell whoever holds a case that they are needed, or no longer; without a number their page alone says it."""
    person = case.assignee.person if case.assignee else None
    if person is None or not person.phone:
        return None
    is_open = FLOWS[case.flow].state_by_key[case.state].open
    with override(person.language):
        text = gettext(CALLED if is_open else CALLED_OFF).format(
            need=case.category.name.within(person.language) if case.category else gettext("Call over"),
            place=case.place.name.within(person.language), link=f"{settings.ORIGIN}/field/cases/{case.pk}",
        )  # fmt: skip
    return post_message(
        event=event, channel=Delivery.Channel.SMS, address=person.phone, language=person.language, text=text, at=at
    )
