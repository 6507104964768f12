"""What a flow is made of: states, transitions and what they ask for. No tables are known here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

SAME = "same"
"""As a target: the state does not change."""

PREVIOUS = "previous"
"""As a target: the state the case was in before it was interrupted."""


class Need(StrEnum):
    """What a transition asks for before it is done."""

    REASON = "reason"
    POST = "post"
    PLACE = "place"
    PHOTO = "photo"
    SECOND_PERSON = "second_person"
    CASE = "case"
    DATE = "date"
    QUESTION = "question"
    ANSWER = "answer"


class Clock(StrEnum):
    """The clocks of domain.md 3."""

    ACKNOWLEDGE = "acknowledge"
    ON_SITE = "on_site"
    SOLVE = "solve"
    SUPERIOR = "superior"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class State:
    """A state, its name, and the stage 1 to 5 that the resident sees."""

    key: str
    name: str
    stage: int
    open: bool = True


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from state to state.

    ``name`` and ``sentence`` are message ids of the catalogues; the sentence is what the resident reads, with
    ``{reason}``, ``{question}``, ``{date}`` and the like as its placeholders. ``counts`` names a counter of the case.
    ``assigns`` gives it to the post that is named, ``frees`` takes it from whoever holds it; ``calls`` and
    ``calls_off`` tell the holder at once that they are needed, or no longer. ``by_system``: nobody presses it.
    """

    key: str
    name: str
    sources: tuple[str, ...]
    target: str
    capability: str
    sentence: str = ""
    needs: frozenset[Need] = frozenset()
    starts: tuple[Clock, ...] = ()
    meets: tuple[Clock, ...] = ()
    counts: str = ""
    by_resident: bool = False
    by_system: bool = False
    assigns: bool = False
    frees: bool = False
    calls: bool = False
    calls_off: bool = False
    tells: bool = False
    pauses: bool = False
    resumes: bool = False

    @property
    def by_staff(self) -> bool:
        """Whether members of staff press it."""
        return not (self.by_resident or self.by_system)


@dataclass(frozen=True, slots=True)
class Flow:
    """A named set of states and transitions; the first state is where a case begins.

    ``stages`` are the names of the stages 1 to 5 that the resident sees. With ``urgency`` all its cases are of that
    class; without it they take their category's.
    """

    key: str
    name: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    opens: tuple[Clock, ...] = ()
    stages: tuple[str, ...] = ()
    urgency: str = ""
    by_key: dict[str, Transition] = field(init=False, repr=False, default_factory=dict)
    state_by_key: dict[str, State] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key.update({t.key: t for t in self.transitions})
        self.state_by_key.update({s.key: s for s in self.states})
        unknown = {s for t in self.transitions for s in (*t.sources, t.target)} - {*self.state_by_key, PREVIOUS, SAME}
        if unknown or len(self.by_key) != len(self.transitions):
            raise ValueError(f"flow {self.key}: unknown states or double transitions {sorted(unknown)}")

    @property
    def first(self) -> State:
        return self.states[0]

    def open_states(self) -> list[str]:
        return [s.key for s in self.states if s.open]

    def from_state(self, state: str) -> Iterable[Transition]:
        return (t for t in self.transitions if state in t.sources)
