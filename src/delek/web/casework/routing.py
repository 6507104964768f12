"""What the community's lines suggest when somebody is sent or a matter is passed up."""

from collections.abc import Sequence
from typing import Any, TypeVar

from .nearby import Hand

T = TypeVar("T")
ROUTED = {"dispatch", "escalate"}


def first_by(route: Any, offered: Sequence[T]) -> list[T]:
    """Those on duty in the post that the line names, or the place it names, come first; else the order stays."""
    return sorted(offered, key=lambda one: not _meant(route, one))


def followed_by(route: Any, hands: Sequence[Hand], places: Sequence[Any]) -> bool:
    """Whether the line names somebody who can be chosen now."""
    return any(_meant(route, one) for one in (*hands, *places))


def follows(route: Any, post: Any, place: Any) -> bool:
    """Whether what was chosen is what the line names."""
    return bool(route and ((post and post.kind_id == route.kind_id) or (place and place.pk == route.above_id)))


def _meant(route: Any, offered: Any) -> bool:
    if isinstance(offered, Hand):
        return offered.is_on and follows(route, offered.post, None)
    return follows(route, None, offered)
