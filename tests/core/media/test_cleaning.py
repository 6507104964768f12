"""Recordings and documents: known by content, cleaned of what they tell."""

import os
import struct
import zlib
from pathlib import Path

import pytest

from delek.core.media.checks.documents import MAX_DOCUMENT_BYTES, check_document
from delek.core.media.checks.voice import MAX_VOICE_BYTES, check_voice, clean_voice
from delek.core.media.sandbox import Reason, Refused

REAL = Path(os.environ.get("DELEK_REAL_DATA") or Path(__file__).parents[4] / "shared/data/real")
KINDS = {
    ".mp3": "audio/mpeg", ".wav": "audio/wav", ".opus": "audio/ogg", ".ogg": "audio/ogg", ".m4a": "audio/mp4",
    ".webm": "audio/webm",
}
PLACE = b"+29.6500+091.1000/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WAV_FORMAT = struct.pack("<HHIIHH", 1, 1, 16000, 32000, 2, 16)


def real(folder: str) -> list[object]:
    found = sorted(path for path in (REAL / folder).glob("*") if path.suffix not in {".md", ".txt"})
    missing = pytest.param(None, marks=pytest.mark.skip(reason=f"no real data at {REAL / folder}; set DELEK_REAL_DATA"))
    return [pytest.param(path, id=path.name) for path in found] or [missing]


def voice(name: str) -> bytes:
    path = REAL / "voice" / name
    if not path.exists():
        pytest.skip(f"no real data at {path}; set DELEK_REAL_DATA")
    return path.read_bytes()


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        check_voice(data)
    return caught.value.reason


def document_refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        check_document(data)
    return caught.value.reason


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


@pytest.mark.parametrize("path", real("voice"))
def test_real_recordings_are_taken_and_cleaning_is_stable(path: Path) -> None:
    data = path.read_bytes()
    assert check_voice(data).mime == KINDS[path.suffix]
    clean = clean_voice(data)
    assert clean_voice(clean) == clean
    assert check_voice(clean) == check_voice(data)
    assert b"Lavf" not in clean[:4096]


@pytest.mark.parametrize("path", [*real("hostile"), *real("photos")])
def test_no_other_file_is_a_recording_or_a_document(path: Path) -> None:
    data = path.read_bytes()
    assert refusal(data) in {Reason.not_a_recording, Reason.empty, Reason.too_large}
    assert document_refusal(data) in {Reason.unsupported, Reason.empty, Reason.too_large}


@pytest.mark.parametrize("path", real("voice"))
def test_damaged_recordings_are_refused_or_cleaned_but_raise_nothing_else(path: Path) -> None:
    data = path.read_bytes()[:20_000]
    for at in range(0, 600, 3):
        for value in (0x00, 0xFF):
            harmed = data[:at] + bytes((value,)) + data[at + 1 :]
            try:
                clean_voice(harmed)
            except Refused as refused:
                assert refused.reason in Reason


def test_empty_and_too_large() -> None:
    assert refusal(b"") == Reason.empty
    assert refusal(bytes(MAX_VOICE_BYTES + 1)) == Reason.too_large


def test_mp3_tags_are_dropped() -> None:
    sound = voice("en_mp3.mp3")
    tag = b"ID3\x03\0\0" + bytes((0, 0, 0, 30)) + PLACE.ljust(30, b"\xff")
    end = b"TAG" + PLACE.ljust(125, b"\0")
    assert clean_voice(tag + sound + end) == sound
    assert clean_voice(tag + tag + sound) == sound


def test_wav_lists_are_dropped() -> None:
    wave = chunk(b"fmt ", WAV_FORMAT) + chunk(b"LIST", b"INFO" + PLACE)
    body = wave + chunk(b"data", bytes(100)) + chunk(b"id3 ", PLACE)
    clean = clean_voice(chunk(b"RIFF", b"WAVE" + body))
    assert PLACE not in clean
    assert clean == chunk(b"RIFF", b"WAVE" + chunk(b"fmt ", WAV_FORMAT) + chunk(b"data", bytes(100)))


def test_a_wav_that_was_cut_off_is_mended() -> None:
    data = voice("zh_pcm_short.wav")[:5001]
    clean = clean_voice(data)
    assert int.from_bytes(clean[4:8], "little") == len(clean) - 8


def test_mp4_places_are_emptied_and_no_offset_moves() -> None:
    data = voice("zh_reencoded_mp4_aac.m4a")
    start = data.index(b"udta") - 4
    size = int.from_bytes(data[start : start + 4], "big")
    told = data[: start + 8] + PLACE.ljust(size - 8, b"\1") + data[start + size :]
    clean = clean_voice(told + box(b"uuid", PLACE))
    assert PLACE not in clean
    assert clean[: len(data)] == clean_voice(data)
    assert b"udta" not in clean
    assert clean[clean.index(b"mdat") :][:1000] == data[data.index(b"mdat") :][:1000]


def test_mp4_with_pictures_is_refused() -> None:
    assert refusal(voice("zh_reencoded_mp4_aac.m4a").replace(b"soun", b"vide")) == Reason.unsupported


@pytest.mark.parametrize("name", ["zh_reencoded_ogg_opus.ogg", "en_ogg_opus.opus"])
def test_ogg_comments_are_emptied(name: str) -> None:
    data = voice(name)
    clean = clean_voice(data)
    at = clean.index(b"OpusTags")
    assert clean[at + 8 : at + 16] == bytes(8)
    assert len(clean) == len(data)
    head = data.index(b"OggS", data.index(b"OpusTags"))
    assert clean[head:] == data[head:]


def test_ogg_with_another_codec_is_refused() -> None:
    assert refusal(voice("en_ogg_opus.opus").replace(b"OpusHead", b"\x01vorbis ")) == Reason.unsupported


def test_webm_tags_become_void() -> None:
    data = voice("zh_reencoded_webm_opus.webm")
    assert b"ENCODER" in data
    clean = clean_voice(data)
    assert b"ENCODER" not in clean
    assert len(clean) == len(data)
    tail = bytes.fromhex("1254c367") + bytes((0x80 | len(PLACE),)) + PLACE
    assert PLACE not in clean_voice(data + tail)


def test_a_streamed_webm_without_sizes_is_taken() -> None:
    def element(name: str, body: bytes, size: bytes = b"") -> bytes:
        return bytes.fromhex(name) + (size or bytes((0x80 | len(body),))) + body

    streamed, cluster = b"\x01" + b"\xff" * 7, element("e7", b"\0") + element("a3", b"\x81\0\0\x80sound")
    known = element("d7", b"\1") + element("83", b"\2") + element("86", b"A_OPUS")
    track = element("ae", known + element("536e", PLACE))
    body = element("1549a966", element("4d80", b"Chrome") + element("5741", b"Chrome")) + element("1654ae6b", track)
    head = element("1a45dfa3", element("4282", b"webm"))
    data = head + element("18538067", body + element("1f43b675", cluster, streamed) * 2, streamed)
    assert check_voice(data).mime == "audio/webm"
    clean = clean_voice(data)
    assert len(clean) == len(data)
    assert PLACE not in clean
    assert b"Chrome" not in clean
    assert clean_voice(data + b"\xa3\x90cut") == clean
    assert refusal(data.replace(b"A_OPUS", b"V_VP80")) == Reason.unsupported


@pytest.mark.parametrize(("magic", "frame"), [(b"#!AMR\n", b"\x04" + bytes(12)), (b"#!AMR-WB\n", b"\x04" + bytes(17))])
def test_amr(magic: bytes, frame: bytes) -> None:
    assert check_voice(magic + frame * 3).mime == "audio/amr"
    assert clean_voice(magic + frame * 3 + b"\xff" + PLACE) == magic + frame * 3
    assert refusal(magic) == Reason.broken


def test_a_plain_pdf_is_taken() -> None:
    check_document(PDF)


@pytest.mark.parametrize(
    "part", [b"/JavaScript", b"/J#61vaScript", b"/#4cau#6Ech", b"/EmbeddedFile", b"/RichMedia", b"/Encrypt 5 0 R"]
)
def test_an_active_pdf_is_refused(part: bytes) -> None:
    assert document_refusal(PDF.replace(b"/Catalog", b"/Catalog " + part)) == Reason.unsupported


def test_active_content_in_a_packed_stream_is_refused() -> None:
    def packed(text: bytes) -> bytes:
        stream = b"2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\r\n" + zlib.compress(text) + b"\nendstream\n"
        return PDF.replace(b"trailer", stream + b"trailer")

    check_document(packed(b"<</Type/Page>>"))
    assert document_refusal(packed(b"<</S/JavaScript>>")) == Reason.unsupported
    assert document_refusal(packed(bytes(50_000_000))) == Reason.too_large


def test_other_documents_are_refused() -> None:
    assert document_refusal(b"") == Reason.empty
    assert document_refusal(b"%PDF-" + bytes(MAX_DOCUMENT_BYTES)) == Reason.too_large
    assert document_refusal(b"\n" + PDF) == Reason.unsupported
    assert document_refusal(PDF[:-7]) == Reason.broken
