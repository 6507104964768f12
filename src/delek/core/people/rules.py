"""Who may give what, and who may let somebody in again (decision 7)."""

from .queries import Standing

WATCHED = frozenset({"case.read", "case.about_staff", "audit.read", "message.read"})
"""Who holds one of these reads what residents said. Nobody gives it who does not hold it."""


def is_watched(capability: str) -> bool:
    return capability in WATCHED or capability.startswith("manage.")


def covers(standing: Standing, other: Standing) -> bool:
    """Whether somebody holds all that another's posts let them read or manage, where they hold it."""
    needed = ((c, post.place) for post in other.posts for c in post.kind.capabilities if is_watched(c))
    return all(standing.may_at(capability, place) for capability, place in needed)


def may_give_password(standing: Standing, other: Standing, *, has_factor: bool) -> bool:
    """True where a new password opens nothing the giver may not read: their own second factor still guards it."""
    return standing.person.pk != other.person.pk and (has_factor or covers(standing, other))


def may_reset_factor(standing: Standing, other: Standing) -> bool:
    """True where whoever takes the second factor away does not also know the password."""
    known = other.person.must_change_password
    return standing.person.pk != other.person.pk and (not known or covers(standing, other))
