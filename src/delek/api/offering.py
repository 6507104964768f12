"""What can be asked for: discovery, the services, and what one of them asks beside the words."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from delek.core.cases.queries import filing_categories

from .answers import FORMS, Trouble, write
from .door import Asked

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-27T00:00:00Z"
"""When the interface last changed."""
ABOUT = "about"
"""The attribute of the services that are about a member of staff: the same question as the report page asks."""


def discovery(asked: Asked) -> HttpResponse:
    endpoint = {
        "specification": SPECIFICATION, "url": f"{settings.ORIGIN}/open311/v2", "changeset": CHANGED,
        "type": "test" if settings.DEMO else "production", "formats": [f.split(";")[0] for f in FORMS.values()],
    }  # fmt: skip
    told = {
        "changeset": CHANGED, "contact": gettext("Ask the community office for a key."),
        "key_service": gettext("Ask the community office for a key."), "endpoints": [endpoint],
    }  # fmt: skip
    return write(asked.form, "discovery", told)


def list_offered(asked: Asked) -> HttpResponse:
    """Every kind of matter that may be reported, in the language asked for."""
    _ = asked.community
    rows = filing_categories()
    names: dict[int | None, str] = {row.pk: named(row) for row in rows}
    return write(asked.form, "services", [_offered(row, names.get(row.parent_id, "")) for row in rows])


def define(asked: Asked, code: str) -> HttpResponse:
    """The attributes of one service; most have none."""
    _ = asked.community
    row = find(code)
    attributes = [_about_whom()] if row.about_staff else []
    return write(asked.form, "service_definition", {"service_code": row.key, "attributes": attributes})


def find(code: str) -> Any:
    """The category with this code. Raises Trouble where there is none."""
    row = next((row for row in filing_categories() if row.key == code), None)
    if row is None:
        raise Trouble(404, "service_code was not found.")
    return row


def named(row: Any) -> str:
    """A category, a place: whatever has a name, in the language asked for."""
    return str(row.name.within(get_language() or "zh-hans"))


def _offered(row: Any, group: str) -> dict[str, Any]:
    other = [said for said in (row.name.zh, row.name.bo, row.name.en) if said and said != named(row)]
    return {
        "service_code": row.key, "service_name": named(row), "description": named(row), "metadata": row.about_staff,
        "type": "realtime", "keywords": ", ".join(other), "group": group,
    }  # fmt: skip


def _about_whom() -> dict[str, Any]:
    return {
        "variable": True, "code": ABOUT, "datatype": "string", "required": False, "order": 1,
        "datatype_description": gettext("In your own words: a name, a post, what they look like"),
        "description": gettext("Who is it?"), "values": [],
    }  # fmt: skip

