"""Who may see and move a case."""

from delek.core.people.models import Person
from delek.core.people.queries import Standing

from .flows import FLOWS, Need, Transition
from .models import Case
from .queries.concerned import ABOUT, goes_past
from .queries.neighbours import may_be_known
from .queries.routing import answered_above

ANNOUNCE = "case.announce"
PAUSING = ("ask_pause", "pause", "refuse_pause")


def may_move(standing: Standing, case: Case, transition: Transition) -> bool:
    """True where one of the person's posts may do this transition on this case, now."""
    return may_know(standing, case) and _may(standing, case, transition)


def may_know(standing: Standing, case: Case) -> bool:
    """False where a case about staff goes past this person, or is not for their ears: they may not even hear of it."""
    if not case.about_staff:
        return True
    if goes_past(case, standing):
        return False
    return standing.may_at(ABOUT, case.desk or case.place) or _is_sent(standing, case) or _was_asked(standing, case)


def may_name(standing: Standing, case: Case) -> bool:
    """Whoever settles what is said about staff may say whom it is about."""
    return case.about_staff and standing.may_at(ABOUT, case.desk or case.place) and may_know(standing, case)


def may_announce(standing: Standing, case: Case, *, taking_down: bool = False) -> bool:
    """Whoever may let neighbours know of what lies at this place; what was said may always be taken back."""
    return standing.may_at(ANNOUNCE, case.place) and (taking_down or may_be_known(case)) and may_know(standing, case)


def _may(standing: Standing, case: Case, transition: Transition) -> bool:
    if not transition.by_staff or case.state not in transition.sources:
        return False
    if transition.capability == ABOUT and not case.about_staff:
        return False
    if Need.SECOND_PERSON in transition.needs and not is_second_person(standing.person, case):
        return False
    if transition.key == "done_above" and not answered_above(case):
        return False
    if transition.key in PAUSING and not _may_pause(standing.person, case, transition.key):
        return False
    return _has_post(standing, case, transition.capability)


def _has_post(standing: Standing, case: Case, capability: str) -> bool:
    if capability in ("case.handle", "call.take"):
        return standing.sent(case.assignee_id) is not None and _may_come(standing, capability)
    if capability == "case.answer":
        return standing.may_at(capability, case.holder)
    if capability == "case.escalate" and (case.desk is None or case.state == "superior"):
        return _passes_up(standing, case)
    if case.desk is not None:
        return standing.may_at(ABOUT, case.desk)
    return standing.may_at(capability, case.place)


def _is_sent(standing: Standing, case: Case) -> bool:
    return any(p.pk == case.assignee_id for p in standing.posts)


def _was_asked(standing: Standing, case: Case) -> bool:
    return standing.may_at(ABOUT, case.holder)


def _may_pause(person: Person, case: Case, key: str) -> bool:
    """Waiting is asked for by one and granted by another; either may say no."""
    asker = case.pause_asked_by
    if key == "ask_pause" or asker is None:
        return key == "ask_pause" and asker is None
    return key == "refuse_pause" or asker.person_id != person.pk


def _may_come(standing: Standing, capability: str) -> bool:
    """Whoever handles cases may also be called over; whoever may only be called over handles no cases."""
    return standing.may(capability) or (capability == "call.take" and standing.may("case.handle"))


def _passes_up(standing: Standing, case: Case) -> bool:
    """Whoever holds a case passes it up: posts at the holder or below it, where the case lies."""
    where = case.holder if case.state == "superior" else case.place
    posts = (p for p in standing.posts if "case.escalate" in p.kind.capabilities)
    return any(where.path.startswith(p.place.path) and p.place.path.startswith(case.holder.path) for p in posts)


def is_second_person(person: Person, case: Case) -> bool:
    """Who fixes is not who closes: true unless this person finished the work."""
    return case.finished_by is None or case.finished_by.person_id != person.pk


def moves_for(standing: Standing, case: Case) -> list[Transition]:
    """What this person may do with this case now, in the flow's order."""
    if not may_know(standing, case):
        return []
    return [t for t in FLOWS[case.flow].from_state(case.state) if _may(standing, case, t)]
