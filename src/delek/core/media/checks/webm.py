"""WebM and Matroska with Opus: elements a player does not need become empty ``Void`` elements of the same size."""

from ..sandbox.reasons import Reason, Refused

EBML, SEGMENT, CLUSTER, TRACKS, INFO, ENTRY = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0x1654AE6B, 0x1549A966, 0xAE
DOCTYPE, CODEC, KIND, MUXER, WRITER = 0x4282, 0x86, 0x83, 0x4D80, 0x5741
OPENED = {SEGMENT, CLUSTER, TRACKS, INFO, ENTRY}
SEEK, CUES, BLOCK, GROUP = 0x114D9B74, 0x1C53BB6B, 0xA3, 0xA0
KEPT = OPENED | {
    EBML, SEEK, CUES, BLOCK, GROUP, 0xE7, 0xAB, 0xA7,  # time, previous size and position of a cluster
    0x2AD7B1, 0x4489,  # scale and duration
    0xD7, 0x73C5, KIND, 0xB9, 0x88, 0x55AA, 0x9C, CODEC, 0x63A2, 0x56AA, 0x56BB, 0x23E383, 0xE1, 0x22B59C,  # a track
}
UNKNOWN = -1


def looks(data: bytes) -> bool:
    """Whether it begins as EBML."""
    return data[:4] == EBML.to_bytes(4, "big")


def clean(data: bytes) -> bytes:
    """The same with tags, names, attachments and dates emptied; an element cut off at the end is dropped."""
    out = bytearray(data)
    codecs, kinds, blocks, at = set(), set(), 0, 0
    while at < len(out) - 1:
        try:
            name, body, size = _element(out, at)
        except IndexError:
            break
        if name in OPENED:
            at = body
            continue
        end = body + size
        if size == UNKNOWN or end > len(out):
            break
        if name == EBML:
            _require_doctype(out, body, end)
        codecs |= {bytes(out[body:end])} if name == CODEC else set()
        kinds |= {int.from_bytes(out[body:end], "big")} if name == KIND else set()
        blocks += name in {BLOCK, GROUP}
        _empty(out, name, at, body, end)
        at = end
    if codecs and (codecs != {b"A_OPUS"} or kinds - {2}):
        raise Refused(Reason.unsupported)
    if not codecs or not blocks:
        raise Refused(Reason.broken)
    return bytes(out[:at])


def _empty(out: bytearray, name: int, at: int, body: int, end: int) -> None:
    if name in {MUXER, WRITER}:
        out[body:end] = b" " * (end - body)
    elif name not in KEPT:
        out[at:end] = _void(end - at)


def _require_doctype(out: bytearray, at: int, end: int) -> None:
    while at < end:
        name, body, size = _element(out, at)
        if name == DOCTYPE and bytes(out[body : body + size]).rstrip(b"\0") in {b"webm", b"matroska"}:
            return
        at = body + max(size, 0)
    raise Refused(Reason.unsupported)


def _element(data: bytearray, at: int) -> tuple[int, int, int]:
    """Name, start of the body and size of the element here."""
    width = _width(data[at], 4)
    name = int.from_bytes(data[at : at + width], "big")
    at += width
    length = _width(data[at], 8)
    if at + length > len(data):
        raise IndexError
    size = int.from_bytes(data[at : at + length], "big") & (1 << 7 * length) - 1
    return name, at + length, UNKNOWN if size == (1 << 7 * length) - 1 else size


def _width(first: int, most: int) -> int:
    width = 9 - first.bit_length()
    if width > most:
        raise Refused(Reason.broken)
    return width


def _void(size: int) -> bytes:
    if size <= 128:
        return b"\xec" + bytes((0x80 | size - 2,)) + bytes(size - 2)
    return b"\xec\x01" + (size - 9).to_bytes(7, "big") + bytes(size - 9)
