"""The drawings of the flows are what the code says."""

from tools import draw_flows

from delek.core.cases.flows import FLOWS


def test_every_flow_has_its_page_up_to_date() -> None:
    kept = {path.stem: path.read_text("utf-8") for path in draw_flows.PAGES.glob("*.md")}
    assert kept == {key: draw_flows.page(flow) for key, flow in FLOWS.items()}, "run: python tools/draw_flows.py"


def test_every_state_can_be_reached_and_every_open_state_left() -> None:
    for flow in FLOWS.values():
        reached = {flow.first.key} | {step.target for step in flow.transitions}
        left = {source for step in flow.transitions for source in step.sources}
        assert [s.key for s in flow.states if s.key not in reached] == []
        assert [s.key for s in flow.states if s.open and s.key not in left] == []


def test_every_transition_says_something_to_the_resident() -> None:
    assert [step.key for flow in FLOWS.values() for step in flow.transitions if not step.sentence] == []
