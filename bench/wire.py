"""A client that costs next to nothing, so that a benchmark weighs the server and not itself."""

import selectors
import socket
import time
from collections.abc import Callable


class Wire:
    """One kept connection; each answer is read whole. It speaks as much HTTP/1.1 as our own server answers with."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began, self._got = 0.0, b""

    def ask(self, question: bytes) -> None:
        self.began, self._got = time.perf_counter(), b""
        self.socket.sendall(question)

    def hear(self) -> tuple[int, bytes] | None:
        """The status and the body, or None while the answer is not whole. ConnectionError where the server hangs up."""
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        self._got += got
        head, end, answer = self._got.partition(b"\r\n\r\n")
        if not end:
            return None
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        return (int(head[9:12]), answer) if len(answer) >= length else None


def question(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    told = {"Host": "127.0.0.1", "Content-Length": str(len(body))} | headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


def hammer(
    port: int, ask: Callable[[], bytes], right: Callable[[int, bytes], bool], concurrency: int, seconds: float
) -> tuple[list[float], float]:
    """Keep so many questions under way for so long; answers how long each took, and all of them.

    One thread asks and hears for all, as many threads would take the server's time. SystemExit on a wrong answer.
    """
    times: list[float] = []
    began = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        for _ in range(concurrency):
            wire = Wire(port)
            waiting.register(wire.socket, selectors.EVENT_READ, wire)
            wire.ask(ask())
        while waiting.get_map():
            for key, _ in waiting.select(30):
                answer = key.data.hear()
                if answer is None:
                    continue
                if not right(*answer):
                    raise SystemExit(f"{answer[0]}: {answer[1][:200]!r}")
                times.append(time.perf_counter() - key.data.began)
                if time.perf_counter() < began + seconds:
                    key.data.ask(ask())
                else:
                    waiting.unregister(key.fileobj)
                    key.data.socket.close()
    return times, time.perf_counter() - began
