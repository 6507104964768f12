"""Letting programs in, taking what they bring, telling them of changes."""

from .bringing import bring, pass_on_words
from .programs import admit, change_program, note_use, restore_program, retire_program
from .telling import Caller, call_due, forget_calls, look_for_changes, secret_of, set_hook

__all__ = [
    "Caller",
    "admit",
    "bring",
    "call_due",
    "change_program",
    "forget_calls",
    "look_for_changes",
    "note_use",
    "pass_on_words",
    "restore_program",
    "retire_program",
    "secret_of",
    "set_hook",
]
