"""What a reporter says after their report is kept once, however often a phone sends it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ..models import Report, Saying
from .opening import Conflict


def content_of(what: str, given: Iterable[tuple[str, object]], addresses: Iterable[str]) -> str:
    """Equal for equal content, whatever the order of its parts on the wire."""
    parts = [what, sorted((name, str(value)) for name, value in given), sorted(addresses)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def once(*, report: Report, key: UUID, content: str, at: datetime, do: Callable[[], object]) -> bool:
    """Do it together with noting the key; False, and nothing done, where the same was said with this key before.

    Raises Conflict where the key was used by another report or with other content.
    """
    if _said(report, key, content):
        return False
    try:
        with transaction.atomic():
            Saying.objects.create(report=report, key=key, content_digest=content, at=at)
            do()
    except IntegrityError:
        if not _said(report, key, content):
            raise
        return False
    return True


def _said(report: Report, key: UUID, content: str) -> bool:
    earlier = Saying.objects.filter(key=key).first()
    if earlier and (earlier.report_id, earlier.content_digest) != (report.pk, content):
        raise Conflict
    return earlier is not None
