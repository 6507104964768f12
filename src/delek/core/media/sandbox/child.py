"""The limited child that decodes photos. Started by file path; imports only the standard library and Pillow.

It reads frames (two lengths, a JSON head, bytes) on stdin and answers in the same form on stdout. It ends with stdin.
"""

import gc
import io
import json
import os
import resource
import struct
import sys
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MEMORY = 512 * 1024 * 1024
CPU_PER_JOB, CPU_IN_ALL = 12, 600
MAX_PIXELS, MAX_EDGE = 40_000_000, 12_000
QUALITY = 82
LENGTHS = struct.Struct(">II")
ORIENTATION = 0x0112
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class RefusedError(Exception):
    """The photo is refused for this reason."""


def limit() -> None:
    """Take away what a decoder never needs: memory, files, descriptors, core dumps, time."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_PER_JOB, CPU_IN_ALL))


def allow_time() -> None:
    """Allow the next job its own processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = int(used.ru_utime + used.ru_stime) + CPU_PER_JOB
    resource.setrlimit(resource.RLIMIT_CPU, (min(soon, CPU_IN_ALL), CPU_IN_ALL))


def load_decoders() -> None:
    """Load Pillow and libheif once, with their own limits beside ours."""
    import pillow_heif
    from PIL import Image, ImageFile

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow raises above twice this
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def format_of(data: bytes) -> str:
    """The format by its first bytes, never by a name."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "HEIF"
    raise RefusedError("not_a_photo")


def opened(data: bytes) -> "tuple[Picture, str]":
    """The picture, its header read and its measures within the limits."""
    from PIL import Image

    kind = format_of(data)
    picture = Image.open(io.BytesIO(data), formats=[kind])
    width, height = picture.size
    if width < 1 or height < 1:
        raise RefusedError("broken")
    if width * height > MAX_PIXELS or max(width, height) > MAX_EDGE:
        raise RefusedError("too_many_pixels")
    return picture, kind


def orientation_of(picture: "Picture") -> int:
    """The EXIF orientation; 1 where the EXIF is absent or nonsense."""
    try:
        value = int(picture.getexif().get(ORIENTATION, 1))
    except Exception:
        return 1
    return value if 1 <= value <= 8 else 1


def check(data: bytes, _head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Identify and fully decode; a JPEG at an eighth, which finds cut-off data as well and is cheap."""
    picture, kind = opened(data)
    width, height = picture.size
    orientation = orientation_of(picture)
    picture.draft(None, (1, 1))
    picture.load()
    return {"format": kind, "width": width, "height": height, "orientation": orientation}, b""


def plain_mode(picture: "Picture") -> "Picture":
    """A mode that can be made smaller: palettes opened, 16 bits brought to 8."""
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in {"L", "RGB"} and "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture


def flat(picture: "Picture") -> "Picture":
    """The picture without transparency, on white; the colours still in its own profile."""
    from PIL import Image

    if picture.mode not in {"RGBA", "LA", "RGBa", "La"}:
        return picture if picture.mode in {"RGB", "CMYK", "L"} else picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def srgb(picture: "Picture", profile: bytes | None) -> "Picture":
    """The picture in sRGB; where the profile is nonsense, the plain conversion."""
    from PIL import ImageCms

    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            made = None
        if made is not None:
            return made
    return picture.convert("RGB")


def upright(picture: "Picture", orientation: int) -> "Picture":
    """Turn and mirror as the camera says."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def encoded(picture: "Picture") -> bytes:
    """A JPEG of the pixels only."""
    picture.info = {}
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None, comment=b"")
    return out.getvalue()


def derive(data: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Make the copies that may be seen, the largest first, the smaller ones from it."""
    from PIL.Image import Resampling

    edges = sorted(((int(edge), str(name)) for name, edge in head["edges"].items()), reverse=True)
    largest = edges[0][0]
    picture, _kind = opened(data)
    orientation, profile = orientation_of(picture), picture.info.get("icc_profile")
    picture.draft("RGB", (largest, largest))
    picture.load()
    picture = plain_mode(picture)
    picture.thumbnail((largest, largest), Resampling.LANCZOS, reducing_gap=2.0)
    picture = upright(srgb(flat(picture), profile), orientation)
    parts, bodies = [], []
    for edge, name in edges:
        picture.thumbnail((edge, edge), Resampling.LANCZOS, reducing_gap=2.0)
        body = encoded(picture)
        parts.append({"name": name, "width": picture.width, "height": picture.height, "size": len(body)})
        bodies.append(body)
    return {"parts": parts}, b"".join(bodies)


JOBS = {"check": check, "derive": derive}


def answer(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Do one job; whatever a decoder raises is a refusal."""
    from PIL import Image

    try:
        return JOBS[head["job"]](data, head)
    except RefusedError as refused:
        return {"refused": str(refused)}, b""
    except Image.DecompressionBombError:
        return {"refused": "too_many_pixels"}, b""
    except MemoryError:
        return {"refused": "too_many_pixels", "retire": True}, b""
    except Exception:
        return {"refused": "broken"}, b""


def frames(source: BinaryIO) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The jobs, until the parent closes the pipe."""
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head_size, body_size = LENGTHS.unpack(lengths)
        head, body = source.read(head_size), source.read(body_size)
        if len(body) < body_size:
            return
        yield json.loads(head), body


def main() -> None:
    """Serve jobs. Descriptor 1 is hidden first, so that no library can write into the answers."""
    limit()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    load_decoders()
    gc.freeze()  # what is loaded once need not be looked at after every job
    for head, body in frames(sys.stdin.buffer):
        allow_time()
        said, data = answer(head, body)
        text = json.dumps(said).encode()
        out.write(LENGTHS.pack(len(text), len(data)) + text + data)
        out.flush()
        gc.collect()


if __name__ == "__main__":
    main()
