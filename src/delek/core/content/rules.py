"""Who may write and review a page."""

from delek.core.people.models import Person
from delek.core.people.queries import Standing
from delek.core.places.models import Place

from .models import Version


def may_write(standing: Standing, place: Place) -> bool:
    return standing.may_at("policy.write", place)


def may_review(standing: Standing, place: Place) -> bool:
    return standing.may_at("policy.review", place)


def is_second_person(person: Person, version: Version) -> bool:
    """Who writes does not let it out: true unless this person wrote it."""
    return version.written_by_id != person.pk
