"""One report of the demo, told again through the real verbs."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from delek.core.cases.actions import Mover, Particulars, Submission, answer, judge, move, open_case
from delek.core.cases.actions.moving import values_for
from delek.core.cases.actions.telling import sentence_for
from delek.core.cases.flows import FLOWS
from delek.core.cases.models import Case, Category, Report
from delek.core.media.actions import enter
from delek.core.media.models import Media
from delek.foundation.words import Words

from .town import Town

Step = Mapping[str, Any]
VALUES = {"reason": "reason", "question": "question", "answer": "reply"}
"""What staff write in words of their own, and the placeholder it fills."""
NOTHING = Words()


class Telling:
    """A report with its steps; moments are dates moved ``by`` whole days, or minutes ``ago``, counted from ``now``."""

    def __init__(self, town: Town, row: Mapping[str, Any], *, now: datetime, by: timedelta = timedelta()) -> None:
        self.town, self.row, self.now, self.by = town, row, now, by

    def tell(self) -> Case:
        """Open the case and take its steps."""
        report = open_case(submission=self._submission(), at=self._at(self.row, "opened")).report
        for step in self.row["steps"]:
            if step["do"] in ("judge", "answer"):
                self._resident(report, step)
            else:
                self._staff(report.case, step)
        return report.case

    def _submission(self) -> Submission:
        row, town = self.row, self.town
        return Submission(
            submission_id=uuid.uuid4(), community=town.by_key["community"], place=town.points[row["point"]],
            language=row["language"], description=row["text"], name=row.get("name", ""), phone=row.get("phone", ""),
            category=Category.objects.filter(key=row["category"]).first(), code=town.codes[row["point"]],
            files=town.taken(row.get("photos", [])),
        )  # fmt: skip

    def _resident(self, report: Report, step: Step) -> None:
        at, text = self._at(step), step.get("text", "")
        media = self._media(step, at)
        if step["do"] == "answer":
            answer(report=report, text=text, media=media, at=at)
        else:
            judge(report=report, solved=step["solved"], rating=step.get("rating"), text=text, media=media, at=at)

    def _staff(self, case: Case, step: Step) -> None:
        town, at = self.town, self._at(step)
        said = {key: _words(step[key]) for key in VALUES if key in step}
        given = Particulars(
            reason=said.get("reason", NOTHING).zh, question=said.get("question", NOTHING).zh,
            answer=said.get("answer", NOTHING).zh, note=step.get("note", ""),
            post=town.posts.get(step.get("to", "")), place=town.by_key.get(f"department:{step.get('place', '')}"),
            until=self._at(step, "until") if "until" in step else None, media=self._media(step, at),
            urgency=self.row["urgency"] if step["do"] == "accept" else "",
        )  # fmt: skip
        mover = Mover(standing=town.standings[step["who"]])
        case.refresh_from_db()
        sentence = Words.from_json(step.get("sentence")) or _sentence(case, step, given, mover, at, said)
        move(case, step["do"], mover=mover, at=at, particulars=replace(given, sentence=sentence))

    def _media(self, step: Step, at: datetime) -> list[Media]:
        files = self.town.taken(step.get("photos", []))
        return enter(files, community_id=self.town.by_key["community"].pk, at=at) if files else []

    def _at(self, step: Step, key: str = "at") -> datetime:
        if "ago" in step:
            return self.now - timedelta(minutes=step["ago"])
        return datetime.fromisoformat(step[key]) + self.by


def _sentence(
    case: Case, step: Step, given: Particulars, mover: Mover, at: datetime, said: Mapping[str, Words]
) -> Words | None:
    """What the resident reads, each language with its own reason; None leaves it to the flow."""
    if not said:
        return None
    values = values_for(case, given, mover, at) | {VALUES[key]: words for key, words in said.items()}
    return sentence_for(case, FLOWS[case.flow].by_key[step["do"]], values)


def _words(said: str | Mapping[str, Any]) -> Words:
    return Words(zh=said) if isinstance(said, str) else Words.from_json(said)
