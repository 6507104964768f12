"""Build the faces that posters are set in from the web faces of the npm packages: whole, static, as TrueType.

The print must look the same on a bare machine, so nothing of the system is used. The Chinese face comes in a hundred
slices with a weight axis; each is fixed at a weight, then all are joined. Runs once for each version of the packages.
"""

import hashlib
import logging
import sys
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
CHINESE = PACKAGES / "@fontsource-variable/noto-sans-sc"
TIBETAN = PACKAGES / "@fontsource/noto-serif-tibetan"
OUT = ROOT / "src/delek/faces"
WEIGHTS = {"Regular": 400, "Bold": 700}
DROPPED = ("GSUB", "GPOS", "BASE", "vhea", "vmtx", "STAT", "prep", "gasp", "MVAR", "HVAR", "VORG", "DSIG")


def main() -> None:
    stamp, wanted = OUT / "stamp", version()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    logging.disable(logging.WARNING)
    OUT.mkdir(exist_ok=True)
    covered = tibetan()
    for name, weight in WEIGHTS.items():
        covered |= chinese(name, weight)
    (OUT / "characters.txt").write_text("".join(map(chr, sorted(covered))), encoding="utf-8")
    stamp.write_text(wanted)


def version() -> str:
    """Changes with either package and with this script."""
    parts = [(folder / "package.json").read_bytes() for folder in (CHINESE, TIBETAN)] + [Path(__file__).read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def tibetan() -> set[int]:
    """The Tibetan face has one slice; its shaping tables stay as they are."""
    font = TTFont(TIBETAN / "files/noto-serif-tibetan-tibetan-400-normal.woff2")
    font.flavor = None
    font.save(OUT / "NotoSerifTibetan-Regular.ttf")
    return set(font.getBestCmap())


def chinese(name: str, weight: int) -> set[int]:
    """Fix every slice at a weight, then join them."""
    slices = []
    for path in sorted((CHINESE / "files").glob("*-wght-normal.woff2")):
        font = instancer.instantiateVariableFont(TTFont(path), {"wght": weight})
        for tag in DROPPED:
            if tag in font:
                del font[tag]
        font.flavor = None
        part = OUT / f"part-{len(slices)}.ttf"
        font.save(part)
        slices.append(str(part))
    joined = Merger(options=Options(drop_tables=list(DROPPED))).merge(slices)
    rename(joined, name, weight)
    joined.save(OUT / f"NotoSansSC-{name}.ttf")
    for part in slices:
        Path(part).unlink()
    return set(joined.getBestCmap())


def rename(font: TTFont, name: str, weight: int) -> None:
    """Say family, style and weight, so that the typesetter finds them."""
    names = font["name"]
    names.names = []
    for number, text in ((1, "Noto Sans SC"), (2, name), (4, f"Noto Sans SC {name}"), (6, f"NotoSansSC-{name}")):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if name == "Bold" else 0x40
    font["head"].macStyle = 1 if name == "Bold" else 0


if __name__ == "__main__":
    sys.exit(main())
