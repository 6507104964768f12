"""The OpenAPI documents say what there is, and whatever is asked after them is answered as they say: never a 5xx.

``DELEK_REQUESTS`` sends more (quality.md S2).
"""

import os
import random
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime

from delek.foundation.clock import now
from tests.faults.payloads import every
from tests.permissions.crawl import routes
from tests.town import Town

from .programs import HERE, Sending, let_in, tell

DOCUMENTS = ("/api/v1/openapi.json", "/open311/v2/openapi.json")
REQUESTS = int(os.environ.get("DELEK_REQUESTS", "300"))
SEEDS = 3
ODD = [*every()[::5], "", "-1", "9" * 40, "0", "\0", "x" * 6000, "2026-02-30T25:00:00Z", "true", "²", "1e999"]


def document(address: str) -> dict[str, Any]:
    return dict(Client().get(address).json())


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, told) for address in DOCUMENTS for path, ways in document(address)["paths"].items()
            for method, told in ways.items()]  # fmt: skip


def test_every_route_stands_in_a_document_and_every_path_is_a_route(db: Any) -> None:
    told = {re.sub(r"\{\w+\}", "{}", path) for path, _method, _told in operations()}
    known = {"/" + re.sub(r"<[^>]+>", "{}", route) for route, _ in routes() if route.startswith(("api/", "open311/v2"))}
    ours = {"/open311/v2/{}", "/open311/v2/{}.json", *DOCUMENTS}
    assert known - ours == told


def test_a_case_is_answered_as_its_schema_says(town: Town) -> None:
    seeing = let_in(town.community, may_see=True)
    leading, joined, plain = (town.report().case for _ in range(3))
    town.move(joined, "join", "dispatcher", now(), case=leading)
    type(plain).objects.filter(pk=plain.pk).update(category=None)
    schema = document(DOCUMENTS[0])["components"]["schemas"]["Case"]
    rows = Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {seeing.key}"}).json()["cases"]
    assert len(rows) == 3
    assert [wrong for row in rows if (wrong := strange(row, schema))] == []


KINDS: Mapping[str, Any] = {
    "string": str, "integer": int, "boolean": bool, "object": dict, "null": type(None), "number": (int, float),
}  # fmt: skip


def strange(value: Any, schema: Mapping[str, Any], name: str = "") -> list[str]:
    """What of a value is not as the schema says."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{name} is {value!r}"]
    found = [f"{name} is {value!r}"] if value not in schema.get("enum", [value]) else []
    if value is not None and schema.get("format") == "date-time" and parse_datetime(value) is None:
        found.append(f"{name} is no moment")
    if isinstance(value, dict):
        properties = schema["properties"]
        found += [f"{name}.{key}" for key in {*properties} ^ {*value}]
        for key in {*properties} & {*value}:
            found += strange(value[key], properties[key], f"{name}.{key}")
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_asked_after_the_documents_is_answered_as_they_say(town: Town, settings: Any, seed: int) -> None:
    settings.FLOOD_LIMITS = {}
    chance = random.Random(seed)
    programs = [let_in(town.community, may_see=True, per_minute=10**6, per_day=10**6), let_in(town.elsewhere)]
    case = programs[0].send()
    tell(town, case)
    good = [case.label, "lamp", "staff", "model", "model-point-10", *HERE.values(), programs[0].key, "2026-01-01"]
    ways, wrong = operations(), []
    for _ in range(REQUESTS // SEEDS):
        path, method, told = chance.choice(ways)
        answer = ask(chance, programs, path, method, told, good)
        if answer.status_code >= 500 or str(answer.status_code) not in told["responses"]:
            wrong.append((method, path, answer.status_code))
    assert wrong == []


def ask(
    chance: random.Random, programs: list[Sending], path: str, method: str, told: dict[str, Any], good: list[str]
) -> Any:
    """One request with a value, fitting or odd, for some of what the document names."""

    def value(schema: Mapping[str, Any]) -> str:
        return str(chance.choice([*schema.get("enum", good), *good, "1", "2", chance.choice(ODD)]))

    fields = {}
    for parameter in told["parameters"]:
        if parameter["in"] == "path":
            said = value(parameter["schema"]).replace("/", "").replace("?", "").replace("#", "") or "x"
            path = path.replace(f"{{{parameter['name']}}}", said.replace("%", ""))
        elif chance.random() < 0.4:
            fields[parameter["name"]] = value(parameter["schema"])
    headers = {"Authorization": f"Bearer {chance.choice(programs).key}"} if chance.random() < 0.8 else {}
    if method == "get":
        return Client().get(path, fields, headers=headers)
    properties = told["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    for name, schema in properties.items():
        if chance.random() < 0.5:
            fields[name] = value(schema)
    return Client().post(path, fields, headers=headers)
