"""A sheet that somebody waits for: set at once, in the same limited child as posters, one at a time."""

from threading import Lock
from time import monotonic
from typing import Any

from ..press import AT_ONCE, Press, PressFailed
from ..queries.layout import FACES

LONGEST = 60.0
"""Seconds after which a sheet is given up."""
TURN = Lock()


def set_at_once(*, kind: str, content: dict[str, Any], longest: float = LONGEST) -> bytes:
    """The PDF of one sheet; raises PressFailed where it could not be set, or not in time."""
    if not TURN.acquire(timeout=longest):
        raise PressFailed("another sheet is being set")
    try:
        return _set({"kind": kind, "points": []} | content, monotonic() + longest)
    finally:
        TURN.release()


def _set(layout: dict[str, Any], until: float) -> bytes:
    press = Press(layout, FACES, AT_ONCE)
    try:
        while not press.poll():
            if monotonic() > until:
                raise PressFailed("the sheet took too long")
            press.wait(0.2)
        return press.fetch()
    finally:
        press.close()
