"""A second person lets out what was written, or sends it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from delek.core.people.queries import Standing
from delek.core.timeline.actions import person

from ..models import FACTS, NEEDED, Edition, Page, Verdict, Version
from ..queries import editions_of, lacking, page_for, waiting
from ..queries.search import index
from ..rules import is_second_person, may_review
from .writing import tell


class Declined(Exception):
    """This person may not, or there is nothing to judge any more; ``why`` is a key."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OneLanguage(Exception):
    """Tibetan or Chinese would be missing or behind; ``languages`` says which. It is let out alone only on purpose."""

    def __init__(self, languages: Sequence[str]) -> None:
        super().__init__(*languages)
        self.languages = languages


@transaction.atomic
def approve(
    *, page: Page, numbers: dict[str, int], standing: Standing, at: datetime, alone: bool = False
) -> list[Version]:
    """Let out the parts named, each in the version that was read; all of them, or none: Declined or OneLanguage.

    ``alone``: the reviewer knows that the other language is missing or behind, and that the page will say so.
    """
    versions = _judged(page, numbers, standing)
    for version in versions:
        Verdict.objects.create(version=version, approved=True, by=standing.person, at=at)
        publish(page, version, at, checked=True)
    texts = any(v.part != FACTS for v in versions)
    fresh = Page.objects.prefetch_related("editions__version").get(pk=page.pk)
    missing = lacking(editions_of(fresh)) if texts else []
    if missing and not alone:
        raise OneLanguage(missing)
    told = {"parts": {v.part: v.number for v in versions}, "lacking": missing}
    tell(page, "page_approved", person(standing.person.pk), at, told)
    return versions


@transaction.atomic
def send_back(*, page: Page, numbers: dict[str, int], standing: Standing, note: str, at: datetime) -> list[Version]:
    """Say what is to be changed; what is public stays as it is."""
    versions = _judged(page, numbers, standing)
    for version in versions:
        Verdict.objects.create(version=version, approved=False, by=standing.person, at=at, note=note)
    tell(page, "page_sent_back", person(standing.person.pk), at, {"parts": {v.part: v.number for v in versions}})
    return versions


def publish(page: Page, version: Version, at: datetime, *, checked: bool) -> None:
    """Make a version public. ``checked``: a person of the office stands for it."""
    if version.part == FACTS:
        _publish_facts(page, version, at if checked else None)
    else:
        fresh = {
            "version": version, "said": _said(page, version), "search": index(version.text), "published_at": at,
            "checked_at": at if checked else None,
        }  # fmt: skip
        Edition.objects.update_or_create(page=page, language=version.part, defaults=fresh)
    page.changed_at = at
    page.save(update_fields=["changed_at"])


def _said(page: Page, version: Version) -> int:
    """The save whose meaning this text carries: an earlier one where it only corrects, or catches up with another."""
    public = {edition.language: edition for edition in Edition.objects.filter(page=page).select_related("version")}
    before = public.pop(version.part, None)
    reached = before.version.number if before else 0
    newer = [e.said for language, e in public.items() if language in NEEDED and e.said > reached]
    if newer:
        return max(newer)
    return before.said if before and version.correction else version.number


def _publish_facts(page: Page, version: Version, checked_at: datetime | None) -> None:
    facts = version.facts
    page.facts_number, page.facts_checked_at = version.number, checked_at
    page.topic, page.groups, page.office, page.phone = facts.topic, list(facts.groups), facts.office, facts.phone
    page.valid_from, page.valid_to = facts.valid_from, facts.valid_to
    page.questions = version.content.get("questions", [])
    page.save()


def _judged(page: Page, numbers: dict[str, int], standing: Standing) -> list[Version]:
    """The waiting versions that were read, held so that two reviewers do not judge one twice."""
    Page.objects.select_for_update().get(pk=page.pk)
    if page_for(standing, page.pk) is None or not may_review(standing, page.place):
        raise Declined("capability")
    versions = [w.version for w in waiting(page) if numbers.get(w.version.part) == w.version.number]
    if not numbers or len(versions) != len(numbers):
        raise Declined("changed")
    if not all(is_second_person(standing.person, version) for version in versions):
        raise Declined("second_person")
    return versions
