"""MP4 with sound: boxes a player does not need become empty ``free`` boxes of the same size; no offset moves."""

from collections.abc import Iterator

from ..sandbox.reasons import Reason, Refused

BRANDS = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso8", b"dash",
          b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"MSNV", b"f4a ", b"mp71", b"qt  "}
CODECS = {b"mp4a", b"Opus", b"samr", b"sawb"}
FOLDERS = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"mvex", b"moof", b"traf", b"mfra"}
KEPT = FOLDERS | {
    b"ftyp", b"styp", b"mdat", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"smhd", b"dref", b"stsd", b"stts", b"stsc",
    b"stsz", b"stz2", b"stco", b"co64", b"ctts", b"stss", b"sgpd", b"sbgp", b"mehd", b"trex", b"mfhd", b"tfhd", b"tfdt",
    b"trun", b"sidx", b"tfra", b"mfro",
}
DATED = {b"mvhd", b"tkhd", b"mdhd"}
NAMED = b"hdlr"


def looks(data: bytes) -> bool:
    """Whether it begins as MP4 of a kind that may hold sound only."""
    return data[4:8] == b"ftyp" and data[8:12] in BRANDS


def clean(data: bytes) -> bytes:
    """The same with tags, places, names and dates emptied."""
    out = bytearray(data)
    seen: set[bytes] = set()
    end = _walk(out, 0, len(out), seen)
    if not {b"moov", b"mdat", b"stsd"} <= seen:
        raise Refused(Reason.broken)
    return bytes(out[:end])


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Name, start, body and end of each box; what is too short for a box at the end is left out."""
    while start + 8 <= end:
        size, body = int.from_bytes(data[start : start + 4], "big"), start + 8
        if size == 1:
            size, body = int.from_bytes(data[start + 8 : start + 16], "big"), start + 16
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            raise Refused(Reason.broken)
        yield bytes(data[start + 4 : start + 8]), start, body, start + size
        start += size


def _walk(data: bytearray, start: int, end: int, seen: set[bytes]) -> int:
    last = start
    for name, at, body, last in _boxes(data, start, end):
        seen.add(name)
        if name not in KEPT:
            data[at + 4 : at + 8] = b"free"
            data[body:last] = bytes(last - body)
        elif name in FOLDERS:
            _walk(data, body, last, seen)
        elif name in DATED:
            _undate(data, body)
        elif name == NAMED:
            _unname(data, body, last)
        elif name == b"stsd" and not {codec for codec, *_ in _boxes(data, body + 8, last)} <= CODECS:
            raise Refused(Reason.unsupported)
    return last


def _undate(data: bytearray, body: int) -> None:
    """Empty the times of making and changing."""
    size = 16 if data[body] == 1 else 8
    data[body + 4 : body + 4 + size] = bytes(size)


def _unname(data: bytearray, body: int, end: int) -> None:
    """Sound only; the handler's name is free text."""
    if data[body + 8 : body + 12] != b"soun":
        raise Refused(Reason.unsupported)
    data[body + 24 : end] = bytes(end - body - 24)
