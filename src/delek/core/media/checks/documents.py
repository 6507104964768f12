"""Documents: PDF without active content. Served as an attachment only."""

import re
import zlib

from ..sandbox.reasons import Reason, Refused

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
MAX_INFLATED = 40 * 1024 * 1024


def _name(text: str) -> bytes:
    """A pattern of a PDF name, whose letters may each be written as an escape (/J#61vaScript)."""
    return b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in text.encode())


ACTIVE = re.compile(b"|".join(map(_name, ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "Encrypt"))))
OBJECTS = re.compile(_name("ObjStm"))
STREAM = re.compile(rb"stream\r?\n")


def check_document(data: bytes) -> None:
    """Refuse what is not a PDF, what is too large, encrypted, cut off or active."""
    if not data:
        raise Refused(Reason.empty)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise Refused(Reason.too_large)
    if not data.startswith(b"%PDF-"):
        raise Refused(Reason.unsupported)
    if b"%%EOF" not in data[-2048:]:
        raise Refused(Reason.broken)
    if ACTIVE.search(data):
        raise Refused(Reason.unsupported)
    _refuse_hidden(data)


def _refuse_hidden(data: bytes) -> None:
    """Objects may lie compressed in object streams; they are unpacked, within a bound, and looked at."""
    left = MAX_INFLATED
    for found in OBJECTS.finditer(data):
        start = STREAM.search(data, found.end())
        if start is None:
            raise Refused(Reason.broken)
        try:
            text = zlib.decompressobj().decompress(data[start.end() :], left)
        except zlib.error:
            raise Refused(Reason.unsupported) from None
        left -= len(text)
        if left <= 0:
            raise Refused(Reason.too_large)
        if ACTIVE.search(text):
            raise Refused(Reason.unsupported)
