"""Strangers' photos are opened in a limited child process, never here."""

from .pool import MAX_PHOTO_BYTES, Derived, PhotoFacts, Sandbox
from .reasons import Reason, Refused

__all__ = ["MAX_PHOTO_BYTES", "Derived", "PhotoFacts", "Reason", "Refused", "Sandbox"]
