"""Ready words: which there are, and which fit a step of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from delek.core.places.models import Place

from ..flows import FLOWS, Flow, Need, Transition
from ..models import Case, ReplyTemplate

BACK = timedelta(days=7)
TYPED = ("reason", "question", "answer")
"""What staff write in both languages, where a step asks for it."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A step for which words can be ready. ``name``: flow and step; ``asks``: what is typed, empty: the sentence."""

    flow: Flow
    step: Transition

    @property
    def name(self) -> str:
        return f"{self.flow.key}.{self.step.key}"

    @property
    def asks(self) -> str:
        return asked_by(self.step)


def asked_by(step: Transition) -> str:
    """The words a step asks for: ``reason``, ``question``, ``answer`` or none."""
    return next((name for name in TYPED if Need(name) in step.needs), "")


def answerable() -> list[Answerable]:
    """Every step of staff of which residents read something, flow by flow."""
    return [Answerable(f, t) for f in FLOWS.values() for t in f.transitions if t.sentence and not t.by_resident]


def reply_templates(community: Place) -> list[ReplyTemplate]:
    """Those that count, step by step."""
    rows = ReplyTemplate.objects.filter(community=community, retired_at=None).select_related("community", "category")
    return list(rows.order_by("flow", "transition", "position", "pk"))


def dropped_templates(community: Place, at: datetime) -> list[ReplyTemplate]:
    """Those that were dropped within the last week and can be taken back."""
    rows = ReplyTemplate.objects.filter(community=community, retired_at__gt=at - BACK)
    return list(rows.select_related("community", "category"))


def templates_for(case: Case, step: Transition) -> list[ReplyTemplate]:
    """What is ready for a step of a case: for its very category first, then for the one above it, then for any."""
    of = [case.category.pk, case.category.parent_id] if case.category else []
    fits = Q(category=None) | Q(category__in=[pk for pk in of if pk])
    rows = ReplyTemplate.objects.filter(
        fits, community=case.community_id, flow=case.flow, transition=step.key, retired_at=None
    )
    order = [*of, None]
    return sorted(rows, key=lambda row: order.index(row.category_id))
