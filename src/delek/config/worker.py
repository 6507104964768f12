"""One loop over rows that wait. One bad row never stops it."""

import threading
from datetime import datetime

import structlog
from django.db import close_old_connections

from delek.foundation.clock import Clock, now

from .jobs import JOBS

LOG = structlog.get_logger()


class Worker(threading.Thread):
    """Does each timed job when it is due, until stopped."""

    def __init__(self, clock: Clock = now) -> None:
        super().__init__(name="worker", daemon=True)
        self.clock = clock
        self.done = threading.Event()
        self.last: dict[str, datetime] = {}

    def run(self) -> None:
        while not self.done.wait(0.5):
            self.turn(self.clock())

    def turn(self, at: datetime) -> None:
        """Do every job that is due at a moment."""
        for job in JOBS:
            last = self.last.get(job.name)
            if last is None or at - last >= job.every:
                self.last[job.name] = at
                try:
                    job.work(at=at)
                except Exception as trouble:
                    LOG.error("job failed", job=job.name, kind=type(trouble).__name__)
                finally:
                    close_old_connections()

    def stop(self) -> None:
        self.done.set()
        self.join(15)
