"""Recordings: known by their content; what they carry besides sound is taken out without touching the sound."""

from dataclasses import dataclass

from ..sandbox.reasons import Reason, Refused

MAX_VOICE_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What a recording is, by its content."""

    format: str
    mime: str


def check_voice(data: bytes) -> VoiceFacts:
    """Say what a recording is. Raises Refused for anything that is not WebM, Ogg, MP4 audio, MP3, WAV or AMR."""
    if not data:
        raise Refused(Reason.empty)
    if len(data) > MAX_VOICE_BYTES:
        raise Refused(Reason.too_large)
    for matches, facts in _KNOWN:
        if matches(data):
            return facts
    raise Refused(Reason.not_a_recording)


def _webm(data: bytes) -> bool:
    return data.startswith(b"\x1aE\xdf\xa3") and b"webm" in data[:64] and b"A_" in data[:4096]


def _ogg(data: bytes) -> bool:
    return data.startswith(b"OggS\x00\x02") and any(mark in data[:128] for mark in (b"OpusHead", b"vorbis", b"Speex"))


def _mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and b"soun" in data and b"vide" not in data


def _mp3(data: bytes) -> bool:
    start = data[_id3_length(data) :][:2]
    return len(start) == 2 and start[0] == 0xFF and start[1] & 0xE6 in (0xE2, 0xE4, 0xE6)


def _wav(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WAVE" and b"fmt " in data[:256]


def _amr(data: bytes) -> bool:
    return data.startswith((b"#!AMR\n", b"#!AMR-WB\n"))


_KNOWN = (
    (_webm, VoiceFacts("webm", "audio/webm")),
    (_ogg, VoiceFacts("ogg", "audio/ogg")),
    (_mp4, VoiceFacts("mp4", "audio/mp4")),
    (_wav, VoiceFacts("wav", "audio/wav")),
    (_amr, VoiceFacts("amr", "audio/amr")),
    (_mp3, VoiceFacts("mp3", "audio/mpeg")),
)


def clean_voice(data: bytes) -> bytes:
    """The same sound without tags: ID3 in MP3, LIST in WAV, ``udta`` and ``meta`` in MP4."""
    facts = check_voice(data)
    if facts.format == "mp3":
        return _without_id3(data)
    if facts.format == "wav":
        return _without_lists(data)
    if facts.format == "mp4":
        return _without_atoms(data)
    return data


def _id3_length(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def _without_id3(data: bytes) -> bytes:
    sound = data[_id3_length(data) :]
    return sound[:-128] if sound[-128:-125] == b"TAG" else sound


def _without_lists(data: bytes) -> bytes:
    kept, place = [], 12
    while place + 8 <= len(data):
        end = place + 8 + int.from_bytes(data[place + 4 : place + 8], "little")
        end += end % 2
        if data[place : place + 4] in (b"fmt ", b"data", b"fact"):
            kept.append(data[place:end])
        place = end
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _without_atoms(data: bytes) -> bytes:
    """Blank ``udta`` and ``meta`` in place, so that every offset inside stays true."""
    out = bytearray(data)
    _blank(out, 0, len(out))
    return bytes(out)


def _blank(out: bytearray, start: int, end: int) -> None:
    while start + 8 <= end:
        size = int.from_bytes(out[start : start + 4], "big") or end - start
        kind = bytes(out[start + 4 : start + 8])
        if size < 8 or start + size > end:
            return
        if kind in (b"udta", b"meta"):
            out[start + 4 : start + 8] = b"free"
            out[start + 8 : start + size] = bytes(size - 8)
        elif kind in (b"moov", b"trak", b"mdia"):
            _blank(out, start + 8, start + size)
        start += size
