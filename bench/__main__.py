"""Benchmarks: one JSON object a line. Run with `make bench`, or `python -m bench intake` for one of them.

`size` fills a database with a million cases first and is run by its name alone.
"""

import sys

from bench import intake, printing, queue, size, start, timeline, visit

ALL = {
    "start": start.run,
    "timeline": timeline.run,
    "intake": intake.run,
    "queue": queue.run,
    "visit": visit.run,
    "printing": printing.run,
}


def main() -> None:
    for name in sys.argv[1:] or ALL:
        (ALL | {"size": size.run})[name]()


if __name__ == "__main__":
    main()
