"""Ogg with Opus: the comments are emptied in place, their pages get a new check sum."""

from ..sandbox.reasons import Reason, Refused

POLYNOMIAL = 0x04C11DB7
EMPTY_TAGS = b"OpusTags" + bytes(8)
FIRST = 0x02


def looks(data: bytes) -> bool:
    """Whether it begins as Ogg."""
    return data[:4] == b"OggS"


def clean(data: bytes) -> bytes:
    """One Opus stream with empty comments; what follows the last whole page is dropped."""
    pages = _pages(data)
    if len(pages) < 3:
        raise Refused(Reason.broken)
    head = _payload(data, pages[0])
    if head[:8] != b"OpusHead" or len(head) < 19:
        raise Refused(Reason.unsupported)
    serials = {data[start + 14 : start + 18] for start, _ in pages}
    if len(serials) != 1 or any(data[start + 5] & FIRST for start, _ in pages[1:]):
        raise Refused(Reason.unsupported)
    out = bytearray(data[: pages[-1][1]])
    rest = EMPTY_TAGS
    for start, end in _tag_pages(data, pages[1:]):
        body = start + 27 + data[start + 26]
        out[body:end] = rest[: end - body].ljust(end - body, b"\0")
        rest = rest[end - body :]
        out[start + 22 : start + 26] = bytes(4)
        out[start + 22 : start + 26] = _sum(out[start:end]).to_bytes(4, "little")
    return bytes(out)


def _pages(data: bytes) -> list[tuple[int, int]]:
    pages, at = [], 0
    while data[at : at + 5] == b"OggS\0" and at + 27 <= len(data):
        count = data[at + 26]
        end = at + 27 + count + sum(data[at + 27 : at + 27 + count])
        if end > len(data):
            break
        pages.append((at, end))
        at = end
    return pages


def _payload(data: bytes, page: tuple[int, int]) -> bytes:
    return data[page[0] + 27 + data[page[0] + 26] : page[1]]


def _tag_pages(data: bytes, pages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pages of the second packet, which by the rules fills its pages; sound must follow."""
    if _payload(data, pages[0])[:8] != b"OpusTags":
        raise Refused(Reason.broken)
    for index, (start, _) in enumerate(pages):
        lacing = data[start + 27 : start + 27 + data[start + 26]]
        if any(size < 255 for size in lacing):
            if any(size < 255 for size in lacing[:-1]) or index + 1 == len(pages):
                raise Refused(Reason.broken)
            return pages[: index + 1]
    raise Refused(Reason.broken)


def _table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return table


TABLE = _table()


def _sum(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    return value
