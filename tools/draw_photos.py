# ruff: noqa: E501 (a drawing is one line)
"""Draw the photos of the model community: flat scenes as SVG, and from them JPEG without any metadata.

    python tools/draw_photos.py [name ...]

Needs Chromium for the drawing and Pillow for the JPEG. Every scene is drawn in 160 by 120 units.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

DATA = Path(__file__).resolve().parent.parent / "src/delek/config/demo/data"
SCENES, PHOTOS = DATA / "scenes", DATA / "photos"
CHROMIUM = "/usr/bin/chromium"
SIZE = (1280, 960)
QUALITY, MOST_BYTES = 80, 90_000

DAY = {
    "sky": "#c4dde8", "hill": "#8ea6b2", "peak": "#f4f7f7", "field": "#a8b79f", "ground": "#bba98e", "lane": "#cdbda3",
    "left": "#f3eee3", "right": "#e4dbc9", "eave": "#7c2f38", "trim": "#c9b27a", "frame": "#26221f", "pane": "#5d7480",
    "pole": "#6e5a47", "wire": "#1b2327",
}  # fmt: skip
NIGHT = {
    "sky": "#12263a", "hill": "#1c3346", "peak": "#3a5265", "field": "#22332f", "ground": "#39404a", "lane": "#474e57",
    "left": "#4d5a66", "right": "#3f4c58", "eave": "#4a2530", "trim": "#6e6550", "frame": "#12171b", "pane": "#e6b653",
    "pole": "#2b2522", "wire": "#0b0f12",
}  # fmt: skip
GREY = DAY | {"sky": "#b7c4cb", "hill": "#94a3ab", "field": "#9fab98", "ground": "#a89a84", "lane": "#b6a88f"}
WINTER = DAY | {"sky": "#d5e3ea", "hill": "#b9c8d1", "field": "#e3e9ea", "ground": "#e9eef0", "lane": "#f3f6f7"}


def path(d: str, fill: str, more: str = "") -> str:
    return f'<path fill="{fill}" d="{d}"{" " + more if more else ""}/>'


def stroke(d: str, colour: str, width: float = 1.6) -> str:
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round" d="{d}"/>'


def street(c: dict[str, str], pole: str = "wired") -> str:
    """The lane of the demonstration: hills, two whitewashed houses with dark eaves, and the way between them."""
    parts = [
        f'<rect width="160" height="120" fill="{c["sky"]}"/>',
        path("M40 62L70 34l12 10 14-16 34 34z", c["hill"]),
        path("M70 34l12 10 14-16 10 10-7 1-5-3-5 6-6-3-6 4-6-4-7 3z", c["peak"]),
        path("M40 62c20-5 50 4 80-2v34H40z", c["field"]),
        path("M0 88h160v32H0z", c["ground"]),
        path("M0 0l56 20v72L0 116z", c["left"]),
        path("M0 0l56 20v9L0 14z", c["eave"]),
        path("M0 14l56 15v2L0 17z", c["trim"]),
        path("M8 42l15 1.5 2 27-19 2z", c["frame"]),
        path("M10.5 46l10 1 1 20-12 1z", c["pane"]),
        path("M7 39l17 1.5v2.5l-17-1.5z", c["trim"]),
        path("M33 45l12 1.5 2 22-16 2z", c["frame"]),
        path("M35.5 49l7 1 1 15-9 1z", c["pane"]),
        path("M32 42l14 1.5v2.5l-14-1.5z", c["trim"]),
        path("M160 6l-54 22v62l54 28z", c["right"]),
        path("M160 6l-54 22v8l54-17z", c["eave"]),
        path("M160 19l-54 17v2l54-16z", c["trim"]),
        path("M128 49l14-3 2 28-17-2z", c["frame"]),
        path("M130.5 52l9-2 1.5 20-11-1.5z", c["pane"]),
        path("M112 62l8 .5v36l-8-4.5z", c["frame"]),
        path("M0 116l56-24h50l54 26v2H0z", c["ground"]),
        path("M30 120l34-28h30l34 28z", c["lane"]),
    ]
    if pole:
        parts += [path("M98 14h4v82h-4z", c["pole"]), path("M89 20h22v2.5H89zM91 28h18v2H91z", c["pole"])]
        parts.append(
            stroke(
                "M0 24c30 10 60 8 90-3M0 27c30 10 60 9 90-2M110 21c18 2 34-2 50-8M110 24c18 2 34-1 50-6", c["wire"], 1
            )
        )
    return "".join(parts)


FALLEN = stroke(
    "M91 28c-6 30-8 56-20 66-14 11-30 2-44 14M109 29c-2 34-4 62-16 72-10 8-26 2-34 12M92 30c-2 34 6 60 26 70 8 4 18 4 26 12",
    "#1b2327",
    2.2,
) + stroke("M64 104c6-6 16-4 16 2s-12 8-16 3 6-11 13-8", "#1b2327", 2.2)
CUT = stroke("M0 10c30 14 60 16 90 10M110 20c18 0 34-6 50-14", "#1b2327")


def fallen(c: dict[str, str]) -> str:
    dark = FALLEN.replace("#1b2327", c["wire"]) + CUT.replace("#1b2327", c["wire"])
    return (
        street(c, pole="")
        + path("M98 14h4v82h-4z", c["pole"])
        + path("M89 20h22v2.5H89zM91 28h18v2H91z", c["pole"])
        + dark
    )


def tape() -> str:
    stripes = "".join(
        path(f"M{x} {y}l5 .6v4.4l-5-.6z", "#b3202c")
        for x, y in ((48, 83.6), (60, 85), (72, 86.4), (84, 87.2), (96, 86.5), (108, 84.5))
    )
    posts = path("M42 78h3v26h-3zM117 78h3v26h-3z", "#8a4b16") + path("M38 104h11v3H38zM113 104h11v3h-11z", "#4a3a2c")
    return fallen(DAY) + posts + path("M44 82c24 7 50 7 74 0v5c-24 7-50 7-74 0z", "#f2b705") + stripes


def torch() -> str:
    glow = '<radialGradient id="t"><stop offset="0" stop-color="#f6e3a8" stop-opacity=".85"/><stop offset="1" stop-color="#f6e3a8" stop-opacity="0"/></radialGradient>'
    light = f'<defs>{glow}</defs><ellipse cx="72" cy="104" rx="54" ry="22" fill="url(#t)"/>'
    base = (
        street(NIGHT, pole="")
        + path("M98 14h4v82h-4z", NIGHT["pole"])
        + path("M89 20h22v2.5H89zM91 28h18v2H91z", NIGHT["pole"])
    )
    return base + light + FALLEN.replace("#1b2327", "#06090b") + CUT.replace("#1b2327", "#06090b")


def leaning(straight: bool) -> str:
    new = "#9a9d9c" if straight else DAY["pole"]
    post = path("M96 4h4.5l1 96h-6.5z", new) + path(
        "M84 12h29v2.5H84zM87 21h23v2H87z", "#4a4f52" if straight else DAY["pole"]
    )
    cups = path("M86 9h2.5v3H86zM97 9h2.5v3H97zM108 9h2.5v3H108z", "#f1f4f4")
    if straight:
        wires = stroke(
            "M0 20c30 6 58 2 86-10M112 10c18 4 34 2 48-4M0 24c30 6 58 6 88-4M110 20c18 2 34 0 50-6", DAY["wire"], 1
        )
        return street(DAY, "") + post + cups + path("M92 98h13l2 5H90z", "#8f8f88") + wires
    wires = stroke("M0 22c34 22 74 22 112 0M0 28c40 26 80 26 118 0M138 14c8 0 16-4 22-8", DAY["wire"], 1)
    brace = path("M87 104c4-7 16-7 20 0-6 4-14 4-20 0z", "#8a765c") + stroke(
        "M96 101l6-5M92 103l-6 3M101 102l5 4", "#5f4f3c", 1
    )
    return street(DAY, "") + f'<g transform="rotate(17 98 102)">{post}{cups}</g>' + wires + brace


def lamp(lit: bool) -> str:
    c = NIGHT
    body = street(c, "")
    post = (
        path("M81 22h3v78h-3z", "#1a1f24")
        + stroke("M82.500 24c0-9 12-10 20-8", "#1a1f24", 2.4)
        + path("M99 14.500l13 2.500-1 4-13-2z", "#2b3238")
    )
    foot = path("M78.500 97h8l1.500 5h-11z", "#14181c")
    if not lit:
        return (
            body
            + '<rect width="160" height="120" fill="#050c14" opacity=".32"/>'
            + post
            + foot
            + path("M99.500 19.500l10.500 1.500-.5 1.500-9.800-1.600z", "#55606a")
        )
    gradients = (
        '<defs><linearGradient id="b" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffe7a3" stop-opacity=".75"/>'
        '<stop offset="1" stop-color="#ffe7a3" stop-opacity=".12"/></linearGradient><radialGradient id="p">'
        '<stop offset="0" stop-color="#ffe7a3" stop-opacity=".7"/><stop offset="1" stop-color="#ffe7a3" stop-opacity="0"/></radialGradient></defs>'
    )
    beam = '<path d="M99 20l11.500 1.500L134 112H56z" fill="url(#b)"/><ellipse cx="95" cy="108" rx="62" ry="17" fill="url(#p)"/><circle cx="105" cy="20" r="17" fill="url(#p)"/>'
    return body + gradients + beam + post + foot + path("M99 19l11.500 1.700-.6 2.600-11-1.800z", "#fff6d6")


def close_ground(top: str, low: str, joints: str = "#000") -> str:
    """Looking down on paving, a wall's foot at the back."""
    rows = [34, 44, 56, 71, 90, 113]
    lines = "".join(f'<path d="M0 {y}h160" stroke="{joints}" stroke-opacity=".13" stroke-width="1"/>' for y in rows)
    for i, (a, b) in enumerate(zip(rows, [*rows[1:], 140], strict=False)):
        for k in range(-7, 8):
            x = 80 + (k + (0.5 if i % 2 else 0)) * (a - 12) * 0.62
            x2 = 80 + (k + (0.5 if i % 2 else 0)) * (b - 12) * 0.62
            lines += f'<path d="M{x:.1f} {a}L{x2:.1f} {b}" stroke="{joints}" stroke-opacity=".1" stroke-width=".9"/>'
    return (
        f'<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{low}"/></linearGradient></defs>'
        + '<rect width="160" height="30" fill="#efe8db"/><path fill="#7c2f38" d="M0 20h160v8H0z"/><path fill="#c9b27a" d="M0 18h160v2H0z"/>'
        + '<rect y="28" width="160" height="92" fill="url(#g)"/>'
        + lines
    )


def manhole(fixed: bool) -> str:
    ground = close_ground("#b8a88f", "#a39277")
    rim = '<ellipse cx="80" cy="76" rx="37" ry="22" fill="#6d675f"/><ellipse cx="80" cy="75" rx="34" ry="19.500" fill="#2a2725"/>'
    grid = "".join(
        f'<path d="M{80 - w} {y}h{2 * w}" stroke="#3a3e41" stroke-width="1.600"/>'
        for y, w in ((62, 21), (68, 28), (74, 31), (80, 30), (86, 25))
    )
    grid += "".join(
        f'<path d="M{x} {75 - h}v{2 * h}" stroke="#3a3e41" stroke-width="1.600"/>'
        for x, h in ((58, 12), (69, 16), (80, 17), (91, 16), (102, 12))
    )
    lid = f'<ellipse cx="80" cy="75" rx="33" ry="18.500" fill="#6a7176"/>{grid}<ellipse cx="80" cy="75" rx="33" ry="18.500" fill="none" stroke="#474d51" stroke-width="2"/>'
    if fixed:
        return ground + '<ellipse cx="80" cy="76.500" rx="41" ry="25" fill="#c9c3b6"/>' + rim + lid
    hole = path("M46 75a34 19.500 0 0 0 68 0c-8 9-20 13-34 13s-26-4-34-13z", "#141211")
    cracks = stroke("M43 84l-14 9-8 2M118 82l14 6 12 1M70 97l-4 10 3 6", "#5d5141", 1.2)
    return (
        ground
        + rim
        + hole
        + cracks
        + f'<g transform="translate(22 -7) rotate(-15 80 75)">{path("M47 76a33 18.500 0 0 0 66 0v4a33 18.500 0 0 1-66 0z", "#3d4245")}{lid}</g>'
    )


def bin_(x: float, y: float, colour: str, size: float = 1.0) -> str:
    return (
        f'<g transform="translate({x} {y}) scale({size})">'
        + path("M0 6h22l-2.500 30h-17z", colour)
        + path("M-1.500 2h25v5h-25z", "#2f3a3f")
        + path("M8 0h6v2H8z", "#2f3a3f")
        + '<path d="M6 12l1 20M11 12v20M16 12l-1 20" stroke="#000" stroke-opacity=".18" stroke-width="1.400"/></g>'
    )


def bag(x: float, y: float, colour: str, size: float = 1.0) -> str:
    return (
        f'<g transform="translate({x} {y}) scale({size})">'
        + path("M3 5C-3 12-2 20 3 21c6 1.500 12 1.500 16 0 5-2 4-11-2-16-2 1-10 1-14 0z", colour)
        + path("M7 5L4 0l6 2 4-2.500L14 5z", colour)
        + stroke("M6 9c-3 4-3 7-2 9M15 9c2 3 2 6 1 9", "#fff", 0.6).replace("/>", ' opacity=".35"/>')
        + "</g>"
    )


def rubbish(cleaned: bool) -> str:
    base = street(DAY, "")
    bins = bin_(14, 76, "#3f7f58") + bin_(39, 73, "#39698f", 0.88)
    if cleaned:
        return base + bins
    heap = (
        bag(52, 88, "#3b3f45", 1.2)
        + bag(6, 97, "#56616b", 1.05)
        + bag(32, 97, "#2c2f33", 1.15)
        + bag(72, 97, "#6b7f8c", 0.85)
    )
    loose = (
        path("M60 112l9-2 2 4-9 2z", "#e5ddcb")
        + path("M88 106l7 1-1 4-7-1z", "#c89055")
        + path("M96 112l4-3 3 3-4 3z", "#d9e3e6")
        + path("M42 90l12-5 5 8-12 5z", "#b98a55")
    )
    loose += (
        path("M22 70l8-4 7 5-6 5z", "#b98a55")
        + '<circle cx="82" cy="114" r="2" fill="#7c2f38"/><circle cx="104" cy="107" r="1.500" fill="#3f7f58"/>'
    )
    return base + bins + heap + loose


def water(dry: bool) -> str:
    ground = close_ground("#b8a88f" if dry else "#a59780", "#a39277" if dry else "#8b7d67")
    pipe = (
        path("M28 0h7v52h-7z", "#8c969b")
        + path("M26 24h11v5H26z", "#5d686e")
        + path("M28 46h7v6c0 5 4 7 8 7h38v7H42c-9 0-14-5-14-13z", "#8c969b")
        + path("M80 57h6v11h-6zM56 57h5v11h-5z", "#5d686e")
        + path("M86 59h44v7H86z", "#8c969b")
        + path("M130 59c6 0 9 3 9 9v16h-7V69c0-2-1-3-3-3z", "#8c969b")
    )
    pipe += stroke("M30 2v44M44 61h34M88 61h42", "#c3cbcf", 1)
    if dry:
        return ground + pipe + path("M77 55h13v15H77z", "#3c6f96") + path("M79 57h9v3h-9z", "#7ba6c4")
    pool = path("M24 92c6-12 34-14 56-14s54 2 60 14c5 11-16 20-58 20S18 104 24 92z", "#7fa3b5") + path(
        "M36 93c8-8 28-9 46-8s40 2 44 9c-14-3-30-2-44-4s-30 0-46 3z", "#b4cdd8"
    )
    jets = stroke(
        "M83 60c-4-18-14-22-22-18M84 60c0-22 4-28 8-30M85 60c6-18 18-20 26-12M82 66c-8 2-16 10-18 22M86 66c8 4 14 12 14 22M84 67v20",
        "#d5e8f0",
        2,
    )
    drops = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="#e6f2f7"/>'
        for x, y, r in ((58, 48, 1.4), (97, 33, 1.2), (114, 54, 1.5), (70, 36, 1), (106, 72, 1.2), (60, 78, 1.3))
    )
    return ground + pool + pipe + jets + drops + stroke("M79 58l5 4-3 3 5 3", "#2d3438", 1)


def snow(cleared: bool) -> str:
    base = street(WINTER, "wired")
    roofs = path("M0 0l56 20v-3L4 -2zM160 6l-54 22v-4l54-22z", "#fdfefe") + path(
        "M7 39l17 1.500v-2.500L7 36.500zM32 42l14 1.500V41l-14-1.500z", "#fdfefe"
    )
    if cleared:
        way = path("M34 120l32-28h26l32 28z", "#a9a091") + path(
            "M44 120l26-28h2L54 120zM112 120L92 93h-2l12 27z", "#968d7e"
        )
        banks = path(
            "M22 120c2-8 10-8 14-14 8-6 16-10 26-14h4L36 120zM122 120l-30-28h4c10 4 20 8 28 14 6 4 10 8 12 14z",
            "#fdfefe",
        )
        shadow = path("M36 120l30-28h-2L32 120zM122 120L92 92h2l32 28z", "#c6d5dd")
        return base + roofs + way + banks + shadow
    drift = (
        path("M0 112c20-8 40-18 62-19 30-2 66 10 98 22v5H0z", "#fbfdfd")
        + path("M40 118c10-12 26-20 40-20s30 8 40 20z", "#cfe1ea")
        + path("M58 112c8-7 30-9 44-2-12 5-32 6-44 2z", "#e8f3f8")
    )
    flakes = "".join(
        f'<circle cx="{(i * 37 + 11) % 160}" cy="{(i * 53 + 7) % 104}" r="{0.8 + (i % 3) * 0.35:.2f}" fill="#fff"/>'
        for i in range(46)
    )
    return base + roofs + drift + stroke("M66 108l10 2M84 105l12 1M72 114l14-1M92 112l8 2", "#a9c5d3", 0.9) + flakes


def drain(clear: bool) -> str:
    ground = close_ground("#b0a28b" if clear else "#9d917d", "#9c8d74" if clear else "#84785f")
    grate = path("M44 60h72l6 30H38z", "#5d6468") + path("M48 63h64l5 24H43z", "#1e2123")
    bars = "".join(
        f'<path d="M{48 + 7.1 * i:.1f} 62.500L{43 + 8.2 * i:.1f} 87.500" stroke="#757d82" stroke-width="2.600"/>'
        for i in range(1, 9)
    )
    if clear:
        return ground + path("M36 57h88l7 36H29z", "#c4bba9") + grate + bars
    pool = path("M4 78c8-22 40-30 78-30s66 10 72 30c6 22-24 36-76 36S-4 100 4 78z", "#77775f") + path(
        "M16 78c12-16 40-21 66-21s54 6 62 20c-22-6-40-7-64-7s-44 2-64 8z", "#949379"
    )
    ripples = stroke("M20 92c14 8 30 11 48 12M100 104c14-2 26-6 34-12M30 70c8-4 18-7 28-8", "#aead94", 1)
    leaves = "".join(
        f'<path transform="translate({x} {y}) rotate({r})" d="M0 0c3-4 8-4 11 0-3 4-8 4-11 0z" fill="{c}"/>'
        for x, y, r, c in (
            (58, 70, 20, "#7a5a2e"),
            (76, 76, -30, "#9a7434"),
            (92, 68, 50, "#6b6f34"),
            (66, 84, 80, "#8a6a30"),
            (100, 84, 10, "#7a5a2e"),
            (40, 88, -20, "#9a7434"),
            (118, 74, -60, "#6b6f34"),
        )
    )
    litter = path("M84 82l12-2 3 8-12 2z", "#dfe4e4") + path("M70 62l7 3-2 6-7-3z", "#c6d3da")
    return (
        ground
        + f'<g opacity=".55">{grate}{bars}</g>'
        + pool
        + f'<g opacity=".28">{grate}{bars}</g>'
        + ripples
        + leaves
        + litter
    )


def road(repaired: bool) -> str:
    base = street(GREY if not repaired else DAY, "")
    asphalt = path("M8 120l54-28h36l54 28z", "#6b6d6e") + path(
        "M78 120l1.500-7h3l1 7zM79.800 108l.8-5h1.800l.8 5zM80.800 99l.4-4h1.200l.4 4z", "#e9e6da"
    )
    kerb = path("M4 120l56-28h3L10 120zM156 120L97 92h3l60 28z", "#cfc8ba")
    if repaired:
        return base + kerb + asphalt + path("M50 113l10-9h34l9 9c-14 4-40 4-53 0z", "#4d5052")
    hole = (
        path("M42 111c2-7 14-10 28-9 12-3 28 0 30 7 2 6-12 8-24 8-16 1-36 0-34-6z", "#45413b")
        + path("M48 111c4-5 14-6 24-5 10-2 20 1 22 4-6 4-40 6-46 1z", "#2b2825")
        + path("M58 111c6-3 24-3 28 0-6 3-22 3-28 0z", "#8fa6b0")
    )
    hole += path("M104 101c2-3 10-3 12 0 1 3-3 4-6 4s-7-1-6-4z", "#3f3b36") + stroke(
        "M42 111l-9 2-4 4M100 108l9-1 6 3M66 102l-3-5 2-3M88 102l4-5", "#35322d", 1
    )
    stones = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="#918878"/>'
        for x, y, r in ((38, 117, 1.4), (106, 114, 1.7), (112, 116, 1), (52, 102, 1.2), (98, 103, 1), (30, 114, 1))
    )
    return base + kerb + asphalt + hole + stones


def parking(gone: bool) -> str:
    """A car across the lane; then the sign and the lines that keep it free."""
    if gone:
        return street(DAY) + (
            '<path fill="none" stroke="#fbfcfb" stroke-width="1.200" d="M58 97l-18 23M100 97l20 23"/>'
            '<path fill="#5b6264" d="M40 70h1.800v28H40z"/>'
            '<circle cx="40.900" cy="66" r="7" fill="#fbfcfb"/>'
            '<circle cx="40.900" cy="66" r="5.600" fill="#37789b" stroke="#b93a2e" stroke-width="1.800"/>'
            '<path stroke="#b93a2e" stroke-width="1.600" d="M37 62l7.800 8" fill="none"/>'
        )
    return street(DAY) + (
        '<ellipse cx="80" cy="113" rx="33" ry="3.600" fill="#1b2327" fill-opacity=".35"/>'
        '<path fill="#23282a" d="M53 104h10v9H53zM97 104h10v9H97z"/>'
        '<path fill="#37789b" d="M50 94c0-4 4-5 7-6l5-10c1-2 3-3 5-3h26c2 0 4 1 5 3l5 10c3 1 7 2 7 6v13H50z"/>'
        '<path fill="#cfe3ec" d="M61 88l4-8.500c.6-1 1.500-1.500 2.500-1.500h25c1 0 2 .5 2.500 1.500L99 88z"/>'
        '<path fill="#fff" fill-opacity=".45" d="M70 78h6l-4 10h-7z"/>'
        '<path fill="#2b5d79" d="M50 100h60v2H50z"/>'
        '<path fill="#fff1c4" d="M53 93.500h8v4h-8zM99 93.500h8v4h-8z"/>'
        '<path fill="#23282a" d="M68 94h24v4H68z"/>'
        '<path fill="#e9eef0" d="M72 103h16v3.600H72z"/>'
    )


def counter() -> str:
    """The service desk, for what ends in an answer and not in a repair."""
    return (
        '<path fill="#efe7d8" d="M0 0h160v120H0z"/>'
        '<path fill="#7c2f38" d="M0 0h160v9H0z"/>'
        '<path fill="#c9b27a" d="M0 9h160v2H0z"/>'
        '<path fill="#c4dde8" d="M14 24h42v34H14z"/>'
        '<path fill="#8ea6b2" d="M14 54l12-16 7 7 9-12 14 17v8H14z"/>'
        '<path fill="#f4f7f7" d="M42 33l5 6-4 1-3-2-3 2z"/>'
        '<path fill="none" stroke="#7d4f2b" stroke-width="2.600" d="M14 24h42v34H14zM35 24v34"/>'
        '<path fill="#fbfcfb" d="M104 22h40v30h-40z"/>'
        '<path fill="none" stroke="#c9b27a" stroke-width="1.600" d="M104 22h40v30h-40z"/>'
        '<path stroke="#9aa4a8" stroke-width="1.600" d="M109 29h30M109 34h24M109 39h28M109 44h18" fill="none"/>'
        '<path fill="#bba98e" d="M0 104h160v16H0z"/>'
        '<path fill="#8a5a35" d="M10 76h140v34H10z"/>'
        '<path fill="#a8703f" d="M6 70h148v8H6z"/>'
        '<path fill="#7d4f2b" d="M22 84h34v20H22zM63 84h34v20H63zM104 84h34v20h-34z"/>'
        '<path fill="#c9b27a" d="M76 91l4-3 4 3 0 6-4 3-4-3z"/>'
        '<path fill="#2f3a40" d="M30 48h30v19H30z"/>'
        '<path fill="#5d7480" d="M32 50h26v15H32z"/>'
        '<path fill="#2f3a40" d="M42 67h6v3h-6zM38 69h14v1.500H38z"/>'
        '<path fill="#fbfcfb" d="M82 66l24-1 4 5H80z"/>'
        '<path stroke="#9aa4a8" stroke-width=".8" d="M86 67.500h18M85 69h20" fill="none"/>'
        '<path fill="#b93a2e" d="M117 62h6v3h2v5h-10v-5h2z"/>'
        '<path fill="#2b7a4e" d="M136 62h8l-1 8h-6z"/>'
        '<circle cx="140" cy="57" r="5.500" fill="#3f8a5c"/>'
        '<circle cx="136.500" cy="59.500" r="3.500" fill="#2b7a4e"/>'
    )


def scenes() -> dict[str, str]:
    return {
        "cable-before": fallen(DAY),
        "cable-night": torch(),
        "cable-tape": tape(),
        "cable-after": street(DAY),
        "pole-before": leaning(straight=False),
        "pole-after": leaning(straight=True),
        "lamp-before": lamp(lit=False),
        "lamp-after": lamp(lit=True),
        "manhole-before": manhole(fixed=False),
        "manhole-after": manhole(fixed=True),
        "rubbish-before": rubbish(cleaned=False),
        "rubbish-after": rubbish(cleaned=True),
        "water-before": water(dry=False),
        "water-after": water(dry=True),
        "snow-before": snow(cleared=False),
        "snow-after": snow(cleared=True),
        "drain-before": drain(clear=False),
        "drain-after": drain(clear=True),
        "road-before": road(repaired=False),
        "road-after": road(repaired=True),
        "parking-before": parking(gone=False),
        "parking-after": parking(gone=True),
        "counter-after": counter(),
    }


def render(scene: Path, photo: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shot, page = Path(folder) / "shot.png", Path(folder) / "page.html"
        page.write_text(
            f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{scene.read_text('utf-8')}", "utf-8"
        )
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        flags += [f"--window-size={SIZE[0]},{SIZE[1] + 200}", f"--screenshot={shot}"]
        subprocess.run([CHROMIUM, *flags, page.as_uri()], check=True, capture_output=True, timeout=60)
        with Image.open(shot) as image:
            picture = image.convert("RGB").crop((0, 0, *SIZE))
    picture.save(photo, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    if photo.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{photo.name} is larger than {MOST_BYTES} bytes")


def main(wanted: list[str]) -> None:
    SCENES.mkdir(parents=True, exist_ok=True)
    PHOTOS.mkdir(parents=True, exist_ok=True)
    for name, drawing in scenes().items():
        if wanted and name not in wanted:
            continue
        scene = SCENES / f"{name}.svg"
        scene.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">{drawing}</svg>\n', "utf-8")
        render(scene, PHOTOS / f"{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
