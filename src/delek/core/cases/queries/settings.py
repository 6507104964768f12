"""Reading what a community may set."""

from dataclasses import dataclass

from django.db.models import Q

from delek.core.places.models import Place
from delek.foundation.words import Words

from ..flows import FLOWS, Flow
from ..flows.messages import ANY_OTHER, OPENED, PREFIX, messages_of
from ..models import Category, ReplyText, TimeLimit


def all_categories() -> list[Category]:
    return list(Category.objects.order_by("retired", "tile", "pk"))


def limits_of(place: Place) -> list[TimeLimit]:
    """The general limits, each replaced by the place's own where it has one."""
    rows = TimeLimit.objects.filter(Q(place=None) | Q(place=place)).order_by("pk")
    found: dict[tuple[str, str], TimeLimit] = {}
    for row in sorted(rows, key=lambda r: r.place_id is not None):
        found[row.urgency, row.step] = row
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that a community may set: what the resident's page says of a step, or a message that goes out.

    ``flow``, ``step`` and ``sentence`` are message ids of the catalogues.
    """

    flow: Flow
    key: str
    step: str
    sentence: str

    @property
    def name(self) -> str:
        return f"{self.flow.key}.{self.key}"

    @property
    def goes_out(self) -> bool:
        return self.key.startswith(PREFIX)


def texts() -> list[Text]:
    """Every one of every flow: the sentences of its page in the order of its steps, then its messages."""
    return [text for flow in FLOWS.values() for text in (*_sentences(flow), *_messages(flow))]


def _sentences(flow: Flow) -> list[Text]:
    return [Text(flow, t.key, t.name, t.sentence) for t in flow.transitions if t.sentence]


def _messages(flow: Flow) -> list[Text]:
    steps = {PREFIX + t.key: t.name for t in flow.transitions}
    steps |= {f"{PREFIX}open": OPENED, f"{PREFIX}news": ANY_OTHER}
    return [Text(flow, key, steps[key], message) for key, message in messages_of(flow.key).items()]


def own_texts(community: Place) -> dict[str, Words]:
    """A community's own, by the name of their text."""
    rows = ReplyText.objects.filter(community=community)
    return {f"{row.flow}.{row.transition}": row.text for row in rows}


def own_text(community_id: int, flow: str, key: str) -> Words | None:
    row = ReplyText.objects.filter(community=community_id, flow=flow, transition=key).first()
    return row.text if row else None
