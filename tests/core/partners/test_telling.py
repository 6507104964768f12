"""Programs are told of changes: each once made a row, in order, signed, tried again, given up; nothing of a person."""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from delek.core.partners.actions import (
    call_due,
    forget_calls,
    look_for_changes,
    retire_program,
    secret_of,
    set_hook,
)
from delek.core.partners.actions.telling import WAITS
from delek.core.partners.models import Call, Hook, Program
from delek.core.partners.queries import told_to
from delek.core.timeline.actions import SYSTEM, MayHaveGone, NotSent, Rejected
from tests.api.programs import let_in
from tests.town import MORNING, Town

LATER = MORNING + timedelta(minutes=1)


@dataclass
class Receiver:
    """Keeps what it is told; raises ``trouble`` where one is set."""

    trouble: Exception | None = None
    got: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)

    def call(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        self.got.append((url, json.loads(body), dict(headers) | {"body": body.decode()}))
        if self.trouble:
            raise self.trouble


def hooked(town: Town, name: str = "一", **may: bool) -> Hook:
    program = let_in(town.community, name=name, **may).row
    hook = set_hook(program=program, url=f"https://{program.pk}.example/told", by=SYSTEM, at=MORNING)
    assert hook is not None
    return hook


def told(receiver: Receiver) -> list[str]:
    return [body["data"]["change"] for _url, body, _headers in receiver.got]


def test_each_step_is_told_once_and_in_order(town: Town) -> None:
    hook, receiver = hooked(town, may_see=True), Receiver()
    case = town.report("秘密的话", name="卓嘎", phone="13912345678", at=LATER).case
    town.move(case, "accept", "dispatcher", LATER)
    town.move(case, "dispatch", "dispatcher", LATER, post=town.post("worker"))
    assert [look_for_changes(at=LATER), look_for_changes(at=LATER + timedelta(minutes=5))] == [3, 0]
    assert call_due(receiver, at=LATER + timedelta(minutes=5)) == 3
    assert call_due(receiver, at=LATER + timedelta(minutes=6)) == 0
    url, body, _headers = receiver.got[1]
    assert (url, told(receiver)) == (hook.url, ["open", "accept", "dispatch"])
    assert body == {
        "type": "case.changed", "timestamp": "2026-09-21T02:01:00+00:00",
        "data": {"jurisdiction_id": "model", "number": case.label, "state": "dispatched", "change": "accept"},
    }  # fmt: skip
    assert [w for w in ("秘密", "卓嘎", "1391234") if w in str(receiver.got)] == []


def test_the_receiver_can_check_who_tells_it(town: Town) -> None:
    hook, receiver = hooked(town, may_see=True), Receiver()
    town.report(at=LATER)
    look_for_changes(at=LATER)
    call_due(receiver, at=LATER)
    headers = receiver.got[0][2]
    secret = base64.b64decode(secret_of(hook).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{headers['body']}".encode()
    right = base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    assert headers["webhook-timestamp"] == str(int(LATER.timestamp()))
    assert base64.b64encode(secret).decode() not in str(list(Hook.objects.values()))


def test_a_program_is_told_of_what_it_may_know(town: Town) -> None:
    hooked(town, "只送", may_read=False)
    own, every = hooked(town, "自己的"), hooked(town, "所有", may_see=True)
    Program.objects.filter(pk=own.program_id).update(community=town.elsewhere)
    theirs = hooked(town, "自己的二")
    town.report(at=LATER, category="staff")
    town.report(at=LATER)
    look_for_changes(at=LATER)
    assert {call.hook_id for call in Call.objects.all()} == {every.pk}
    assert Call.objects.count() == 1
    assert theirs.calls.count() == 0


def test_nothing_from_before_is_told(town: Town) -> None:
    town.report(at=MORNING - timedelta(minutes=5))
    hooked(town, may_see=True)
    assert look_for_changes(at=LATER) == 0


def test_a_change_that_was_committed_late_is_told_all_the_same(town: Town) -> None:
    hooked(town, may_see=True)
    look_for_changes(at=LATER + timedelta(minutes=10))
    town.report(at=LATER)
    assert look_for_changes(at=LATER + timedelta(minutes=11)) == 1


@pytest.mark.parametrize("trouble", [NotSent("status 500"), MayHaveGone("ReadTimeout"), RuntimeError("x")])
def test_what_did_not_arrive_is_tried_again_with_the_same_number_and_given_up_at_last(
    town: Town, trouble: Exception
) -> None:
    hook, receiver = hooked(town, may_see=True), Receiver(trouble)
    case, at = town.report(at=LATER).case, LATER
    town.move(case, "accept", "dispatcher", LATER)
    look_for_changes(at=LATER)
    for wait in WAITS:
        assert [call_due(receiver, at=at), call_due(receiver, at=at)] == [0, 0]
        at += wait
    call_due(receiver, at=at)
    assert told(receiver) == ["open"] * (len(WAITS) + 1)
    assert len({headers["webhook-id"] for _url, _body, headers in receiver.got}) == 1
    assert Call.objects.order_by("pk")[0].state == "failed"
    receiver.trouble = None
    assert call_due(receiver, at=at) == 1
    counts = told_to([hook.program])[hook.program_id]
    assert (counts.sent, counts.waiting, counts.failed) == (1, 0, 1)


def test_one_that_does_not_answer_holds_up_nobody_else(town: Town) -> None:
    hooked(town, "坏的", may_see=True)
    hooked(town, "好的", may_see=True)
    town.report(at=LATER)
    look_for_changes(at=LATER)

    class Half(Receiver):
        def call(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
            self.trouble = NotSent("down") if url == Hook.objects.earliest("pk").url else None
            super().call(url, body, headers)

    assert call_due(Half(), at=LATER) == 1


def test_an_address_that_is_refused_for_good_is_not_tried_again(town: Town) -> None:
    hooked(town, may_see=True)
    town.report(at=LATER)
    look_for_changes(at=LATER)
    receiver = Receiver(Rejected("an address within the house"))
    for _ in range(2):
        call_due(receiver, at=LATER)
    call = Call.objects.get()
    assert (len(receiver.got), call.state, call.last_error) == (1, "failed", "an address within the house")


def test_what_a_killed_worker_left_is_told_again(town: Town) -> None:
    hooked(town, may_see=True)
    town.report(at=LATER)
    look_for_changes(at=LATER)
    Call.objects.update(state="sending", claimed_at=LATER)
    assert call_due(Receiver(), at=LATER + timedelta(minutes=4)) == 0
    assert call_due(Receiver(), at=LATER + timedelta(minutes=6)) == 1


def test_a_retired_program_is_told_nothing_and_old_rows_go(town: Town) -> None:
    hook = hooked(town, may_see=True)
    town.report(at=LATER)
    look_for_changes(at=LATER)
    retire_program(program=hook.program, by=SYSTEM, at=LATER)
    assert call_due(Receiver(), at=LATER) == 0
    assert [forget_calls(at=LATER + timedelta(days=days)) for days in (29, 31)] == [0, 1]


def test_without_an_address_nothing_is_told_and_another_has_another_secret(town: Town) -> None:
    first = hooked(town, may_see=True)
    second = set_hook(program=first.program, url=first.url, by=SYSTEM, at=LATER)
    assert second is not None and secret_of(first) != secret_of(second)
    assert set_hook(program=first.program, url="", by=SYSTEM, at=LATER) is None
    assert Hook.objects.count() == 0
