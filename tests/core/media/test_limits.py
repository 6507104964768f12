"""The limited child: strangers' photos, hostile ones among them."""

import ast
import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from delek.core.media.sandbox import MAX_PHOTO_BYTES, Reason, Refused, Sandbox, worker

EDGES = {"screen": 1600, "thumb": 400}
REAL = Path(os.environ.get("DELEK_REAL_DATA") or Path(__file__).parents[4] / "shared/data/real")
CHILD = Path(worker.__file__).with_name("child.py")


def real(folder: str) -> list[object]:
    found = sorted(path for path in (REAL / folder).glob("*") if path.suffix != ".md")
    missing = pytest.param(None, marks=pytest.mark.skip(reason=f"no real data at {REAL / folder}; set DELEK_REAL_DATA"))
    return [pytest.param(path, id=path.name) for path in found] or [missing]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for the module, as in the house."""
    box = Sandbox()
    yield box
    box.close()


@pytest.fixture
def own() -> Iterator[Sandbox]:
    """A sandbox that a test may harm."""
    box = Sandbox(seconds=60)
    yield box
    box.close()


def drawn(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise(size, 60).convert(mode)
    picture.save(out, kind, **more)
    return out.getvalue()


def reason_of(box: Sandbox, data: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        box.check_photo(data)
    return caught.value.reason


def segments(jpeg: bytes) -> list[int]:
    """The markers before the pixels; the file must end where the picture ends."""
    markers, at = [], 2
    while jpeg[at + 1] != 0xDA:
        markers.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    assert jpeg.endswith(b"\xff\xd9")
    assert jpeg.count(b"\xff\xd9") == 1
    return markers


def assert_bare(jpeg: bytes) -> None:
    """Pixels and tables only: of all application segments, the one that says JFIF; no comment."""
    markers = segments(jpeg)
    assert [m for m in markers if 0xE0 <= m <= 0xEF or m == 0xFE] == [0xE0]
    assert b"Exif\0" not in jpeg
    for word in (b"<?php", b"<script", b"http://ns.adobe", b"ICC_PROFILE", b"Photoshop"):
        assert word not in jpeg
    with Image.open(io.BytesIO(jpeg)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("path", real("hostile"))
def test_a_hostile_file_is_refused_or_becomes_bare_pixels(sandbox: Sandbox, path: Path) -> None:
    data = path.read_bytes()
    began = time.monotonic()
    try:
        facts = sandbox.check_photo(data)
        copies = sandbox.derive_photo(data, EDGES)
    except Refused as refused:
        assert refused.reason in Reason
    else:
        assert facts.format in {"JPEG", "PNG", "WEBP", "HEIF", "GIF"}
        for copy in copies.values():
            assert_bare(copy.data)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("path", real("photos"))
def test_a_real_photo_becomes_copies_without_place_and_device(sandbox: Sandbox, path: Path) -> None:
    data = path.read_bytes()
    began = time.monotonic()
    facts = sandbox.check_photo(data)
    copies = sandbox.derive_photo(data, EDGES)
    assert time.monotonic() - began < 10
    assert facts.width > 0
    for name, copy in copies.items():
        assert_bare(copy.data)
        assert max(copy.width, copy.height) <= EDGES[name]
        with Image.open(io.BytesIO(copy.data)) as picture:
            assert picture.size == (copy.width, copy.height)
            assert b"GPS" not in copy.data[: copy.data.index(b"\xff\xda")]


@pytest.mark.parametrize("prefix", ["svg__", "markup__", "crash__"])
def test_no_markup_and_no_rare_format_is_a_photo(sandbox: Sandbox, prefix: str) -> None:
    if not (REAL / "hostile").is_dir():
        pytest.skip(f"no real data at {REAL}; set DELEK_REAL_DATA")
    for path in (REAL / "hostile").glob(f"{prefix}*"):
        assert reason_of(sandbox, path.read_bytes()) == Reason.not_a_photo


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_is_known_by_content(sandbox: Sandbox, kind: str) -> None:
    facts = sandbox.check_photo(drawn(kind))
    assert (facts.format, facts.width, facts.height, facts.orientation) == (kind, 64, 48, 1)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO", "TGA"])
def test_other_formats_are_refused(sandbox: Sandbox, kind: str) -> None:
    assert reason_of(sandbox, drawn(kind)) == Reason.not_a_photo


def test_empty_and_too_large_never_reach_the_child(own: Sandbox) -> None:
    assert reason_of(own, b"") == Reason.empty
    assert reason_of(own, bytes(MAX_PHOTO_BYTES + 1)) == Reason.too_large
    assert own.pids == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_cut_off_photos_are_broken(sandbox: Sandbox, kind: str, part: float) -> None:
    data = drawn(kind, (800, 600))
    assert reason_of(sandbox, data[: int(len(data) * part)]) == Reason.broken


@pytest.mark.parametrize("size", [(12_001, 10), (8000, 5001)])
def test_too_many_pixels(sandbox: Sandbox, size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")
    assert reason_of(sandbox, out.getvalue()) == Reason.too_many_pixels


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1"])
def test_the_largest_allowed_photo_fits_in_memory(own: Sandbox, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (8000, 5000)).save(out, "PNG", compress_level=1)
    assert own.check_photo(out.getvalue()).width == 8000
    assert own.derive_photo(out.getvalue(), EDGES)["screen"].width == 1600
    status = Path(f"/proc/{own.pids[0]}/status").read_text().split()
    assert int(status[status.index("VmPeak:") + 1]) < 512 * 1024


def test_the_memory_limit_holds() -> None:
    program = (
        f"import runpy; child = runpy.run_path({str(CHILD)!r}); child['limit'](); child['load_decoders']()\n"
        "try:\n    bytearray(500 * 1024 * 1024)\nexcept MemoryError:\n    raise SystemExit(7)"
    )
    assert subprocess.run([sys.executable, "-I", "-c", program], env={}, check=False).returncode == 7


def test_the_child_may_do_little(own: Sandbox) -> None:
    own.check_photo(drawn())
    process = Path(f"/proc/{own.pids[0]}")
    limits = {line[:26].strip(): line[26:].split() for line in (process / "limits").read_text().splitlines()}
    assert limits["Max address space"][0] == str(512 * 1024 * 1024)
    assert limits["Max file size"][0] == "0"
    assert limits["Max core file size"][0] == "0"
    assert int(limits["Max open files"][0]) <= 16
    assert int(limits["Max cpu time"][0]) <= 600
    assert b"SECRET" not in (process / "environ").read_bytes()
    assert b"PATH" not in (process / "environ").read_bytes()
    assert (process / "cwd").resolve() == Path("/")


def test_the_child_imports_nothing_of_the_house() -> None:
    allowed = set(sys.stdlib_module_names) | {"PIL", "pillow_heif"}
    for node in ast.walk(ast.parse(CHILD.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= allowed


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_a_killed_child_is_replaced(own: Sandbox) -> None:
    own.check_photo(drawn())
    first = own.pids[0]
    os.kill(first, signal.SIGKILL)
    assert own.check_photo(drawn()).width == 64
    assert own.pids != [first]
    assert gone(first)


def test_a_child_that_answers_nothing_is_too_slow_and_replaced() -> None:
    box = Sandbox(seconds=60)  # a loaded machine may need some for a child to begin
    box.check_photo(drawn())
    first = box.pids[0]
    os.kill(first, signal.SIGSTOP)
    began, box.seconds = time.monotonic(), 0.5
    assert reason_of(box, drawn(size=(1500, 1500))) == Reason.too_slow
    assert time.monotonic() - began < 10
    assert gone(first)
    box.seconds = 60
    assert box.check_photo(drawn()).width == 64
    box.close()


def test_a_child_killed_within_a_job_is_asked_again(own: Sandbox) -> None:
    own.check_photo(drawn())
    first = own.pids[0]
    os.kill(first, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (first, signal.SIGKILL)).start()
    assert own.check_photo(drawn()).width == 64


def test_a_child_retires(own: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MAX_JOBS", 2)
    own.check_photo(drawn())
    first = own.pids[0]
    own.check_photo(drawn())
    assert own.pids == []
    own.check_photo(drawn())
    assert gone(first)


def test_closing_leaves_no_process_and_is_repeatable(own: Sandbox) -> None:
    own.check_photo(drawn())
    first = own.pids[0]
    own.close()
    own.close()
    assert gone(first)
    assert own.check_photo(drawn()).width == 64


def test_many_threads_share_two_children() -> None:
    box, sizes, wrong = Sandbox(workers=2), range(20, 60), []

    def work(width: int) -> None:
        if box.check_photo(drawn(size=(width, 10))).width != width:
            wrong.append(width)

    threads = [threading.Thread(target=work, args=(width,)) for width in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert 1 <= len(box.pids) <= 2
    box.close()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_copies_stand_upright(sandbox: Sandbox, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = drawn(size=(64, 48), exif=exif)
    assert sandbox.check_photo(data).orientation == orientation
    copy = sandbox.derive_photo(data, {"screen": 100})["screen"]
    assert (copy.width, copy.height) == ((64, 48) if orientation < 5 else (48, 64))


def test_transparency_becomes_white(sandbox: Sandbox) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    copy = sandbox.derive_photo(out.getvalue(), {"thumb": 10})["thumb"]
    with Image.open(io.BytesIO(copy.data)) as picture:
        assert picture.size == (10, 10)
        assert min(picture.convert("L").tobytes()) > 250


def test_a_small_photo_is_not_made_larger(sandbox: Sandbox) -> None:
    copies = sandbox.derive_photo(drawn(), EDGES)
    assert {(copy.width, copy.height) for copy in copies.values()} == {(64, 48)}
