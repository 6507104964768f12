"""What may no longer be kept of a matter once it is closed (quality.md S10)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from delek.core.media.actions import erase
from delek.core.media.models import Media
from delek.core.people.actions.forgetting import left
from delek.core.timeline.actions import Forgetting, keep
from delek.foundation.words import Words

from ..models import Announcement, Attachment, Case, Holding, Proof, Report, SavedFilter, Statement, Subscription


def over(model: Any, column: str, at: datetime) -> QuerySet[Case]:
    """Cases that ended so long ago that a column's time is over; a joined one ends with the one that leads it."""
    before = at - keep(model, column)
    led = Q(joined_to=None) | Q(joined_to__closed_at__lt=before)
    return Case.objects.filter(led, closed_at__lt=before)


def _names(at: datetime) -> QuerySet[Report]:
    return Report.objects.filter(case__in=over(Report, "phone", at)).exclude(name="", phone="", email="")


def _browsers(at: datetime) -> QuerySet[Subscription]:
    return Subscription.objects.filter(report__case__in=over(Subscription, "endpoint", at))


def _proofs(at: datetime) -> QuerySet[Proof]:
    return Proof.objects.filter(asked_at__lt=at - keep(Proof, "email"))


def _about(at: datetime) -> QuerySet[Report]:
    return Report.objects.filter(case__in=over(Report, "about", at)).exclude(about="")


def _words(at: datetime) -> QuerySet[Statement]:
    rows = Statement.objects.filter(case__in=over(Statement, "text", at))
    return rows.exclude(text="", note="", sentence=Words())


def _questions(at: datetime) -> QuerySet[Holding]:
    return Holding.objects.filter(case__in=over(Holding, "question", at)).exclude(question="", answer="")


def _titles(at: datetime) -> QuerySet[Case]:
    return over(Case, "title", at).exclude(title="", search="")


def _media(at: datetime) -> QuerySet[Media]:
    """What hangs on cases whose time is over, and on no other."""
    ended = over(Media, "original", at)
    hung = Attachment.objects.filter(media=OuterRef("pk"))
    return Media.objects.filter(
        Exists(hung.filter(statement__case__in=ended)), ~Exists(hung.exclude(statement__case__in=ended)), erased_at=None
    )


def _announcements(at: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(case__in=over(Announcement, "text", at))


def _saved(at: datetime) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(person__in=left("phone", at))


FORGETTINGS = (
    Forgetting("about", Report, ("about",), _about, lambda rows, at: rows.update(about="")),
    Forgetting(
        "names", Report, ("name", "phone", "email"), _names, lambda rows, at: rows.update(name="", phone="", email="")
    ),
    Forgetting(
        "browsers", Subscription, ("endpoint", "key", "secret"), _browsers, lambda rows, at: rows.delete()[0]
    ),
    Forgetting("announcements", Announcement, ("text",), _announcements, lambda rows, at: rows.delete()[0]),
    Forgetting("proofs", Proof, ("email",), _proofs, lambda rows, at: rows.delete()[0]),
    Forgetting(
        "words", Statement, ("text", "note", "sentence"), _words,
        lambda rows, at: rows.update(text="", note="", sentence=Words()),
    ),
    Forgetting(
        "questions", Holding, ("question", "answer"), _questions, lambda rows, at: rows.update(question="", answer="")
    ),
    Forgetting("titles", Case, ("title", "search"), _titles, lambda rows, at: rows.update(title="", search="")),
    Forgetting("saved", SavedFilter, ("name", "query"), _saved, lambda rows, at: rows.delete()[0]),
    Forgetting("media", Media, (), _media, erase),
)  # fmt: skip
