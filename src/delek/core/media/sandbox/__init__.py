"""Photos are decoded in a limited child process only."""

from .pool import MAX_PHOTO_BYTES, Derived, PhotoFacts, Sandbox
from .reasons import Reason, Refused

__all__ = ["MAX_PHOTO_BYTES", "Derived", "PhotoFacts", "Reason", "Refused", "Sandbox"]
