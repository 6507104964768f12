"""Posters and cards are set in a limited child process only."""

from .press import Press, PressFailed

__all__ = ["Press", "PressFailed"]
