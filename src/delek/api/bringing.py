"""POST requests: what a program brings goes through the same form and the same verb as the report page."""

import hmac
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from delek.core.cases.actions import Conflict, Opened, Submission
from delek.core.cases.forms import ReportForm
from delek.core.media.actions import Taken, Upload, take_each
from delek.core.media.sandbox import MAX_PHOTO_BYTES, Refused
from delek.core.partners.actions import bring
from delek.foundation.ids import receipt_secret
from delek.foundation.words import clean

from .answers import Trouble, write
from .door import Asked
from .limits import check_day
from .locating import Located, locate
from .offering import ABOUT, find

MOST_PHOTOS, MOST_VOICES, MOST_BYTES = 5, 1, 48 * 1024 * 1024
SENDERS = ("email", "account_id", "device_id", "phone")
"""What tells one sender from another where no key for repeating came."""
NOT_FETCHED = "media_url is not fetched. Send the files themselves, as media in multipart/form-data."


def send(asked: Asked) -> HttpResponse:
    """Take a report: 201, or 200 for the very same again; the number is there at once."""
    check_writer(asked)
    category = find(needed(asked, "service_code"))
    located = locate(asked)
    files = files_of(asked)
    form = ReportForm(_fields(asked, located, files), offered=[category], place=located.place, shown=bool(files))
    if not form.is_valid():
        raise Trouble(400, *(f"{name}: {text}" for name, texts in form.errors.items() for text in texts))
    submission = _submission(asked, form, located.place, files)
    try:
        opened = bring(program=asked.program, submission=submission, at=asked.at)
    except Conflict:
        raise Trouble(409, "This key was used for another request. Send this one with a key of its own.") from None
    return _receipt(asked, opened)


def check_writer(asked: Asked) -> None:
    """Raises Trouble where there is no key, or it may not bring anything, or not so much."""
    if asked.program is None:
        raise Trouble(403, "api_key was not provided.")
    if not asked.program.may_write:
        raise Trouble(403, "This api_key may read, not send.")
    _ = asked.community
    check_day(asked.program, asked.at - timedelta(days=1))


def files_of(asked: Asked) -> list[Taken]:
    """Every file that came, under any name: checked by its content and stored. Raises Trouble for one refused."""
    uploads = [file for _name, files in asked.request.FILES.lists() for file in files]
    voices = [file for file in uploads if (file.content_type or "").startswith("audio/")]
    if len(voices) > MOST_VOICES or len(uploads) - len(voices) > MOST_PHOTOS:
        raise Trouble(400, f"At most {MOST_PHOTOS} photos and {MOST_VOICES} recording.")
    if sum(file.size for file in uploads) > MOST_BYTES or any(file.size > MAX_PHOTO_BYTES for file in uploads):
        raise Trouble(413, f"A file may have {MAX_PHOTO_BYTES >> 20} MB, all together {MOST_BYTES >> 20} MB.")
    results = take_each([Upload(file.name, file.read(), "voice" if file in voices else "photo") for file in uploads])
    refused = [f"{file.name}: {result.reason}" for file, result in zip(uploads, results, strict=True)
               if isinstance(result, Refused)]  # fmt: skip
    if refused:
        raise Trouble(400, *refused)
    return list({taken.address: taken for taken in results if isinstance(taken, Taken)}.values())


def key_for(asked: Asked, what: str, *content: str, names: tuple[str, ...] = ("submission_id",)) -> UUID:
    """The number under which something is kept once.

    It comes from ``Idempotency-Key`` or the fields of these names. Without any, but with a sender, it is that of all
    that was sent: the same words of the same sender are one report. Without a sender each request is its own. Nobody
    can reckon another program's number.
    """
    given = [asked.request.headers.get("Idempotency-Key", ""), *(asked.given.get(name, "") for name in names)]
    said = next((value for value in given if value), "")
    if not said and any(asked.given.get(name) for name in SENDERS):
        told = {name: value for name, value in asked.given.items() if name not in ("api_key", "locale", "lang")}
        said = json.dumps([sorted(told.items()), *content], ensure_ascii=False)
    secret = f"{what} {asked.program.pk} {said}".encode() if said else receipt_secret()
    return UUID(bytes=hmac.digest(settings.RECEIPT_KEY, b"program" + secret, "sha256")[:16], version=4)


def needed(asked: Asked, name: str) -> str:
    value = asked.given.get(name, "").strip()
    if not value:
        raise Trouble(400, f"{name} was not provided.")
    return value


def _fields(asked: Asked, located: Located, files: list[Taken]) -> dict[str, Any]:
    given = asked.given
    words = [clean(given.get("description", "")), located.words]
    return {
        "submission_id": str(key_for(asked, "report", *(file.address for file in files))),
        "category": given["service_code"].strip(),
        "description": "\n\n".join(part for part in words if part), "phone": given.get("phone", ""),
        "name": " ".join(part for part in (given.get("first_name", ""), given.get("last_name", "")) if part.strip()),
        "about": given.get(f"attribute[{ABOUT}]", ""),
    }  # fmt: skip


def _submission(asked: Asked, form: ReportForm, place: Any, files: list[Taken]) -> Submission:
    told = form.cleaned_data
    return Submission(
        submission_id=told["submission_id"], community=asked.community, place=place, files=files,
        language=get_language() or "zh-hans", description=told["description"], category=told["category"],
        name=told["name"], phone=told["phone"], about=told["about"] if told["category"].about_staff else "",
    )  # fmt: skip


def _receipt(asked: Asked, opened: Opened) -> HttpResponse:
    notice = NOT_FETCHED if asked.given.get("media_url") else ""
    told = {
        "service_request_id": opened.report.case.label, "token": opened.token, "service_notice": notice,
        "account_id": asked.given.get("account_id", ""),
    }  # fmt: skip
    return write(asked.form, "service_requests", [told], status=201 if opened.created else 200)
