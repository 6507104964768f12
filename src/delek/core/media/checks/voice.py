"""Recordings: what they are by content, and the same without what they tell about place and device."""

from collections.abc import Callable
from dataclasses import dataclass

from ..sandbox.reasons import Reason, Refused
from . import amr, mp3, mp4, ogg, riff, webm

MAX_VOICE_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What a recording is by content."""

    format: str
    mime: str


@dataclass(frozen=True, slots=True)
class _Kind:
    facts: VoiceFacts
    looks: Callable[[bytes], bool]
    clean: Callable[[bytes], bytes]


KINDS = (
    _Kind(VoiceFacts("webm", "audio/webm"), webm.looks, webm.clean),
    _Kind(VoiceFacts("ogg", "audio/ogg"), ogg.looks, ogg.clean),
    _Kind(VoiceFacts("mp4", "audio/mp4"), mp4.looks, mp4.clean),
    _Kind(VoiceFacts("wav", "audio/wav"), riff.looks, riff.clean),
    _Kind(VoiceFacts("amr", "audio/amr"), amr.looks, amr.clean),
    _Kind(VoiceFacts("mp3", "audio/mpeg"), mp3.looks, mp3.clean),
)


def check_voice(data: bytes) -> VoiceFacts:
    """The kind of a recording. Raises Refused. Whatever passes here can be cleaned."""
    return _read(data)[0]


def clean_voice(data: bytes) -> bytes:
    """The same sound without tags, places, names, pictures and bytes that belong to nothing. Raises Refused."""
    return _read(data)[1]


def _read(data: bytes) -> tuple[VoiceFacts, bytes]:
    if not data:
        raise Refused(Reason.empty)
    if len(data) > MAX_VOICE_BYTES:
        raise Refused(Reason.too_large)
    for kind in KINDS:
        if kind.looks(data):
            try:
                return kind.facts, kind.clean(data)
            except (IndexError, ValueError, RecursionError):
                raise Refused(Reason.broken) from None
    raise Refused(Reason.not_a_recording)
