"""The child that opens strangers' photos: little memory, little time, no files, no network, nothing of the house.

It reads frames (two lengths, a JSON head, bytes) on stdin and answers in the same form on stdout. It ends with stdin.
"""

import io
import json
import resource
import struct
import sys
import warnings

MEMORY = 512 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF")
PIXELS = 40_000_000
EDGE = 12_000


class Refusal(Exception):
    """A photo that is not taken, with the reason's name."""


def limit() -> None:
    """Bound this process before it opens anything."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def opened(data, draft=None):  # type: ignore[no-untyped-def]
    """Open by content, check the measures, decode every pixel."""
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refusal("not_a_photo") from None
    size = image.size
    if size[0] * size[1] > PIXELS or max(size) > EDGE or min(size) < 1:
        raise Refusal("too_many_pixels")
    if draft and image.format in ("JPEG", "MPO"):
        image.draft("RGB", draft)
    image.load()
    return image, size


def check(head, data):  # type: ignore[no-untyped-def]
    """Say what a photo is; a JPEG is decoded at an eighth, which still reads all of its data."""
    image, size = opened(data, draft=(1, 1))
    kind = "JPEG" if image.format == "MPO" else image.format
    return {"format": kind, "width": size[0], "height": size[1]}, []


def derive(head, data):  # type: ignore[no-untyped-def]
    """Upright copies on white without any metadata, one for each edge asked for."""
    from PIL import Image, ImageOps

    largest = max(head["edges"].values())
    image, _ = opened(data, draft=(largest, largest))
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image.thumbnail((largest, largest))
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    names, blobs = [], []
    for name, edge in head["edges"].items():
        copy = clean.copy()
        copy.thumbnail((edge, edge))
        out = io.BytesIO()
        copy.save(out, "JPEG", quality=82, optimize=True)
        names.append({"name": name, "size": out.tell(), "width": copy.width, "height": copy.height})
        blobs.append(out.getvalue())
    return {"copies": names}, blobs


def work(head, data):  # type: ignore[no-untyped-def]
    """One job; whatever goes wrong inside a decoder means that the photo is broken."""
    if not data:
        return {"refused": "empty"}, []
    try:
        return {"check": check, "derive": derive}[head["job"]](head, data)
    except Refusal as refusal:
        return {"refused": str(refusal)}, []
    except MemoryError:
        return {"refused": "too_many_pixels"}, []
    except Exception as trouble:
        bomb = type(trouble).__name__.startswith("DecompressionBomb")
        return {"refused": "too_many_pixels" if bomb else "broken"}, []


def main() -> None:
    limit()
    warnings.simplefilter("ignore")
    from pillow_heif import options, register_heif_opener

    options.DECODE_THREADS = 1
    register_heif_opener()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while length := source.read(4):
        head = json.loads(source.read(struct.unpack(">I", length)[0]))
        answer, blobs = work(head, source.read(head["size"]))
        body = json.dumps(answer).encode()
        sink.write(struct.pack(">I", len(body)) + body + b"".join(blobs))
        sink.flush()


if __name__ == "__main__":
    main()
