"""Changing categories, limits and reply texts."""

import secrets
from datetime import datetime
from string import Formatter
from typing import Any

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from ..flows.report import REPORT
from ..models import Category, ReplyText, TimeLimit
from ..queries.around import CATEGORIES, OFFERED
from ..queries.limits import forget_limits


@transaction.atomic
def add_category(*, by: By, at: datetime, **given: Any) -> Category:
    """A new category for every community; its key is of no meaning."""
    category = Category.objects.create(key=f"own-{secrets.token_hex(4)}", **given)
    _forget()
    record(
        subject=("category", category.pk), verb="category_added", by=by, at=at, community_id=0, first=True
    )
    return category


@transaction.atomic
def change_category(*, category: Category, by: By, at: datetime, **changes: Any) -> Category:
    """Change a category's words, picture, class, order, or retire it."""
    for name, value in changes.items():
        setattr(category, name, value)
    category.save(update_fields=list(changes))
    _forget()
    record(
        subject=("category", category.pk),
        verb="category_changed",
        by=by,
        at=at,
        community_id=0,
        particulars={"columns": sorted(changes)},
    )
    return category


@transaction.atomic
def set_limit(*, place: Place, urgency: str, step: str, amount: int, unit: str, by: By, at: datetime) -> TimeLimit:
    """Set one limit for a place and all below it; cases that run keep the clocks they have."""
    row, _ = TimeLimit.objects.update_or_create(
        place=place, urgency=urgency, step=step, defaults={"amount": amount, "unit": unit}
    )
    record(
        subject=("place", place.pk),
        verb="limit_set",
        by=by,
        at=at,
        community_id=place.community_id or 0,
        particulars={"urgency": urgency, "step": step, "amount": amount, "unit": unit},
    )
    forget_limits()
    return row


@transaction.atomic
def set_reply_text(*, community: Place, transition: str, text: Words, by: By, at: datetime) -> ReplyText:
    """Set a community's own sentence; both languages and only the flow's placeholders, else ValueError."""
    if not (text.bo and text.zh):
        raise ValueError("both languages are needed")
    allowed = placeholders(REPORT.by_key[transition].sentence)
    if any(placeholders(said) != allowed for said in (text.bo, text.zh)):
        raise ValueError("the placeholders differ from the flow's")
    row, _ = ReplyText.objects.update_or_create(
        community=community, flow=REPORT.key, transition=transition, defaults={"text": text}
    )
    record(
        subject=("place", community.pk),
        verb="reply_text_set",
        by=by,
        at=at,
        community_id=community.pk,
        particulars={"transition": transition},
    )
    return row


def placeholders(sentence: str) -> set[str]:
    """The names in braces of a sentence. Raises ValueError for braces that do not match."""
    return {
        name
        for _, name, form, conversion in Formatter().parse(sentence)
        if name is not None and _plain(form, conversion)
    }


def _plain(form: str | None, conversion: str | None) -> bool:
    if form or conversion:
        raise ValueError("only plain names may stand in braces")
    return True


def _forget() -> None:
    CATEGORIES.forget()
    OFFERED.forget()
