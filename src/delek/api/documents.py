"""The OpenAPI documents of both interfaces. tests/api/test_documents.py holds them against what is answered."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from delek.core.cases.flows import REPORT

from .answers import write
from .door import Asked

TEXT, WHOLE, NUMBER, TRUTH = ({"type": kind} for kind in ("string", "integer", "number", "boolean"))
MOMENT = {"type": "string", "format": "date-time"}
FORM = {"type": "string", "enum": ["json", "xml"]}
PAGES = (("page", WHOLE | {"minimum": 1}), ("page_size", WHOLE | {"minimum": 1, "maximum": 1000}))
LANGUAGE = ("locale", {"type": "string", "enum": ["bo", "zh-hans", "en"]})
WHERE = (("lat", NUMBER), ("long", NUMBER))
SPAN = (("start_date", MOMENT), ("end_date", MOMENT))
COMMON = (("jurisdiction_id", TEXT), ("api_key", TEXT), LANGUAGE)
SENT = (
    ("service_code", TEXT), *WHERE, ("address_id", TEXT), ("address_string", TEXT), ("description", TEXT),
    ("first_name", TEXT), ("last_name", TEXT), ("phone", TEXT), ("email", TEXT), ("account_id", TEXT),
    ("device_id", TEXT), ("media_url", TEXT), ("attribute[about]", TEXT), ("submission_id", TEXT),
)  # fmt: skip
SAID = (("service_request_id", TEXT), ("description", TEXT), ("update_id", TEXT), ("status", TEXT))
WRONG = {
    400: "Something is missing or cannot be understood", 401: "No key", 403: "The key may not do this",
    404: "Not found", 405: "Another method", 409: "The number was used for something else",
    413: "Too large", 415: "Not a form", 429: "Too many; Retry-After says when", 503: "Not available just now",
    507: "No room",
}  # fmt: skip


def own(asked: Asked) -> HttpResponse:
    filters = ("changed_from", "changed_to", "opened_from", "opened_to")
    narrowed = (*((name, MOMENT) for name in filters), ("category", TEXT), ("place", TEXT), ("open", TRUTH))
    cases = {"type": "object", "properties": {"cases": _list(_ref("Case"))}, "required": ["cases"]}
    paths = {
        "/api/v1/cases": {"get": _operation("list_cases", query=[*narrowed, *PAGES, LANGUAGE], answer=cases)},
        "/api/v1/cases/{number}": {
            "get": _operation("one_case", path=["number"], query=[LANGUAGE], answer=_ref("Case"))
        },
    }
    return write("json", "openapi", _document("Matters of one's own place", paths, {"Case": case_schema()}))


def georeport(asked: Asked) -> HttpResponse:
    base, many = "/open311/v2", _list({"type": "object"})
    narrowed = (("service_request_id", TEXT), ("service_code", TEXT), ("status", TEXT), *SPAN,
                ("updated_after", MOMENT), ("updated_before", MOMENT), *WHERE, ("radius", WHOLE), *PAGES)  # fmt: skip
    updates = (("service_request_id", TEXT), *SPAN, *PAGES)

    def get(name: str, *query: tuple[str, Any], path: Sequence[str] = (), answer: Any = many) -> dict[str, Any]:
        return _operation(name, path=[*path, "form"], query=[*COMMON, *query], answer=answer)

    def post(name: str, form: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        return _operation(name, path=["form"], form=[*COMMON, *form], answer=many)

    paths = {
        f"{base}/discovery.{{form}}": {"get": get("discovery", answer={"type": "object"})},
        f"{base}/services.{{form}}": {"get": get("services")},
        f"{base}/services/{{code}}.{{form}}": {"get": get("definition", path=["code"], answer={"type": "object"})},
        f"{base}/requests.{{form}}": {"get": get("requests", *narrowed), "post": post("send", SENT)},
        f"{base}/requests/{{number}}.{{form}}": {"get": get("request", path=["number"])},
        f"{base}/tokens/{{token}}.{{form}}": {"get": get("token", path=["token"])},
        f"{base}/servicerequestupdates.{{form}}": {"get": get("updates", *updates), "post": post("say", SAID)},
    }
    return write("json", "openapi", _document("Open311 GeoReport v2", paths, {}))


def case_schema() -> dict[str, Any]:
    """What seeing.shaped answers."""
    states = [state.key for state in REPORT.states]
    properties = {
        "number": TEXT, "state": TEXT | {"enum": states}, "stage": WHOLE, "open": TRUTH, "urgency": TEXT,
        "category": _object(key=TEXT, name=TEXT) | {"type": ["object", "null"]},
        "place": _object(key=TEXT, kind=TEXT, number=WHOLE, name=TEXT), "joined_to": _perhaps(TEXT),
        "opened_at": MOMENT, "changed_at": MOMENT, "due_at": _perhaps(MOMENT), "closed_at": _perhaps(MOMENT),
        "solved": _perhaps(TEXT), "returned": WHOLE, "reworked": WHOLE, "postponed": WHOLE, "reopened": WHOLE,
    }  # fmt: skip
    return _object(**properties)


def _document(title: str, paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0", "info": {"title": title, "version": "1"}, "servers": [{"url": settings.ORIGIN}],
        "paths": paths, "security": [{"bearer": []}],
        "components": {"schemas": schemas, "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


def _operation(
    name: str, *, path: Sequence[str] = (), query: Sequence[tuple[str, Any]] = (),
    form: Sequence[tuple[str, Any]] = (), answer: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    parameters = [{"name": part, "in": "path", "required": True, "schema": FORM if part == "form" else TEXT}
                  for part in path]  # fmt: skip
    parameters += [{"name": part, "in": "query", "required": False, "schema": schema} for part, schema in query]
    good = {"description": "As asked", "content": {"application/json": {"schema": answer}}}
    told: dict[str, Any] = {
        "operationId": name, "parameters": parameters,
        "responses": {"200": good} | {str(code): {"description": said} for code, said in WRONG.items()},
    }  # fmt: skip
    if form:
        body = {"schema": {"type": "object", "properties": dict(form)}}
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
        told["requestBody"] = {"required": True, "content": dict.fromkeys(kinds, body)}
        told["responses"]["201"] = good
    return told


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _perhaps(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"type": [schema["type"], "null"]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
