"""Strangers' photos cannot hurt, and nothing of their place or device leaves (quality.md S3)."""

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from delek.core.media.sandbox import Reason, Refused, Sandbox
from tests.real import files, needs_real_data
from tests.town import jpeg

EDGES = {"screen": 1600, "thumb": 400}
MARKS = (b"Exif", b"GPS", b"<script", b"<?php", b"xmpmeta", b"Photoshop")


def marked(served: bytes) -> bool:
    """Whether a mark stands before the pixels; among a million bytes of pixels three letters come by chance."""
    return any(mark in served[: served.index(b"\xff\xda")] for mark in MARKS)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    box = Sandbox()
    yield box
    box.close()


def test_a_photo_is_known_by_its_content(sandbox: Sandbox) -> None:
    facts = sandbox.check_photo(jpeg())
    assert (facts.format, facts.width, facts.height) == ("JPEG", 320, 240)


def test_text_is_no_photo(sandbox: Sandbox) -> None:
    with pytest.raises(Refused) as refused:
        sandbox.check_photo(b"hello, not a photo")
    assert refused.value.reason is Reason.not_a_photo


def test_a_photo_cut_short_is_broken(sandbox: Sandbox) -> None:
    noise = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(noise, "JPEG")
    with pytest.raises(Refused) as refused:
        sandbox.check_photo(noise.getvalue()[:6000])
    assert refused.value.reason is Reason.broken


def test_too_many_pixels_are_refused_before_they_are_decoded(sandbox: Sandbox) -> None:
    out = io.BytesIO()
    Image.new("1", (11000, 11000)).save(out, "PNG")
    with pytest.raises(Refused) as refused:
        sandbox.check_photo(out.getvalue())
    assert refused.value.reason is Reason.too_many_pixels


def test_a_killed_child_is_replaced(sandbox: Sandbox) -> None:
    sandbox.check_photo(jpeg())
    os.kill(sandbox.pids[0], signal.SIGKILL)
    assert sandbox.check_photo(jpeg()).format == "JPEG"


def test_a_child_that_hangs_is_ended_in_time() -> None:
    box = Sandbox(seconds=60)  # a loaded machine may need some for the child to begin
    box.check_photo(jpeg())
    os.kill(box.pids[0], signal.SIGSTOP)
    box.seconds = 0.3
    with pytest.raises(Refused) as refused:
        box.check_photo(jpeg())
    assert refused.value.reason is Reason.too_slow
    box.close()


def test_place_and_device_are_gone_from_what_is_served(sandbox: Sandbox) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A Phone"
    exif.get_ifd(0x8825)[2] = (29.0, 39.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "JPEG", exif=exif)
    assert b"A Phone" in out.getvalue()
    served = sandbox.derive_photo(out.getvalue(), EDGES)["screen"].data
    assert b"A Phone" not in served
    assert len(Image.open(io.BytesIO(served)).getexif()) == 0


@needs_real_data
def test_every_real_photo_is_taken_and_leaves_clean(sandbox: Sandbox) -> None:
    unclean, refused = [], []
    for path in files("photos"):
        try:
            copies = sandbox.derive_photo(path.read_bytes(), EDGES)
        except Refused as reason:
            refused.append((path.name, str(reason)))
            continue
        unclean += [path.name for copy in copies.values() if marked(copy.data)]
    assert (unclean, refused) == ([], [])


@needs_real_data
@pytest.mark.parametrize("path", files("hostile"), ids=lambda p: p.name[:40])
def test_a_hostile_file_is_refused_or_made_harmless(sandbox: Sandbox, path: Path) -> None:
    began = time.monotonic()
    try:
        copies = sandbox.derive_photo(path.read_bytes(), EDGES)
    except Refused:
        copies = {}
    assert time.monotonic() - began < 12
    assert [name for name, copy in copies.items() if marked(copy.data)] == []
