"""R5 for programs that are told of changes: one that is down, hangs, talks nonsense, or sits within the house."""

from collections.abc import Iterator

import pytest

from delek.core.timeline.actions import MayHaveGone, NotSent, Rejected
from delek.gateways.hooks import HookGateway
from tests.browser import PushService


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.end()


def gateway(*, anywhere: bool = True) -> HookGateway:
    return HookGateway(wait=0.3, anywhere=anywhere)


def test_the_body_arrives_as_it_is_with_its_headers(service: PushService) -> None:
    gateway().call(service.endpoint(), b'{"a": 1}', {"webhook-id": "7", "Content-Type": "application/json"})
    path, headers, body = service.got[0]
    assert (path, headers["webhook-id"], body) == ("/send/one", "7", b'{"a": 1}')


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(500, NotSent), (404, NotSent), (429, NotSent), (301, NotSent), (410, Rejected), (0, MayHaveGone),
     (-1, MayHaveGone)],
)  # fmt: skip
def test_each_answer_is_told_apart(service: PushService, status: int, trouble: type[Exception]) -> None:
    service.status = status
    with pytest.raises(trouble):
        gateway().call(service.endpoint(), b"{}", {})
    assert len(service.got) == 1


def test_one_that_is_down_is_certainly_not_told(service: PushService) -> None:
    address = service.endpoint()
    service.end()
    with pytest.raises(NotSent):
        gateway().call(address, b"{}", {})


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.7/", "https://169.254.169.254/",
     "https://localhost/", "ftp://example.org/", "https://192.168.1.1:8443/x"],
)  # fmt: skip
def test_only_the_open_network_is_told(url: str) -> None:
    with pytest.raises(Rejected):
        gateway(anywhere=False).call(url, b"{}", {})
