"""What a resident sees of their call, beyond the story that every matter has."""

from delek.core.cases.flows import CALL_OVER
from delek.core.people.queries import shown_of

from .telling import Page

WAITING = ("asked", "offered", "desk", "coming", "arrived")
CANCELLABLE = CALL_OVER.by_key["cancel"].sources
COMES = ("coming", "arrived")


def call_facts(page: Page) -> dict[str, object]:
    """Who comes, as they agreed to be shown, and what the resident may do now."""
    case = page.case
    comer = case.assignee if case.state in COMES else None
    return {
        "waits": case.state in WAITING, "may_cancel": case.state in CANCELLABLE, "comer": comer,
        "shown": shown_of([comer])[comer.person_id] if comer else None,
        "may_rate": case.state in ("done", "closed") and not case.solved,
        "last": next((e.lines[-1] for e in reversed(page.entries) if e.lines and not e.mine), ""),
    }  # fmt: skip
