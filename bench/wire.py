"""A client that costs next to nothing, so that a benchmark weighs the server and not itself."""

import socket


class Wire:
    """One kept connection; each answer is read whole. It speaks as much HTTP/1.1 as our own server answers with."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """The status and the body. Raises ConnectionError where the server hangs up."""
        told = {"Host": "127.0.0.1", "Content-Length": str(len(body))} | headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.socket.sendall(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._read()
        head, _, answer = got.partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        while len(answer) < length:
            answer += self._read()
        return int(head[9:12]), answer

    def _read(self) -> bytes:
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        return got
