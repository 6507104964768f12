"""Lives as rows: the case, its report, what was said, its clocks and its chained events, as the real verbs leave them.

Photos and messages are left out: they would fill a disk and say nothing.
"""

import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import transaction

from delek.core.cases.actions.moving import dated
from delek.core.cases.actions.opening import digest_of, searchable
from delek.core.cases.actions.telling import fill
from delek.core.cases.flows import REPORT
from delek.core.cases.models import Case, Deadline, Holding, Report, Series, Statement
from delek.core.places.models import Place
from delek.core.timeline.models import Event
from delek.core.timeline.queries import event_fields
from delek.foundation.clock import SHANGHAI
from delek.foundation.ids import chain_hash, derive_token, receipt_secret, token_digest
from delek.foundation.words import Words, shorten

from .bulk import Table, settle
from .lives import Life, Sample, state_after

HOUR = timedelta(hours=1)
TERMS = {
    "urgent": {"acknowledge": 2 * HOUR, "on_site": 4 * HOUR, "solve": 24 * HOUR},
    "": {"acknowledge": 24 * HOUR, "on_site": 48 * HOUR, "solve": 216 * HOUR, "superior": 504 * HOUR},
}
"""About what the limits give, nights and holidays in."""
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Site:
    """Where the cases of one community are: its points, who is at its desk, who is sent, whom it asks above."""

    community: Place
    points: Sequence[int]
    desk: tuple[int, int]
    worker: tuple[int, int]
    """Post and person."""
    above: Sequence[tuple[int, int, int]]
    """Place, post and person of each department."""


@dataclass(slots=True)
class Told:
    """A case while its steps are written down."""

    pk: int
    report: int
    site: Site
    language: str
    state: str = "received"
    previous: str = ""
    sequence: int = 0


class Writer:
    """Collects what lives leave behind and writes it down a thousand cases at a time."""

    def __init__(self, at: datetime, categories: Mapping[str, int]) -> None:
        self.at, self.categories = at, categories
        self.numbers: dict[tuple[int, int], int] = {
            (row.community_id, row.year): row.last for row in Series.objects.all()
        }
        self.cases = Table(
            Case, "id", "community_id", "place_id", "year", "number", "state", "category_id", "urgency", "title",
            "language", "search", "holder_id", "assignee_id", "finished_by_id", "opened_at", "changed_at", "due_at",
            "due_from", "closed_at", "version", "reworked", "postponed", "solved", "rating",
        )  # fmt: skip
        self.reports = Table(
            Report, "id", "case_id", "submission_id", "content_digest", "secret", "token_digest", "language", "phone",
            "created_at",
        )  # fmt: skip
        self.statements = Table(
            Statement, "id", "case_id", "report_id", "speaker", "post_id", "transition", "at", "language", "text",
            "sentence", "salt",
        )  # fmt: skip
        self.clocks = Table(Deadline, "id", "case_id", "step", "starts_at", "due_at", "met_at", "told", "notice_at")
        self.holdings = Table(Holding, "id", "case_id", "place_id", "question", "asked_at", "accepted_at",
                              "answered_at", "answer")  # fmt: skip
        self.events = Table(
            Event, "id", "community_id", "subject_kind", "subject_id", "sequence", "verb", "actor_kind", "actor_id",
            "at", "particulars", "previous_hash", "hash",
        )  # fmt: skip
        self.tables = (self.cases, self.reports, self.statements, self.clocks, self.holdings, self.events)
        self.rows: dict[Table, list[tuple[Any, ...]]] = {table: [] for table in self.tables}

    def add(self, life: Life, site: Site) -> None:
        told = Told(self.cases.next_id(), self.reports.next_id(), site, life.sample.language)
        self._report(life, told)
        self._say(told, "open", life.opened, text=life.sample.text)
        for step, at in life.steps:
            before, told.state = told.state, state_after(told.state, step)
            self._say(told, step, at, before=before)
        clocks = Clocks(life, told, self.at)
        for row in clocks.rows:
            self.rows[self.clocks].append((self.clocks.next_id(), told.pk, *row))
        self._hold(life, told)
        self._case(life, told, clocks)
        if len(self.rows[self.cases]) >= BATCH:
            self.write()

    def write(self) -> None:
        """All that was collected, in one transaction."""
        with transaction.atomic():
            for table, rows in self.rows.items():
                table.write(rows)
                rows.clear()

    def end(self) -> None:
        """The rest, and the numbers that come next."""
        self.write()
        for (community, year), last in self.numbers.items():
            Series.objects.update_or_create(community_id=community, year=year, defaults={"last": last})
        settle(*self.tables)

    def _case(self, life: Life, told: Told, clocks: "Clocks") -> None:
        steps, site = [step for step, _at in life.steps], told.site
        year = life.opened.astimezone(SHANGHAI).year
        number = self.numbers[site.community.pk, year] = self.numbers.get((site.community.pk, year), 0) + 1
        last = life.steps[-1][1] if life.steps else life.opened
        is_over = not REPORT.state_by_key[told.state].open
        above = site.above[told.pk % len(site.above)][0] if told.state in ("escalated", "superior") else None
        counts = (steps.count(step) for step in ("rework", "postpone"))
        self.rows[self.cases].append((
            told.pk, site.community.pk, site.points[told.pk % len(site.points)], year, number, told.state,
            self.categories[life.sample.category], life.sample.urgency, shorten(life.sample.text, 60), told.language,
            words_of(life.sample, f"{year}-{number:04d}", number), above or site.community.pk,
            site.worker[0] if "dispatch" in steps else None, site.worker[0] if "finish" in steps else None,
            life.opened, last, *clocks.shown, last if is_over else None, 1 + len(steps), *counts,
            *judged(told, steps),
        ))  # fmt: skip

    def _report(self, life: Life, told: Told) -> None:
        secret = receipt_secret()
        is_fresh = self.at - life.opened < timedelta(days=170)
        phone = f"139000{told.report % 100_000:05d}" if life.is_known and is_fresh else ""
        self.rows[self.reports].append((
            told.report, told.pk, uuid.uuid4(), secrets.token_hex(32), secret,
            token_digest(derive_token(settings.RECEIPT_KEY, secret)), told.language, phone, life.opened,
        ))  # fmt: skip

    def _say(self, told: Told, step: str, at: datetime, *, before: str = "", text: str = "") -> None:
        pk, salt = self.statements.next_id(), secrets.token_bytes(16)
        sentence, written = sentence_of(step, at.astimezone(SHANGHAI).date()) if before else NOTHING
        kind, post, actor = doer_of(step, told)
        said: Any = SimpleNamespace(salt=salt, text=text, sentence=sentence, note="")
        self.rows[self.statements].append((
            pk, told.pk, told.report if kind == "resident" else None, kind if kind == "resident" else "staff", post,
            step, at, told.language if kind == "resident" else "zh-hans", text, written, salt,
        ))  # fmt: skip
        particulars = {"statement": pk, "digest": digest_of(said)}
        particulars |= {"from": before, "to": told.state} if before else {"report": told.report, "state": told.state}
        self._record(told, step, "resident" if kind == "resident" else "person", actor, at, particulars)

    def _record(
        self, told: Told, verb: str, kind: str, actor: int | None, at: datetime, particulars: dict[str, Any]
    ) -> None:
        told.sequence += 1
        event: Any = SimpleNamespace(
            community_id=told.site.community.pk, subject_kind="case", subject_id=told.pk, sequence=told.sequence,
            verb=verb, actor_kind=kind, actor_id=actor, at=at, particulars=particulars,
        )  # fmt: skip
        found = chain_hash(told.previous, event_fields(event))
        self.rows[self.events].append((
            self.events.next_id(), event.community_id, "case", told.pk, told.sequence, verb, kind, actor, at,
            json.dumps(particulars), told.previous, found,
        ))  # fmt: skip
        told.previous = found

    def _hold(self, life: Life, told: Told) -> None:
        when = dict(life.steps)
        if "escalate" in when:
            place = told.site.above[told.pk % len(told.site.above)][0]
            answer = ANSWER if "reply" in when else ""
            self.rows[self.holdings].append((
                self.holdings.next_id(), told.pk, place, QUESTION, when["escalate"], when.get("take"),
                when.get("reply"), answer,
            ))  # fmt: skip


QUESTION, ANSWER = "请协助处理", "已安排处理"
NOTHING = (Words(), '{"bo": "", "zh": "", "en": ""}')


class Clocks:
    """The clocks of a case: which it had, which were met, and the one that is shown."""

    def __init__(self, life: Life, told: Told, at: datetime) -> None:
        terms = TERMS["urgent" if life.sample.urgency in ("urgent", "emergency") else ""] | {
            "superior": TERMS[""]["superior"]
        }
        met, over = met_by(life), not REPORT.state_by_key[told.state].open
        last = life.steps[-1][1] if life.steps else None
        begun = {"acknowledge": life.opened, "on_site": life.opened, "solve": life.opened}
        passed_up = dict(life.steps).get("escalate")
        begun |= {"superior": passed_up} if passed_up else {}
        self.rows: list[tuple[Any, ...]] = []
        running = []
        for name, start in begun.items():
            due, done = start + terms[name], met.get(name) or (last if over else None)
            notice = next((moment for moment in (start + terms[name] / 2, due) if moment > at), None)
            told_of = 0 if done else 100 if due <= at else 50 if start + terms[name] / 2 <= at else 0
            self.rows.append((name, start, due, done, told_of, None if done else notice))
            if not done:
                running.append((due, start, name))
        above = [row for row in running if row[2] == "superior"]
        self.shown = min(above or running, default=(None, None, ""))[:2]


MEETS = {t.key: [clock.value for clock in t.meets] for t in REPORT.transitions}


def met_by(life: Life) -> dict[str, datetime]:
    """When each clock was met, the first time it was."""
    met: dict[str, datetime] = {}
    for step, at in life.steps:
        for clock in MEETS[step]:
            met.setdefault(clock, at)
    return met


def doer_of(step: str, told: Told) -> tuple[str, int | None, int | None]:
    """Who takes a step: the kind of speaker, their post, and the person."""
    if step in ("open", "confirm"):
        return "resident", None, None
    site = told.site
    if step in ("take", "reply"):
        _place, post, person = site.above[told.pk % len(site.above)]
        return "staff", post, person
    post, person = site.worker if step in ("arrive", "finish") else site.desk
    return "staff", post, person


def judged(told: Told, steps: Sequence[str]) -> tuple[str, int | None]:
    """What the reporter said of it: every third one who was asked says something."""
    if "confirm" in steps:
        return "solved", 5 - told.pk % 2
    if told.state != "closed" or told.pk % 3:
        return "", None
    return (("solved", 4), ("half", 3), ("not", 1), ("solved", 5), ("solved", None))[told.pk // 3 % 5]


@lru_cache(maxsize=20_000)
def sentence_of(step: str, day: Any) -> tuple[Words, str]:
    """What the reporter reads of a step, and how the column keeps it."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    role = Words(bo="ལས་བྱེད་པ", zh="网格员", en="The grid worker")
    above = Words(bo="གོང་རིམ", zh="上级部门", en="The department")
    values: dict[str, Words | str] = {
        "date": dated(moment), "due": dated(moment), "role": role, "department": above, "reply": ANSWER,
        "reason": ANSWER,
    }  # fmt: skip
    words = fill(Words(), REPORT.by_key[step].sentence, values)
    return words, json.dumps(words.as_json(), ensure_ascii=False)


@lru_cache(maxsize=2000)
def _said(text: str) -> str:
    return searchable(text).strip()


def words_of(sample: Sample, label: str, number: int) -> str:
    """The tokens a case is found by."""
    return f" {_said(sample.text)} {searchable(f'{label} {number}').strip()} "
