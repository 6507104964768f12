"""A browser that asked for notices, and the push service it named, for tests: real keys, a real local socket."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from delek.foundation.push import to_base64


class Browser:
    """``fields`` is what its script tells the house; ``read`` opens a record with the private key only it has."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint, self.secret = endpoint, b"0123456789abcdef"
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.public = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.fields = {"endpoint": endpoint, "key": to_base64(self.public), "secret": to_base64(self.secret)}

    def read(self, record: bytes) -> dict[str, Any]:
        salt, sender, sealed = record[:16], record[21:86], record[86:]
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), peer)
        material = _hkdf(shared, self.secret, b"WebPush: info\0" + self.public + sender, 32)
        key = _hkdf(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(material, salt, b"Content-Encoding: nonce\0", 12)
        words = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert words[-1:] == b"\x02", "the last record ends with two"
        return dict(json.loads(words[:-1]))


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


class PushService(ThreadingHTTPServer):
    """Answers with ``status``; 0 hangs, -1 talks nonsense. ``got`` holds path, headers and body of each request."""

    daemon_threads = True
    status = 201

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.released = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def endpoint(self, name: str = "one") -> str:
        return f"http://127.0.0.1:{self.server_port}/send/{name}"

    def end(self) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()


class _Answering(BaseHTTPRequestHandler):
    server: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        if self.server.status == 0:
            self.server.released.wait(10)
        elif self.server.status == -1:
            self.wfile.write(b"nonsense\r\n\r\n")
        else:
            self.send_response(self.server.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
