"""MP3: only the frames are kept; tags before, between and after them are dropped."""

from ..sandbox.reasons import Reason, Refused

KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FEWEST = 3


def looks(data: bytes) -> bool:
    """Whether it begins with a tag or a frame."""
    return data[:3] == b"ID3" or _frame(data, 0) > 0


def clean(data: bytes) -> bytes:
    """The frames of one stream, in order; a second one must follow the first of any run."""
    at, kept, run = _after_tags(data), [], False
    key = b""
    while (at := at if run else data.find(b"\xff", at)) >= 0:
        size = _frame(data, at)
        fits = size > 0 and (not key or _key(data, at) == key)
        if fits and (run or _frame(data, at + size) > 0 or at + size == len(data)):
            key = key or _key(data, at)
            kept.append(data[at : at + size])
            at, run = at + size, True
            continue
        at, run = (at, False) if run else (at + 1, False)
    if len(kept) < FEWEST:
        raise Refused(Reason.broken)
    return b"".join(kept)


def _key(data: bytes, at: int) -> bytes:
    return bytes((data[at + 1] & 0xFE, data[at + 2] & 0x0C))


def _frame(data: bytes, at: int) -> int:
    """The size of the whole layer III frame here; 0 where there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or bits in {0, 15} or rate == 3:
        return 0
    kbits, factor = (KBITS_1[bits], 144_000) if version == 3 else (KBITS_2[bits], 72_000)
    size = factor * kbits // RATES[version][rate] + (data[at + 2] >> 1 & 1)
    return size if at + size <= len(data) else 0


def _after_tags(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at
