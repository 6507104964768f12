"""Lists of the desk that a person gives a name, for themselves alone."""

from datetime import datetime

from delek.core.people.models import Person
from delek.foundation.words import clean

from ..models import SavedFilter
from .moving import Declined

MOST, LONGEST = 12, 40


def save_filter(*, person: Person, name: str, query: str, at: datetime) -> SavedFilter:
    """Keep a list under a name; the same name again holds the new list. Raises Declined: no name, or too many."""
    called = _named(name)
    known = SavedFilter.objects.filter(person=person)
    if known.exclude(name=called).count() >= MOST:
        raise Declined("many")
    row, _new = SavedFilter.objects.update_or_create(
        person=person, name=called, defaults={"query": query, "saved_at": at}
    )
    return row


def rename_filter(*, saved: SavedFilter, name: str) -> None:
    """Give a list another name. Raises Declined where there is none, or another list has it."""
    called = _named(name)
    if SavedFilter.objects.filter(person=saved.person_id, name=called).exclude(pk=saved.pk).exists():
        raise Declined("taken")
    SavedFilter.objects.filter(pk=saved.pk).update(name=called)


def drop_filter(*, saved: SavedFilter) -> None:
    """Let it go; whoever takes that back saves it again."""
    SavedFilter.objects.filter(pk=saved.pk).delete()


def _named(name: str) -> str:
    called = " ".join(clean(name).split())[:LONGEST]
    if not called:
        raise Declined("missing", ["name"])
    return called
