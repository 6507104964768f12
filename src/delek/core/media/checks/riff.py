"""WAV: written anew from the format, the fact and the samples; every other chunk is dropped."""

import struct

from ..sandbox.reasons import Reason, Refused

CODECS = {1, 3, 6, 7, 0x11, 0x31, 0xFFFE}
KEPT = (b"fmt ", b"fact", b"data")


def looks(data: bytes) -> bool:
    """Whether it begins as WAV."""
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def clean(data: bytes) -> bytes:
    """Only the chunks a player needs."""
    chunks = _chunks(data)
    head, sound = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(head) < 16 or not sound:
        raise Refused(Reason.broken)
    codec, channels, rate = struct.unpack_from("<HHI", head)
    if codec not in CODECS or not 1 <= channels <= 8 or not 4000 <= rate <= 192_000:
        raise Refused(Reason.unsupported)
    body = b"".join(_chunk(name, chunks[name]) for name in KEPT if name in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """The first chunk of each name; a recording that was cut off ends where the data ends."""
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        found.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
