"""The lists that somebody keeps for themselves."""

from delek.core.people.models import Person

from ..models import SavedFilter


def saved_by(person: Person) -> list[SavedFilter]:
    """A person's own lists in the order in which they were first saved."""
    return list(SavedFilter.objects.filter(person=person).order_by("pk"))
