"""Documents: PDF without anything that acts."""

from ..sandbox.reasons import Reason, Refused

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/RichMedia")


def check_document(data: bytes) -> None:
    """Raise Refused unless this is a PDF that only shows. It is served as an attachment all the same."""
    if not data:
        raise Refused(Reason.empty)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise Refused(Reason.too_large)
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise Refused(Reason.unsupported)
    if any(mark in data for mark in ACTS):
        raise Refused(Reason.unsupported)
