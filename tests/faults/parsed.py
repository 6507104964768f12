"""What of a page could run, as a browser would read it."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

ADDRESSED = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "srcdoc"}
ALIVE = {"script", "style", "iframe", "object", "embed", "base", "applet", "frame"}


class Reading(HTMLParser):
    """Notes everything alive that is not ours: ours are scripts and styles from /static/ and nothing inline at all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ALIVE and not self._is_ours(tag, given):
            self.alive.append(self.get_starttag_text() or tag)
        for name, value in given.items():
            if name.startswith("on") or name == "style" or (name in ADDRESSED and not _is_safe(value)):
                self.alive.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag

    def _is_ours(self, tag: str, given: dict[str, str]) -> bool:
        data = given.get("type") == "application/json"
        return tag == "script" and (given.get("src", "").startswith("/static/") or data)


def _is_safe(address: str) -> bool:
    plain = "".join(c for c in address if c.isprintable()).strip().lower()
    scheme, host = (
        (urlsplit(plain).scheme, urlsplit(plain).netloc) if ":" in plain[:30] or plain.startswith("//") else ("", "")
    )
    if scheme in ("http", "https") or plain.startswith("//"):
        return host.startswith(("127.0.0.1", "localhost", "testserver"))
    return scheme in ("", "tel", "mailto", "blob") or plain.startswith("data:image/")


def alive(page: str) -> list[str]:
    reading = Reading()
    reading.feed(page)
    return reading.alive
