"""Every flow by its key; a new one is a file and a line here."""

from .base import PREVIOUS, SAME, Clock, Flow, Need, State, Transition
from .call_over import CALL_OVER
from .report import REPORT

FLOWS = {flow.key: flow for flow in (REPORT, CALL_OVER)}


def closed_states() -> tuple[str, ...]:
    """Every state of any flow in which a case is over."""
    return tuple(dict.fromkeys(s.key for flow in FLOWS.values() for s in flow.states if not s.open))


def open_states() -> tuple[str, ...]:
    """Every state of any flow in which something is still to be done."""
    return tuple(dict.fromkeys(s.key for flow in FLOWS.values() for s in flow.states if s.open))

__all__ = [
    "CALL_OVER",
    "FLOWS",
    "PREVIOUS",
    "REPORT",
    "SAME",
    "Clock",
    "Flow",
    "Need",
    "State",
    "Transition",
    "closed_states",
    "open_states",
]
