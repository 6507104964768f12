"""The network between a phone and the server, which a test can cut, mend, and let lose the answers."""

import contextlib
import socket
import threading

ON, OFF, NO_ANSWERS = "on", "off", "no answers"


class Wire:
    """A port that passes everything to another. ``state`` counts from the next byte on; ``drops`` what it cut."""

    def __init__(self, port: int) -> None:
        self.target, self.state, self.drops = port, ON, 0
        self._pairs: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """No network: what is open breaks, too."""
        self.state = OFF
        for each in list(self._pairs):
            _end(each)

    def mend(self) -> None:
        self.state = ON

    def lose_answers(self) -> None:
        """What is sent arrives at the server, but the phone never hears of it."""
        self.state = NO_ANSWERS

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            if self.state == OFF:
                _end(phone)
                continue
            server = socket.create_connection(("127.0.0.1", self.target))
            self._pairs |= {phone, server}
            threading.Thread(target=self._pass, args=(phone, server), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, phone, True), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, answers: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if answers and self.state == NO_ANSWERS:
                    self.drops += 1
                    break
                to.sendall(data)
        for each in (source, to):
            self._pairs.discard(each)
            _end(each)


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
