"""Draws every flow from its code into docs/flows/: a diagram and a table of its transitions.

    python tools/draw_flows.py [--check]

``--check`` writes nothing and fails where a page is not what the code says.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
if not settings.configured:
    settings.configure()

from delek.core.cases.flows import FLOWS, PREVIOUS, SAME, Clock, Flow, Transition  # noqa: E402 - after the settings

PAGES = ROOT / "docs" / "flows"
TARGETS = {PREVIOUS: "the state before", SAME: "no change"}


def page(flow: Flow) -> str:
    """The page of a flow in Markdown."""
    file = f"src/delek/core/cases/flows/{flow.key}.py"
    parts = [
        f"# Flow: {flow.name}",
        f"Drawn by `tools/draw_flows.py` from `{file}`; change that file, not this page.",
        diagram(flow),
        "## States",
        "Stages 1 to 5 are the steps of the bar that the resident sees.",
        table(("state", "name", "stage", "open"), ((s.key, s.name, str(s.stage), _yes(s.open)) for s in flow.states)),
        "## Transitions",
        f"A new case starts in `{flow.first.key}` and starts the clocks: {_clocks(flow.opens) or 'none'}. "
        "**Who** is the capability that one of the person's posts must carry; *resident* means the reporter may do it "
        "from their own page, *worker* "
        "that the loop of timed work does it. **Told**: a message goes out to every reporter who left a number.",
        table(
            ("transition", "from", "to", "who", "needs", "clocks", "told", "the resident reads"),
            (_row(step) for step in flow.transitions),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def diagram(flow: Flow) -> str:
    """Mermaid's state diagram. Ways back to the state before are drawn as notes, for they end in many states."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {flow.first.key}"]
    lines += [f'    state "{state.name}" as {state.key}' for state in flow.states]
    for step in flow.transitions:
        if step.target not in TARGETS:
            lines += [f"    {source} --> {step.target}: {step.name}" for source in step.sources]
    for state in flow.states:
        back = [s.name for s in flow.from_state(state.key) if s.target == PREVIOUS]
        if back:
            lines.append(f"    note right of {state.key}: {', '.join(back)}, back to the state before")
    lines += [f"    {state.key} --> [*]" for state in flow.states if not state.open]
    return "\n".join([*lines, "```"])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _row(step: Transition) -> Sequence[str]:
    who = "*worker*" if step.by_system else f"`{step.capability}`" + (", *resident*" if step.by_resident else "")
    needs = ", ".join(sorted(need.replace("_", " ") for need in step.needs))
    target = TARGETS.get(step.target, step.target)
    return (
        f"{step.name} (`{step.key}`)", ", ".join(step.sources), target, who, needs, _effects(step),
        _yes(step.tells), step.sentence,
    )  # fmt: skip


def _effects(step: Transition) -> str:
    effects = [f"starts {_clocks(step.starts)}"] if step.starts else []
    effects += [f"meets {_clocks(step.meets)}"] if step.meets else []
    effects += ["stops all"] if step.pauses else []
    effects += ["runs all on"] if step.resumes else []
    return "; ".join(effects)


def _clocks(clocks: Iterable[Clock]) -> str:
    return ", ".join(clock.replace("_", " ") for clock in clocks)


def _yes(value: bool) -> str:
    return "yes" if value else ""


def main(arguments: Sequence[str]) -> int:
    """Write the pages; with ``--check`` only compare, 1 where one differs."""
    differing = 0
    for flow in FLOWS.values():
        path, text = PAGES / f"{flow.key}.md", page(flow)
        if "--check" not in arguments:
            PAGES.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            print(f"{path.relative_to(ROOT)} is not what the code says; run: python tools/draw_flows.py")
            differing = 1
    return differing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
