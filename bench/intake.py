"""P2, P2b, P3: taking reports over HTTP beside a bare loop that only writes the rows a report needs."""

import io
import time
import uuid

from bench.house import granian, prepare
from bench.report import percentile, say
from bench.wire import hammer, question

SECONDS = 6
PEER = {1: 8, 8: 13, 32: 13}
PEER_STATUS = {1: 52, 8: 89, 32: 97}


def run() -> None:
    prepare()
    from tests.town import build

    town = build()
    code = town.code(10)
    bare = bare_loop(town)
    say("P2 bare loop, one connection", bare, "reports/s")
    with granian(2) as port:
        load(port, code, 8, [], 2)
        for concurrency, peer in PEER.items():
            times, seconds = load(port, code, concurrency, [])
            rate = len(times) / seconds
            say(
                f"P2 reports taken at concurrency {concurrency}",
                rate,
                "reports/s",
                p50_ms=round(percentile(times, 0.5) * 1000, 1),
                p95_ms=round(percentile(times, 0.95) * 1000, 1),
                of_bare_loop=round(rate / bare, 3),
                times_the_peer=round(rate / peer, 1),
            )
        plain, _ = load(port, code, 1, [])
        heavy, _ = load(port, code, 1, photos())
        ratio = percentile(heavy, 0.95) / percentile(plain, 0.95)
        say(
            "P3 three photos beside none, p95",
            ratio,
            "times",
            at_most=3,
            p95_ms=round(percentile(heavy, 0.95) * 1000, 1),
        )
        pages(port, town.open("page").token)


def bare_loop(town: object) -> float:
    """The same rows by the same code, without HTTP, forms and pages."""
    from django.db import connection

    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < 3:
        town.open(f"bare {done}")  # type: ignore[attr-defined]
        done += 1
    connection.close()
    return done / (time.perf_counter() - began)


def photos() -> list[bytes]:
    """Three photos of about 300 KB, each different."""
    from PIL import Image

    out = []
    for seed in range(3):
        file = io.BytesIO()
        Image.effect_noise((1280, 960), 40 + seed).convert("RGB").save(file, "JPEG", quality=30)
        out.append(file.getvalue())
    return out


def body(code: str, files: list[bytes]) -> tuple[bytes, str]:
    """A multipart form as a phone sends it."""
    edge = uuid.uuid4().hex
    fields = {
        "submission_id": str(uuid.uuid4()),
        "at": code,
        "category": "cable",
        "description": "旧线缆掉下来了，横在巷道上",
    }
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()
    ]
    for n, data in enumerate(files):
        head = f'--{edge}\r\nContent-Disposition: form-data; name="photos"; filename="{n}.jpg"\r\n'
        head += "Content-Type: image/jpeg\r\n\r\n"
        parts.append(head.encode() + data + uuid.uuid4().bytes + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def load(
    port: int, code: str, concurrency: int, files: list[bytes], seconds: float = SECONDS
) -> tuple[list[float], float]:
    """Submit reports from so many clients for so long."""

    def ask() -> bytes:
        data, kind = body(code, files)
        return question("POST", "/report", {"Content-Type": kind, "Accept": "application/json"}, data)

    return hammer(port, ask, lambda status, _: status == 201, concurrency, seconds)


def pages(port: int, token: str) -> None:
    """The reporter's whole page beside its bare status, and beside the status of the peer."""
    for concurrency, peer in PEER_STATUS.items():
        page, status = (read(port, path, concurrency) for path in (f"/r/{token}", f"/r/{token}.json"))
        say(
            f"P2b reporter's page at concurrency {concurrency}", page, "pages/s",
            own_status=round(status, 1), times_the_peers_status=round(page / peer, 2), at_least=3,
        )  # fmt: skip


def read(port: int, path: str, concurrency: int) -> float:
    """How often a page is read in a second."""

    asked = question("GET", path, {})
    times, seconds = hammer(port, lambda: asked, lambda status, _: status == 200, concurrency, 3)
    return len(times) / seconds
