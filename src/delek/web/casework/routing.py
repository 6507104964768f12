"""What the community's lines suggest when somebody is sent or a matter is passed up."""

from collections.abc import Sequence
from typing import Any

from .nearby import Hand

ROUTED = {"dispatch", "escalate"}


def first_by(route: Any, hands: list[Hand]) -> list[Hand]:
    """Those on duty in the post that the line names come first; else the order stays as it was."""
    return sorted(hands, key=lambda hand: not _meant(route, hand))


def followed_by(route: Any, hands: Sequence[Hand], places: Sequence[Any]) -> bool:
    """Whether the line names somebody who can be chosen now."""
    by_place = any(route and place.pk == route.above_id for place in places)
    return by_place or any(_meant(route, hand) for hand in hands)


def follows(route: Any, post: Any, place: Any) -> bool:
    """Whether what was chosen is what the line names."""
    return bool(route and ((post and post.kind_id == route.kind_id) or (place and place.pk == route.above_id)))


def _meant(route: Any, hand: Hand) -> bool:
    return bool(route and hand.is_on and hand.post.kind_id == route.kind_id)
