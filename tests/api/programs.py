"""A program as it asks: by HTTP alone."""

from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from delek.core.cases.actions import announce
from delek.core.cases.models import Case
from delek.core.partners.actions import admit
from delek.core.partners.models import Program
from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import now
from delek.foundation.words import Words
from tests.town import BEGINNING, Town

V2 = "/open311/v2/"
HERE = {"lat": "29.6501", "long": "91.1001"}


@dataclass
class Sending:
    """A program with its key."""

    row: Program
    key: str
    client: Client = field(default_factory=Client)

    def post(self, what: str = "requests.json", /, **given: Any) -> Any:
        fields = {"api_key": self.key, "jurisdiction_id": "model"} | given
        headers = fields.pop("headers", {})
        return self.client.post(V2 + what, {k: v for k, v in fields.items() if v is not None}, headers=headers)

    def get(self, what: str = "requests.json", /, **given: Any) -> Any:
        fields = {"api_key": self.key, "jurisdiction_id": "model"} | given
        return self.client.get(V2 + what, {k: v for k, v in fields.items() if v is not None})

    def send(self, **given: Any) -> Case:
        """A report that is taken."""
        answer = self.post(**{"service_code": "lamp", "description": "路灯不亮", **HERE} | given)
        assert answer.status_code == 201, answer.content
        year, number = answer.json()[0]["service_request_id"].split("-")
        return Case.objects.get(community=self.row.community, year=int(year), number=int(number))


def let_in(community: Place, **given: Any) -> Sending:
    usual = {"name": "街道随手拍", "may_read": True, "may_write": True, "per_minute": 600, "per_day": 500}
    return Sending(*admit(community=community, by=SYSTEM, at=BEGINNING, **usual | given))  # type: ignore[arg-type]


def tell(town: Town, case: Case, **words: str) -> None:
    """The desk lets everybody know of a case."""
    said = Words(**{"bo": "ལམ་གློག་འབར་གྱི་མི་འདུག", "zh": "路灯不亮", "en": "A lamp is dark"} | words)
    announce(case=case, text=said, standing=town.standing("dispatcher", now()), at=now())


def xml(answer: Any) -> ElementTree.Element:
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer


def numbers(answer: Any) -> list[str]:
    """The numbers of the requests in an answer, in its order."""
    return [row["service_request_id"] for row in answer.json()]
