"""What a first visit of a page fetches.

Counted is every answer that a browser without memory gets, its headers too, as it comes over the wire. The Tibetan
font is left out: a phone fetches it once and keeps it for all pages; so are photos, of which the report page has none.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass
class Visit:
    """Address and bytes on the wire of each answer, by the browser's own request number."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        """Listen from before the first request on."""
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", lambda e: self.addresses.update({e["requestId"]: e["response"]["url"]}))
        wire.on("Network.loadingFinished", lambda e: self.sizes.update({e["requestId"]: e["encodedDataLength"]}))

    def counted(self) -> dict[str, int]:
        """Bytes by address, without the font."""
        return {url: int(self.sizes[key]) for key, url in self.addresses.items() if not url.endswith(".woff2")}
