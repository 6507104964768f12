"""The verbs of a case."""

from .calling import call_on, call_over, pass_on, seek
from .concerning import name_concerned
from .moving import Declined, Mover, Particulars, Stale, move
from .neighbours import announce, join_in, take_down
from .notices import tell_of_clocks
from .noting import add_note
from .once import content_of, once
from .opening import Conflict, Opened, Submission, open_case
from .presence import be_here, forget_presence
from .recounting import follow_calendar
from .speaking import add_words, answer, judge, reveal_reporter

__all__ = [
    "Conflict",
    "Declined",
    "Mover",
    "Opened",
    "Particulars",
    "Stale",
    "Submission",
    "add_note",
    "add_words",
    "announce",
    "answer",
    "be_here",
    "call_on",
    "call_over",
    "content_of",
    "follow_calendar",
    "forget_presence",
    "join_in",
    "judge",
    "move",
    "name_concerned",
    "once",
    "open_case",
    "pass_on",
    "reveal_reporter",
    "seek",
    "take_down",
    "tell_of_clocks",
]
