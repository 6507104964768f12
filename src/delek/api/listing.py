"""GET requests: what the office let everybody know, and how those go that the key itself brought."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext

from delek.core.cases.flows import FLOWS
from delek.core.cases.queries import report_by_token
from delek.core.partners.queries import Seen, is_open, seen_cases, stage_of
from delek.core.partners.queries.reading import numbered

from .answers import Trouble, write
from .door import Asked
from .filters import label_of, narrowed, page_of
from .offering import named


def list_requests(asked: Asked) -> HttpResponse:
    community, wanted = asked.community, narrowed(asked)
    seen = seen_cases(community, asked.program, narrowed=wanted, most=page_of(asked.given), at=asked.at)
    return write(asked.form, "service_requests", [shaped(one) for one in seen])


def one_request(asked: Asked, number: str) -> HttpResponse:
    """A list of one, as GeoReport wants it. Raises Trouble where it may not be read, or is not there: alike."""
    label = label_of(number)
    wanted = numbered([label] if label else [])
    seen = seen_cases(asked.community, asked.program, narrowed=wanted, most=(0, 1), at=asked.at)
    if not seen:
        raise Trouble(404, "service_request_id was not found.")
    return write(asked.form, "service_requests", [shaped(seen[0])])


def by_token(asked: Asked, token: str) -> HttpResponse:
    """The number of a report by its reporter's token, which nobody can guess."""
    report = report_by_token(token, asked.at)
    if report is None:
        raise Trouble(404, "token was not found.")
    told = {"service_request_id": report.case.label, "token": token}
    return write(asked.form, "service_requests", [told])


def shaped(seen: Seen) -> dict[str, Any]:
    """One request as it is answered. The position is that of the place, never the reporter's."""
    case, place = seen.case, seen.case.place
    stage = gettext(FLOWS[case.flow].state_by_key[stage_of(seen)].name)
    return {
        "service_request_id": case.label, "status": "open" if is_open(seen) else "closed",
        "extended_status": stage_of(seen), "status_notes": worded(seen.said) or stage,
        "service_name": named(case.category) if case.category else "",
        "service_code": case.category.key if case.category else "", "description": worded(seen.text),
        "agency_responsible": named(case.community), "service_notice": None, "requested_datetime": case.opened_at,
        "updated_datetime": seen.leading.changed_at, "expected_datetime": seen.due_at, "address": named(place),
        "address_id": place.key, "zipcode": None, "lat": place.latitude, "long": place.longitude, "media_url": None,
    }  # fmt: skip


def worded(words: Any) -> str:
    return str(words.within(get_language() or "zh-hans"))
