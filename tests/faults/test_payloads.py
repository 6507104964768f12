"""S7: what somebody writes into any field of any form comes out as words, on every page, in every message.

The forms are found by following links and read from the pages themselves: a new form is taken in by itself.
"""

import json
import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from delek.core.timeline.actions import Delivery
from tests.faults.parsed import alive
from tests.faults.payloads import MARK, every, ours, pages
from tests.permissions.crawl import reach, route_of
from tests.permissions.towns import Towns, standing
from tests.town import jpeg

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
ROOMS = (
    "/",
    "/report",
    "/policies",
    "/staff",
    "/privacy",
    "/wrong-word",
    "/start",
    "/desk/?view=work",
    "/desk/",
    "/field/",
    "/manage/",
    "/account/2fa/",
)
WRITERS = ("secretary", "administrator", "chief", "worker", "superior", "dispatcher")
ROUNDS, MOST = 4, 30
READERS = ("nobody", "secretary", "administrator")


@pytest.fixture(scope="module")
def towns(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Towns]:
    with standing(django_db_blocker) as built:
        yield built


class Forms(HTMLParser):
    """The forms of a page: where they go, and each field with its kind, its value and its most characters."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, tuple[str, str, int]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.found.append((given.get("action", ""), {}))
        name = given.get("name", "")
        if not self.found or not name or tag not in ("input", "textarea", "select", "option", "button"):
            return
        kind = {"textarea": "text", "select": "select"}.get(tag, given.get("type", "text"))
        if kind not in ("file", "submit", "checkbox") and (kind != "radio" or "checked" in given):
            self.found[-1][1][name] = (kind, given.get("value", ""), int(given.get("maxlength") or 2000))


def forms(page: str) -> list[tuple[str, dict[str, tuple[str, str, int]]]]:
    reading = Forms()
    reading.feed(page)
    return reading.found


def html(answer: Any) -> str:
    """The page; nothing where it is a picture or another file."""
    return answer.content.decode() if "html" in answer.get("Content-Type", "") else ""


def filled(fields: dict[str, tuple[str, str, int]], page: str, turn: int) -> dict[str, str]:
    """Every text field with a payload that fits it, the rest as it stands."""
    said, words = {}, every()
    for place, (name, (kind, value, most)) in enumerate(fields.items()):
        fits = [w for w in words if len(w) <= min(most, 80 if most < 100 else 2000)]
        said[name] = fits[(turn * 37 + place * 11) % len(fits)] if kind in ("text", "search", "tel", "url") else value
        if kind == "select":
            options = re.search(rf'<select[^>]*name="{re.escape(name)}".*?</select>', page, re.S)
            values = re.findall(r'<option value="([^"]+)"', options[0]) if options else []
            said[name] = values[turn % len(values)] if values else ""
    return said


def test_there_are_enough_of_them() -> None:
    assert len(ours()) >= 200
    assert [p for p in ours() if MARK not in p.replace("&#120;", "x").replace("\u0301", "")] == []


def test_what_residents_write_comes_out_as_words(towns: Towns) -> None:
    """Reports, answers, words on the result, wrong words, questions: then every page that shows them."""
    town, desk = towns.town, towns.client("secretary")
    for turn, text in enumerate(pages()):
        short = [w for w in every() if len(w) <= 80][turn::40]
        fields = {"submission_id": str(uuid.uuid4()), "at": town.code(11), "description": text, "name": short[0],
                  "phone": "13900000001"}  # fmt: skip
        answer = Client().post("/report", fields, headers={"Accept": "application/json"})
        assert answer.status_code in (201, 422), answer.content
        if answer.status_code == 422:  # a null character is refused; then without it
            assert Client().post("/report", {k: v.replace("\0", "") for k, v in fields.items()}).status_code == 303
            continue
        link = answer.json()["url"].split("?")[0]
        Client().post(f"{link}/answer", {"text": text})
        shown = [Client().get(path).content.decode() for path in (link, f"{link}/receipt", f"{link}.json")]
        shown.append(Client().post("/report", fields | {"phone": short[0], "photos": ""}).content.decode())
        shown.append(Client().post("/wrong-word", {"text": text}).content.decode())
        shown += [desk.get(f"/desk/queue?q={short[0]}").content.decode()]
        assert [alive(page) for page in shown if alive(page)] == []
    everywhere(towns)


@pytest.mark.parametrize("writer", WRITERS)
def test_what_staff_write_into_any_form_comes_out_as_words(towns: Towns, writer: str) -> None:
    client, sent, done = towns.client(writer), 0, set[str]()
    for path in sorted(reach(client, ROOMS)):
        page = html(client.get(path))
        for action, fields in forms(page):
            goal = action or path
            key = f"{route_of(goal)} {sorted(fields)}"
            if key in done or goal.startswith("/account/") or not [k for k, *_ in fields.values() if k == "text"]:
                continue
            done.add(key)
            for turn in range(ROUNDS):
                answer = client.post(goal, filled(fields, page, turn + len(done)))
                assert answer.status_code < 500, (goal, answer.status_code)
                assert alive(html(answer)) == []
                sent += 1
    assert sent or writer in ("chief", "worker")
    everywhere(towns, writer)


def everywhere(towns: Towns, *more: str) -> None:
    """Every page that anybody reaches, and every message that waits."""
    bad = []
    for role in {*READERS, *more}:
        client = towns.client(role)
        for path in sorted(reach(client, ROOMS))[:MOST]:
            answer = client.get(path)
            bad += [(role, path, found) for found in alive(html(answer))]
            assert MARK not in json.dumps(dict(answer.headers))
    assert bad == []
    assert [row.text for row in Delivery.objects.all() if MARK in row.text] == []


def test_the_reader_of_pages_knows_what_is_alive() -> None:
    living = [
        p
        for p in ours()
        if p.startswith(("<script", "<img", "<details", "<input", "<iframe", "<a ", "<object", "<base"))
    ]
    assert [p for p in living if not alive(p)] == []
    assert alive('<script src="/static/a.js"></script><a href="/r/x">a</a><a href="tel:110">110</a>') == []


def test_a_file_with_a_payload_for_a_name_is_named_in_words(towns: Towns) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    name = '"><img src=x onerror=xq7(1)>.jpg'
    files = [SimpleUploadedFile(name, b"no photo", "image/jpeg"), SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")]
    fields: dict[str, Any] = {"submission_id": str(uuid.uuid4()), "description": "x", "photos": files}
    answer = Client().post("/report", fields | {"at": towns.town.code(11)})
    assert answer.status_code == 422
    assert alive(answer.content.decode()) == []
