"""Printing: asked for as a row, worked beside everything else, swept after a week."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Lock

from django.db import transaction
from django.db.models import Q

from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM, By, person, record
from delek.foundation.clock import Clock

from ..models import Poster, PrintJob
from ..press import AT_ONCE, GENTLY, Press, PressFailed
from ..queries.jobs import prints
from ..queries.layout import FACES, layout, unknown_characters
from ..queries.posters import points_below
from .posters import valid_posters

KEPT = timedelta(days=7)
SILENT = timedelta(minutes=2)
TRIES = 3
UNDER_WAY: dict[int, Press] = {}
TURN = Lock()


@transaction.atomic
def ask_print(
    *, place: Place, kind: str, paper: str, copies: int = 1, asker: int | None, by: By, at: datetime
) -> PrintJob:
    """Ask for the posters or cards of every point at or below a place."""
    total = len(points_below(place)) * (copies if kind == Poster.Kind.CARD else 1)
    job = PrintJob.objects.create(
        place=place, kind=kind, paper=paper, copies=copies, asked_by_id=asker, asked_at=at, total=total
    )
    about = {"print": job.pk, "kind": kind, "paper": paper, "total": total}
    community = place.community_id or 0
    record(subject=("place", place.pk), verb="print_asked", by=by, at=at, community_id=community, particulars=about)
    return job


def work_on_prints(*, at: datetime) -> int:
    """One turn of the worker: look after what is being printed, begin what waits. Never waits itself."""
    with TURN:
        for pk in list(UNDER_WAY):
            _look_after(pk, at)
        if not UNDER_WAY and (job := _claim(at)):
            _begin(job, at)
        return len(UNDER_WAY)


def print_now(*, job: PrintJob, clock: Clock, say: Callable[[PrintJob], None]) -> PrintJob:
    """Print at once and wait for it, for the command line; ``say`` hears of each batch."""
    with TURN:
        _begin(job, clock(), AT_ONCE)
        while job.pk in UNDER_WAY:
            UNDER_WAY[job.pk].wait(2)
            _look_after(job.pk, clock())
            job.refresh_from_db()
            say(job)
    job.refresh_from_db()
    return job


def forget_prints(*, at: datetime) -> int:
    """Throw away prints that are a week old, with their files."""
    old = list(PrintJob.objects.filter(asked_at__lt=at - KEPT).exclude(pk__in=UNDER_WAY))
    for job in old:
        if job.file and not PrintJob.objects.filter(file=job.file).exclude(pk=job.pk).exists():
            prints().delete(job.file)
        job.delete()
    prints().sweep(3600, at.timestamp())
    return len(old)


def _claim(at: datetime) -> PrintJob | None:
    """Take the oldest that waits, or one whose worker has been silent too long. Only one worker gets it."""
    free = Q(state=PrintJob.State.WAITING) | Q(state=PrintJob.State.PRINTING, seen_at__lt=at - SILENT)
    job = PrintJob.objects.filter(free).select_related("place__community").order_by("asked_at", "pk").first()
    if job is None:
        return None
    same = PrintJob.objects.filter(pk=job.pk, state=job.state, seen_at=job.seen_at)
    return job if same.update(state=PrintJob.State.PRINTING, seen_at=at) else None


def _begin(job: PrintJob, at: datetime, nice: int = GENTLY) -> None:
    job.state, job.seen_at, job.attempts, job.done = PrintJob.State.PRINTING, at, job.attempts + 1, 0
    job.save(update_fields=["state", "seen_at", "attempts", "done"])
    if job.attempts > TRIES:
        _end(job, at, trouble="the press stopped three times")
        return
    by = person(job.asked_by_id) if job.asked_by_id else SYSTEM
    try:
        posters = valid_posters(points=points_below(job.place), kind=job.kind, by=by, at=at)
        if not posters:
            raise PressFailed("there is no point here")
        given = layout(job, posters)
        job.trouble = unknown_characters(given)[:200]
        job.save(update_fields=["trouble"])
        UNDER_WAY[job.pk] = Press(given, FACES, nice)
    except (PressFailed, OSError) as trouble:
        _end(job, at, trouble=str(trouble))


def _look_after(pk: int, at: datetime) -> None:
    press = UNDER_WAY[pk]
    ended = press.poll()
    PrintJob.objects.filter(pk=pk).update(done=press.done, seen_at=at)
    if not ended:
        return
    del UNDER_WAY[pk]
    job = PrintJob.objects.select_related("place").get(pk=pk)
    try:
        data = press.fetch()
        job.file, job.size, job.done = prints().put(data), len(data), job.total
    except (PressFailed, OSError) as trouble:
        _end(job, at, trouble=str(trouble))
        return
    _end(job, at)
    _printed(points_below(job.place), job.kind, at)


def _end(job: PrintJob, at: datetime, trouble: str = "") -> None:
    job.state = PrintJob.State.FAILED if trouble else PrintJob.State.DONE
    job.trouble, job.finished_at = trouble[:200] or job.trouble, at
    job.save(update_fields=["state", "trouble", "finished_at", "file", "size", "done"])


def _printed(points: Sequence[Place], kind: str, at: datetime) -> None:
    Poster.objects.filter(place__in=points, kind=kind, retired_at=None, printed_at=None).update(printed_at=at)
