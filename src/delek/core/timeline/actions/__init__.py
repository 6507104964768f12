"""Writing facts and messages, and sending them."""

from ..models import Delivery
from .events import RESIDENT, SYSTEM, By, person, post_message, record
from .sending import Gateway, MayHaveGone, NotSent, Rejected, send_due

__all__ = [
    "RESIDENT",
    "SYSTEM",
    "By",
    "Delivery",
    "Gateway",
    "MayHaveGone",
    "NotSent",
    "Rejected",
    "person",
    "post_message",
    "record",
    "send_due",
]
