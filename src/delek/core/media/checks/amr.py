"""AMR: a magic and frames; what follows the last whole frame is dropped."""

from ..sandbox.reasons import Reason, Refused

NARROW, WIDE = b"#!AMR\n", b"#!AMR-WB\n"
SIZES = {
    NARROW: {0: 13, 1: 14, 2: 16, 3: 18, 4: 20, 5: 21, 6: 27, 7: 32, 8: 6, 15: 1},
    WIDE: {0: 18, 1: 24, 2: 33, 3: 37, 4: 41, 5: 47, 6: 51, 7: 59, 8: 61, 9: 6, 14: 1, 15: 1},
}


def looks(data: bytes) -> bool:
    """Whether it begins as AMR."""
    return data.startswith((NARROW, WIDE))


def clean(data: bytes) -> bytes:
    """The whole frames."""
    magic = NARROW if data.startswith(NARROW) else WIDE
    sizes, at = SIZES[magic], len(magic)
    while at < len(data):
        size = sizes.get(data[at] >> 3 & 15)
        if data[at] & 0x83 or size is None or at + size > len(data):
            break
        at += size
    if at == len(magic):
        raise Refused(Reason.broken)
    return data[:at]
