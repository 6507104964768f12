"""Every flow by its key; a new one is a file and a line here."""

from .base import PREVIOUS, SAME, Clock, Flow, Need, State, Transition
from .report import REPORT

FLOWS = {flow.key: flow for flow in (REPORT,)}

__all__ = ["FLOWS", "PREVIOUS", "REPORT", "SAME", "Clock", "Flow", "Need", "State", "Transition"]
