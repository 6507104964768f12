"""A resident's report becomes a case, exactly once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from delek.core.media.actions import Taken, enter
from delek.core.people.models import Post
from delek.core.places.models import Code, Place
from delek.core.rows import insert
from delek.core.timeline.actions import RESIDENT, record
from delek.foundation.clock import SHANGHAI
from delek.foundation.ids import receipt_secret, token_digest
from delek.foundation.words import clean, search_tokens, shorten

from ..flows import FLOWS, REPORT
from ..models import Case, Category, Report, Series, Statement
from ..queries.residents import report_by_submission, token_of
from .clocks import first_clocks
from .reaching import tell_one
from .settling import settle_at
from .telling import state, written


class Conflict(Exception):
    """The same submission id came with other content."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a resident sent. ``files`` are checked and durably stored; ``written_at``: see written_at();
    ``joins``: the matter it joins at once."""

    submission_id: UUID
    community: Place
    place: Place
    language: str
    description: str = ""
    category: Category | None = None
    name: str = ""
    phone: str = ""
    code: Code | None = None
    about_staff: bool = False
    concerns: Post | None = None
    about: str = ""
    files: Sequence[Taken] = ()
    written_at: datetime | None = None
    flow: str = REPORT.key
    joins: Case | None = None

    @property
    def is_about_staff(self) -> bool:
        """Said so, or filed so, or somebody named."""
        filed = self.category is not None and self.category.about_staff
        return self.about_staff or filed or bool(self.concerns or self.about)

    def digest(self) -> str:
        """Equal for equal content, whatever the order of its parts on the wire."""
        parts = [
            clean(self.description), self.category.key if self.category else "", self.name, self.phone,
            self.place.pk, self.about_staff, sorted(f.address for f in self.files),
        ]  # fmt: skip
        if self.concerns or self.about:
            parts.append([self.concerns.pk if self.concerns else 0, clean(self.about)])
        if self.joins:
            parts.append({"joins": self.joins.pk})
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """The report, its token, and whether this call made it."""

    report: Report
    token: str
    created: bool


def open_case(*, submission: Submission, at: datetime) -> Opened:
    """Store a report and open its case; the same submission again answers the same report (quality.md R2).

    Raises Conflict where the id was used with other content. When it returns, the report is committed.
    """
    try:
        with transaction.atomic():
            report = _store(submission, at)
    except IntegrityError:
        found = _found(submission)
        if found is None:
            raise
        return found
    return Opened(report, token_of(report), created=True)


def _found(submission: Submission) -> Opened | None:
    report = report_by_submission(submission.submission_id)
    if report is None:
        return None
    if report.content_digest != submission.digest():
        raise Conflict
    return Opened(report, token_of(report), created=False)


def _store(submission: Submission, at: datetime) -> Report:
    case = _case(submission, at)
    report = _report(submission, case, at)
    media = enter(submission.files, community_id=case.community_id, at=at)
    statement = state(
        case=case, speaker=Statement.Speaker.RESIDENT, transition="open", at=at, language=submission.language,
        text=clean(submission.description), report=report, media=media, written_at=submission.written_at,
    )  # fmt: skip
    event = record(
        subject=("case", case.pk),
        verb="open",
        by=RESIDENT,
        at=at,
        community_id=case.community_id,
        first=True,
        particulars={
            "report": report.pk,
            "statement": statement.pk,
            "digest": digest_of(statement),
            "state": case.state,
        }
        | written(statement),
    )
    _give_number(case, statement.text)
    if report.phone and submission.joins is None:
        tell_one(report, event, "open", at)
    return report


def _case(submission: Submission, at: datetime) -> Case:
    category, text = submission.category, clean(submission.description)
    flow = FLOWS[submission.flow]
    case = Case(
        community=submission.community, place=submission.place, year=at.astimezone(SHANGHAI).year, flow=flow.key,
        state=flow.first.key, category=category, language=submission.language, holder=submission.community,
        urgency=flow.urgency or (category.urgency if category else "ordinary"),
        title=shorten(text.replace("\n", " "), 60),
        about_staff=submission.is_about_staff, concerns=submission.concerns, opened_at=at, changed_at=at,
    )  # fmt: skip
    if case.about_staff:
        settle_at(case, at)
    clocks = first_clocks(case, flow.opens, at)
    insert(case)
    for clock in clocks:
        clock.case = case
    insert(*clocks)
    return case


def _give_number(case: Case, text: str) -> None:
    """The number comes last: its row is held for everybody of this community until the commit."""
    case.number = next_number(case.community_id, case.year)
    case.search = searchable(text, f"{case.label} {case.number}")
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED, [case.number, case.search, case.pk])


NUMBERED = "UPDATE cases_case SET number = %s, search = %s WHERE id = %s"


def searchable(*texts: str) -> str:
    """Search tokens with a space on both sides, so that a whole token is found by `` token ``."""
    tokens = dict.fromkeys(t for text in texts for t in search_tokens(text))
    return f" {' '.join(tokens)} "


def _report(submission: Submission, case: Case, at: datetime) -> Report:
    report = Report(
        case=case, submission_id=submission.submission_id, content_digest=submission.digest(), secret=receipt_secret(),
        code=submission.code, language=submission.language, name=clean(submission.name), phone=submission.phone.strip(),
        about=clean(submission.about),
        created_at=at,
    )  # fmt: skip
    report.token_digest = token_digest(token_of(report))
    insert(report)
    return report


def next_number(community_id: int, year: int) -> int:
    """Take the next number of a community's year in one statement; its row is held until the end of the transaction."""
    table = connection.ops.quote_name(Series._meta.db_table)
    statement = (
        f"INSERT INTO {table} (community_id, year, last) VALUES (%s, %s, 1) "  # noqa: S608 - the name is ours
        f"ON CONFLICT (community_id, year) DO UPDATE SET last = {table}.last + 1 RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [community_id, year])
        return int(cursor.fetchone()[0])


def digest_of(statement: Statement) -> str:
    """What the chain keeps of a statement: salted, so that erased words cannot be guessed from it."""
    words = [statement.text, statement.sentence.as_json(), statement.note]
    return hashlib.sha256(bytes(statement.salt) + json.dumps(words, ensure_ascii=False).encode()).hexdigest()
