"""Telling programs of changes: rows, claimed in their order, tried again, given up visibly."""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from delek.core.cases.models import Case
from delek.core.timeline.actions import By, MayHaveGone, NotSent, Rejected, record

from ..models import Call, Hook, Program
from ..queries.changes import changes_for, hooks, waiting

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
FORGOTTEN, KEPT = timedelta(minutes=5), timedelta(days=30)


class Caller(Protocol):
    """Posts one body. Returns when it was taken; raises NotSent, MayHaveGone, or Rejected where it never will be."""

    def call(self, url: str, body: bytes, headers: Mapping[str, str]) -> None: ...


@transaction.atomic
def set_hook(*, program: Program, url: str, by: By, at: datetime) -> Hook | None:
    """From now on a program is told of changes there; without an address no more. Each address has a new secret."""
    Hook.objects.filter(program=program).delete()
    record(
        subject=("place", program.community_id), verb="hook_set" if url else "hook_cleared", by=by, at=at,
        community_id=program.community_id, particulars={"program": program.pk},
    )  # fmt: skip
    if not url:
        return None
    return Hook.objects.create(program=program, url=url, salt=secrets.token_bytes(16), since=at, looked_at=at)


def secret_of(hook: Hook) -> str:
    """What the receiver checks the signature with, as Standard Webhooks writes it; it is not in the database."""
    return "whsec_" + base64.b64encode(_secret(hook)).decode("ascii")


def look_for_changes(*, at: datetime) -> int:
    """Make a row of every change that a program may know and was not yet told of; how many."""
    made = 0
    for hook in hooks():
        events = changes_for(hook)
        calls = [Call(hook=hook, event=event, key=uuid4(), created_at=at, due_at=at) for event in events]
        Call.objects.bulk_create(calls, ignore_conflicts=True)
        Hook.objects.filter(pk=hook.pk).update(looked_at=at)
        made += len(calls)
    return made


def call_due(caller: Caller, *, at: datetime) -> int:
    """Tell what is due, to each program in order; one that does not answer waits and holds up nobody else."""
    Call.objects.filter(state="sending", claimed_at__lt=at - FORGOTTEN).update(state="waiting")
    sent = 0
    for hook in hooks():
        for call in waiting(hook):
            if call.due_at > at or not _take(call, at) or not _call(caller, hook, call, at):
                break
            sent += 1
    return sent


def forget_calls(*, at: datetime) -> int:
    """Rows of a month ago are of no use any more."""
    return Call.objects.filter(created_at__lt=at - KEPT).delete()[0]


def _take(call: Call, at: datetime) -> bool:
    """True for the one worker whose conditional update found the row still waiting."""
    return bool(Call.objects.filter(pk=call.pk, state="waiting").update(state="sending", claimed_at=at))


def _call(caller: Caller, hook: Hook, call: Call, at: datetime) -> bool:
    body = _body(hook, call)
    try:
        caller.call(hook.url, body, _headers(hook, call, body, at))
    except Rejected as trouble:
        _end(call, "failed", error=str(trouble))
    except (NotSent, MayHaveGone) as trouble:
        _again(call, at, str(trouble))
    except Exception as trouble:
        _again(call, at, type(trouble).__name__)
    else:
        _end(call, "sent", sent_at=at)
        return True
    return False


def _body(hook: Hook, call: Call) -> bytes:
    """Which matter, where it stands now, what happened and when: no name, no number to call, no word."""
    case, event = Case.objects.select_related("joined_to").get(pk=call.event.subject_id), call.event
    told = {
        "jurisdiction_id": hook.program.community.key, "number": case.label, "state": (case.joined_to or case).state,
        "change": event.verb,
    }  # fmt: skip
    moment = event.at.astimezone(UTC).isoformat(timespec="seconds")
    return json.dumps({"type": "case.changed", "timestamp": moment, "data": told}).encode()


def _headers(hook: Hook, call: Call, body: bytes, at: datetime) -> dict[str, str]:
    """Standard Webhooks: HMAC-SHA256 over number, second and body."""
    key, second = str(call.key), str(int(at.timestamp()))
    mac = hmac.digest(_secret(hook), f"{key}.{second}.".encode() + body, "sha256")
    signature = "v1," + base64.b64encode(mac).decode("ascii")
    return {
        "Content-Type": "application/json", "webhook-id": key, "webhook-timestamp": second,
        "webhook-signature": signature,
    }  # fmt: skip


def _secret(hook: Hook) -> bytes:
    return hmac.digest(settings.RECEIPT_KEY, b"hook" + bytes(hook.salt), "sha256")


def _again(call: Call, at: datetime, error: str) -> None:
    if call.attempts >= len(WAITS):
        _end(call, "failed", error=error)
        return
    due = at + WAITS[call.attempts]
    Call.objects.filter(pk=call.pk).update(
        state="waiting", attempts=call.attempts + 1, due_at=due, last_error=error[:80]
    )


def _end(call: Call, state: str, *, error: str = "", sent_at: datetime | None = None) -> None:
    Call.objects.filter(pk=call.pk).update(
        state=state, attempts=call.attempts + 1, last_error=error[:80], sent_at=sent_at
    )
