"""Recordings and documents are known by their content."""

import struct

import pytest

from delek.core.media.checks.documents import check_document
from delek.core.media.checks.voice import check_voice, clean_voice
from delek.core.media.sandbox import Reason, Refused
from tests.real import files, needs_real_data


@needs_real_data
def test_every_real_recording_is_taken() -> None:
    kinds = {p.name: check_voice(p.read_bytes()).format for p in files("voice") if p.suffix != ".txt"}
    assert sorted(kinds.values()) == ["mp3", "mp4", "ogg", "ogg", "wav", "wav", "webm"]


@needs_real_data
def test_no_hostile_file_passes_as_a_recording() -> None:
    taken = []
    for path in files("hostile"):
        try:
            taken.append((path.name, check_voice(path.read_bytes())))
        except Refused:
            continue
    assert taken == []


def test_tags_of_an_mp3_are_taken_out() -> None:
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * 3
    tagged = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"whereabout" + sound
    assert clean_voice(tagged) == sound


def test_a_wav_keeps_its_sound_alone() -> None:
    plain = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVE" + b"fmt \x10\x00\x00\x00" + plain + b"LIST\x04\x00\x00\x00here" + b"data\x02\x00\x00\x00hi"
    wav = b"RIFF" + len(body).to_bytes(4, "little") + body
    assert b"here" not in clean_voice(wav)
    assert b"data\x02\x00\x00\x00hi" in clean_voice(wav)


def test_a_document_that_acts_is_refused() -> None:
    check_document(b"%PDF-1.4 quiet %%EOF")
    with pytest.raises(Refused) as refused:
        check_document(b"%PDF-1.4 /JavaScript (x) %%EOF")
    assert refused.value.reason is Reason.unsupported
