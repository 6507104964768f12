"""What was asked to be printed."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet

from delek.core.media.store import DiskStore
from delek.core.places.models import Place

from ..models import PrintJob


@lru_cache(maxsize=1)
def prints() -> DiskStore:
    """Where the files of prints lie: beside the media, in no backup, since each can be printed again."""
    return DiskStore(settings.MEDIA_FOLDER / "prints")


def jobs_in(roots: Iterable[Place]) -> list[PrintJob]:
    """The prints of places that somebody may manage, the newest first."""
    return list(_jobs(roots).order_by("-pk")[:100])


def job_in(roots: Iterable[Place], pk: int) -> PrintJob | None:
    return _jobs(roots).filter(pk=pk).first()


def printed(job: PrintJob) -> bytes | None:
    """The file of a print; None while there is none, or none any more."""
    return prints().read(job.file) if job.file and prints().exists(job.file) else None


def _jobs(roots: Iterable[Place]) -> QuerySet[PrintJob]:
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(place__path__startswith=root.path)
    return PrintJob.objects.filter(within).select_related("place__community", "asked_by")
