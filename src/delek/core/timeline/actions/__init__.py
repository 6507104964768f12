"""Writing facts and messages, and sending them."""

from ..models import Delivery
from .events import RESIDENT, SYSTEM, By, person, post_message, record
from .forgetting import FORGETTINGS, Forgetting, Tally, forget, give_up_messages, keep
from .sealing import seal
from .sending import Gateway, MayHaveGone, NotSent, Rejected, send_due

__all__ = [
    "FORGETTINGS",
    "RESIDENT",
    "SYSTEM",
    "By",
    "Delivery",
    "Forgetting",
    "Gateway",
    "MayHaveGone",
    "NotSent",
    "Rejected",
    "Tally",
    "forget",
    "give_up_messages",
    "keep",
    "person",
    "post_message",
    "record",
    "seal",
    "send_due",
]
