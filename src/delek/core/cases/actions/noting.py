"""What staff tell each other about a matter."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from delek.core.media.models import Media
from delek.core.people.queries import Standing
from delek.core.timeline.actions import person, record
from delek.foundation.words import clean

from ..models import Case, Statement
from ..rules import may_know
from .moving import Declined
from .opening import digest_of
from .telling import state

LONGEST = 2000


@transaction.atomic
def add_note(*, case: Case, text: str, standing: Standing, at: datetime, media: Sequence[Media] = ()) -> Statement:
    """Keep a note for staff alone; no reporter reads it, and no form that somebody fills in grows old by it.

    Raises Declined: ``rule`` where the person may not hear of the matter, ``missing`` where nothing is said or more
    than ``LONGEST`` characters are.
    """
    words = clean(text)
    if not may_know(standing, case):
        raise Declined("rule")
    if not words or len(words) > LONGEST:
        raise Declined("missing", ["note"])
    said = state(
        case=case, speaker=Statement.Speaker.STAFF, transition="note", at=at, language=standing.person.language,
        note=words, post=standing.post_for("case.read"), media=media, public=False,
    )  # fmt: skip
    record(
        subject=("case", case.pk), verb="note", by=person(standing.person.pk), at=at, community_id=case.community_id,
        particulars={"statement": said.pk, "digest": digest_of(said)},
    )
    return said
