"""The limited child that sets posters, cards and reports. Started by file path; imports nothing of ours.

Reads ``job.json`` in a folder, writes ``print.pdf`` there, and says on stdout how many are done after each batch: typst
holds a whole document in memory, so that two thousand cards are set in batches and joined.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MEMORY = 1024 * 1024 * 1024  # of addresses; what is really used stays under 512 MB (bench P8)
SECONDS = 600
POSTERS_A_BATCH = 27
SHEETS_A_BATCH = 40
CARDS_A_SHEET = {"a4": 8, "a3": 16}
# One repeat of the woven stripe: where each thread ends, in hundredths, and its colour.
THREADS = (
    (9, "#0b4d6e"), (13, "#e0a030"), (20, "#a8455b"), (22, "#c9b27a"), (30, "#2b7a4e"), (32, "#fbfcfb"),
    (39, "#1f7fa6"), (47, "#b93a2e"), (50, "#e0a030"), (58, "#4b5aa8"), (60, "#c9b27a"), (67, "#0b4d6e"),
    (73, "#a8455b"), (77, "#e0a030"), (84, "#2b7a4e"), (86, "#c9b27a"), (93, "#b93a2e"),
    (98, "#1f7fa6"), (100, "#fbfcfb"),
)  # fmt: skip


def main() -> None:
    folder, faces, nice = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    limit(nice)
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    prepare(job)
    parts: list[Path] = []
    for done, batch in batches(job):
        part = folder / f"part-{len(parts)}.pdf"
        apart(job, batch, faces, part)
        parts.append(part)
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()
    join(parts, folder / "print.pdf")


def limit(nice: int) -> None:
    """Give way to the pages that are being served; take away core dumps, and memory and time without end."""
    os.nice(nice)
    os.umask(0o077)
    os.environ["RAYON_NUM_THREADS"] = "2"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def prepare(job: dict[str, Any]) -> None:
    """Draw the codes and the stripes."""
    job["stripes"] = {"wide": stripe(210, 13, 44), "thin": stripe(210, 4, 30), "card": stripe(105, 4.5, 26)}
    for point in job["points"]:
        point["codes"] = {service: drawn(address) for service, address in point["codes"].items()}


def drawn(address: str) -> str:
    """A QR code as SVG, without a border: the drawing around it keeps the four quiet modules."""
    import segno

    return str(segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#14222b", omitsize=True))


def stripe(width: float, height: float, repeat: float) -> str:
    """The pangden: three woven rows of the same threads, each shifted, so that they never meet."""
    drawn_in: dict[str, str] = {}
    for row, shift in enumerate((0.0, 0.39, 0.66)):
        top, deep = row * height / 3, height / 3 + 0.05
        for x, wide, colour in threads(width, repeat, shift):
            drawn_in[colour] = drawn_in.get(colour, "") + f"M{x:.2f} {top:.2f}h{wide:.2f}v{deep:.2f}h-{wide:.2f}z"
    paths = "".join(f'<path fill="{colour}" d="{path}"/>' for colour, path in drawn_in.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{paths}</svg>'


def threads(width: float, repeat: float, shift: float) -> Iterator[tuple[float, float, str]]:
    """The threads of one row, cut at both edges."""
    start = -shift * repeat
    while start < width:
        before = 0
        for end, fill in THREADS:
            left = max(0.0, start + before * repeat / 100)
            right = min(width, start + end * repeat / 100)
            before = end
            if right > left:
                yield left, right - left, fill
        start += repeat


def batches(job: dict[str, Any]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Pieces of the job, and how many posters or cards are done with each."""
    points = job["points"]
    if job["kind"] == "figures":
        yield 1, []
        return
    if job["kind"] == "poster":
        for start in range(0, len(points), POSTERS_A_BATCH):
            piece = points[start : start + POSTERS_A_BATCH]
            yield start + len(piece), piece
        return
    cards = [n for n, point in enumerate(points) for _ in range(point["copies"])]
    step = SHEETS_A_BATCH * CARDS_A_SHEET[job["paper"]]
    for start in range(0, len(cards), step):
        piece = cards[start : start + step]
        yield start + len(piece), [points[n] | {"copies": piece.count(n)} for n in sorted(set(piece))]


def apart(job: dict[str, Any], batch: list[dict[str, Any]], faces: Path, part: Path) -> None:
    """Set a batch in a process of its own: typst keeps what it has laid out, and memory would grow with each batch."""
    pid = os.fork()
    if pid == 0:
        try:
            part.write_bytes(typeset(job, batch, faces))
            os._exit(0)
        except BaseException as trouble:  # the parent only needs to know that it went wrong
            sys.stderr.write(f"{type(trouble).__name__}: {trouble}\n")
            sys.stderr.flush()
            os._exit(1)
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit("a batch was not set")


def typeset(job: dict[str, Any], points: list[dict[str, Any]], faces: Path) -> bytes:
    """Set one batch as PDF, with our own faces only."""
    import typst

    given = json.dumps(job | {"points": points}, ensure_ascii=False)
    made = typst.compile(
        HERE / f"{job['kind']}.typ", root=HERE, font_paths=[faces], ignore_system_fonts=True, format="pdf",
        sys_inputs={"job": given}, pdf_tags=False,
    )  # fmt: skip
    return bytes(made)


def join(parts: list[Path], whole: Path) -> None:
    """Join the batches to one file."""
    import pypdfium2

    if len(parts) == 1:
        parts[0].rename(whole)
        return
    joined = pypdfium2.PdfDocument.new()  # type: ignore[no-untyped-call]
    for part in parts:
        with pypdfium2.PdfDocument(part) as pages:  # type: ignore[no-untyped-call]
            joined.import_pages(pages)
    joined.save(whole)
    joined.close()
    for part in parts:
        part.unlink()


if __name__ == "__main__":
    main()
