"""Requests as nobody sends them by intent: broken bytes, huge numbers, forms cut in half, headers of another kind."""

import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

SOURCE = Path(__file__).resolve().parents[2] / "src" / "delek"
ASKED = re.compile(
    r"""(?:GET|POST|FILES|given|typed|cleaned_data)(?:\.get|\.getlist)?[\[(]["'](\w+)["']|^\s+(\w+) = forms\.\w+\(""",
    re.M,
)
VALUES = (
    b"", b"0", b"1", b"-1", b"9" * 20, b"9" * 5000, b"1e309", b"NaN", b"\xc2\xb2", b"\xd9\xa3", b"\x00", b"a\x00b",
    b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf0\x9f\x92\xa5", "ཀ་ཁ་ག།".encode(), "户口".encode(), b"\xe2\x80\xae",
    b"%", b"%s%n", b"{", b"{0.__class__}", b"{{7*7}}", b"' OR 1=1 --", b"<script>", b"../../etc/passwd", b"\r\nX-A: b",
    b"0001-01-01", b"9999-12-31", b"10000-01-01", b"2026-02-30", b"24:00", b"00000000-0000-4000-8000-000000000001",
    b"true", b"on", b"[]", b"null", b"x" * 3000, b"\\", b"\x7f", b" ", b"+", b"a:b", b"//", b"accept", b"thumb", b"bo",
)  # fmt: skip
METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
KINDS = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "text/plain", "",
    "application/json", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff",
    "multipart/form-data; boundary=" + "b" * 300, "multipart/mixed; boundary=edge", "a/b; charset=nowhere",
    ";;;", "\x00",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "HTTP_ACCEPT": ("application/json", "*/*", "\xff", "text/html;q=x"),
    "HTTP_ACCEPT_LANGUAGE": ("bo", "zh-Hans;q=2", "x" * 600, "\xff", "*", "en;q=nan"),
    "HTTP_ORIGIN": ("null", "http://[", "http://testserver", "\xff", "http://a:b", "https://elsewhere.example"),
    "HTTP_SEC_FETCH_SITE": ("cross-site", "same-origin", "\xff"),
    "HTTP_REFERER": ("http://[", "\xff", "http://testserver/"),
    "HTTP_HOST": ("testserver", "testserver:99999999", "[", "a b", "127.0.0.1", "\xff", ""),
    "HTTP_HX_REQUEST": ("true", "\xff"), "HTTP_HX_CURRENT_URL": ("http://[", "\xff"),
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": ("true",),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4, \xff", "x" * 2000, ","), "HTTP_RANGE": ("bytes=9-1", "bytes=\xff"),
    "HTTP_IF_MODIFIED_SINCE": ("yesterday", "Mon, 32 Foo 99999 99:99:99 GMT"), "HTTP_IF_NONE_MATCH": ("\xff", '"'),
    "HTTP_AUTHORIZATION": ("Basic \xff", "Bearer x"), "CONTENT_LENGTH": ("", "3"),
    "HTTP_TRANSFER_ENCODING": ("chunked",), "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_USER_AGENT": ("\xff", "x" * 5000),
    "HTTP_X_CSRFTOKEN": ("\xff", "x", "x" * 64),
}  # fmt: skip
COOKIES = (
    'language="\\000"',
    'sessionid="\\000abcdefgh"',
    "sessionid=\xff\xffabcdefgh",
    "csrftoken=x",
    "=;=",
    "a" * 3000,
    'messages="\\000"',
)


def names() -> list[str]:
    """Every name that a page of ours asks for, read from the source itself."""
    found = {a or b for path in SOURCE.rglob("*.py") for a, b in ASKED.findall(path.read_text(encoding="utf-8"))}
    return sorted(found | {"next", "lang", "csrfmiddlewaretoken", "_method"})


@dataclass
class Oddities:
    """An endless supply from one seed. ``routes``: as Django writes them; ``known``: true addresses by route."""

    seed: int
    routes: Sequence[str]
    known: dict[str, set[str]]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance, self.names = random.Random(self.seed), names()

    def one(self, cookie: str) -> dict[str, Any]:
        """A WSGI environment; ``cookie``: who is signed in."""
        odd, body = self.chance, b""
        method = odd.choice(METHODS)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method, "PATH_INFO": self.path(), "QUERY_STRING": self.pairs(2),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(), "SCRIPT_NAME": "", "HTTP_HOST": "testserver",
            "HTTP_X_CSRFTOKEN": "a" * 32,
        }  # fmt: skip
        if method not in ("GET", "HEAD"):
            environ["CONTENT_TYPE"], body = self.body()
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["HTTP_COOKIE"] = f"csrftoken={'a' * 32}; {cookie}" + (
            "; " + odd.choice(COOKIES) if odd.random() < 0.1 else ""
        )
        for name in odd.sample(sorted(HEADERS), odd.choice((0, 0, 1, 2))):
            environ[name] = odd.choice(HEADERS[name])
        return environ | {"wsgi.input": io.BytesIO(body)}

    def path(self) -> str:
        route = self.chance.choice(self.routes)
        true = sorted(self.known.get(route, ()))
        if true and self.chance.random() < 0.6:
            return self.chance.choice(true)
        parts = (self.value().decode("latin-1") if p.startswith("<") else p for p in route.split("/"))
        return "/" + "/".join(parts)

    def value(self) -> bytes:
        return self.chance.choice(VALUES)

    def pairs(self, most: int) -> str:
        odd = self.chance
        pairs = (f"{odd.choice(self.names)}={quote_from_bytes(self.value())}" for _ in range(odd.randint(0, most)))
        return (
            "&".join(pairs) if odd.random() < 0.9 else odd.choice(("&&&", "%", "a=%ff%", "=" * 500, "x=1;y=2", "\xff"))
        )

    def body(self) -> tuple[str, bytes]:
        """Mostly whole forms with odd values, so that they get far; then broken ones."""
        odd = self.chance
        if odd.random() < 0.5:
            return KINDS[0], self.pairs(8).encode("latin-1")
        if odd.random() < 0.2:
            return odd.choice(KINDS), odd.choice(
                (b"", self.pairs(4).encode("latin-1"), odd.randbytes(200), b'{"a": [' * 2000)
            )
        return "multipart/form-data; boundary=edge", self.parts()

    def parts(self) -> bytes:
        odd, out = self.chance, []
        for _ in range(odd.randint(0, 6)):
            name = odd.choice((*self.names, "photos", "voice")).encode()
            file = b'; filename="' + self.value() + b'"' if odd.random() < 0.3 else b""
            more = odd.choice(
                (b"", b"", b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: image/jpeg\r\n", b"X\r\n")
            )
            head = b'Content-Disposition: form-data; name="' + name + b'"' + file + b"\r\n"
            out.append(b"--edge\r\n" + head + more + b"\r\n" + self.value() + b"\r\n")
        whole = b"".join(out) + b"--edge--\r\n"
        return whole if odd.random() < 0.7 else whole[: odd.randint(0, len(whole))]
