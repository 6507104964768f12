"""R8: how fast chains are verified."""

import time

from bench.house import prepare
from bench.report import say


def run() -> None:
    prepare()
    from delek.core.timeline.actions import SYSTEM, record
    from delek.core.timeline.queries import breaks
    from delek.foundation.clock import now

    at, subjects, each = now(), 500, 10
    for subject in range(subjects):
        for step in range(each):
            record(subject=("bench", subject), verb=f"step{step}", by=SYSTEM, at=at, community_id=0, first=step == 0)
    began = time.perf_counter()
    found = list(breaks())
    seconds = time.perf_counter() - began
    say("R8 events verified", subjects * each / seconds, "events/s", at_least=20000, breaks=len(found))
