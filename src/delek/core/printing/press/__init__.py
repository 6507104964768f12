"""Posters and cards are set in a limited child process only."""

from .press import AT_ONCE, GENTLY, Press, PressFailed

__all__ = ["AT_ONCE", "GENTLY", "Press", "PressFailed"]
