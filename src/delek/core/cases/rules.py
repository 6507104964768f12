"""Who may see and move a case."""

from delek.core.people.models import Person
from delek.core.people.queries import Standing

from .flows import FLOWS, Need, Transition
from .models import Case

PAUSING = ("ask_pause", "pause", "refuse_pause")


def may_move(standing: Standing, case: Case, transition: Transition) -> bool:
    """True where one of the person's posts may do this transition on this case, now."""
    if not transition.by_staff or case.state not in transition.sources or is_concerned(standing.person, case):
        return False
    if case.about_staff and not standing.may("case.about_staff"):
        return False
    if Need.SECOND_PERSON in transition.needs and not is_second_person(standing.person, case):
        return False
    if transition.key in PAUSING and not _may_pause(standing.person, case, transition.key):
        return False
    return _has_post(standing, case, transition.capability)


def _has_post(standing: Standing, case: Case, capability: str) -> bool:
    if capability in ("case.handle", "call.take"):
        return standing.sent(case.assignee_id) is not None and _may_come(standing, capability)
    if capability == "case.answer":
        return standing.may_at(capability, case.holder)
    if capability == "case.escalate" and case.state == "superior":
        return standing.may_at(capability, case.holder)
    return standing.may_at(capability, case.place)


def _may_pause(person: Person, case: Case, key: str) -> bool:
    """Waiting is asked for by one and granted by another; either may say no."""
    asker = case.pause_asked_by
    if key == "ask_pause" or asker is None:
        return key == "ask_pause" and asker is None
    return key == "refuse_pause" or asker.person_id != person.pk


def _may_come(standing: Standing, capability: str) -> bool:
    """Whoever handles cases may also be called over; whoever may only be called over handles no cases."""
    return standing.may(capability) or (capability == "call.take" and standing.may("case.handle"))


def is_second_person(person: Person, case: Case) -> bool:
    """Who fixes is not who closes: true unless this person finished the work."""
    return case.finished_by is None or case.finished_by.person_id != person.pk


def is_concerned(person: Person, case: Case) -> bool:
    """True where the report is about this very person."""
    return case.concerns is not None and case.concerns.person_id == person.pk


def moves_for(standing: Standing, case: Case) -> list[Transition]:
    """What this person may do with this case now, in the flow's order."""
    return [t for t in FLOWS[case.flow].from_state(case.state) if may_move(standing, case, t)]
