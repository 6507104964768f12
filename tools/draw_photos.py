"""Draw the photos of the model community: each scene of demo/data/scenes as a JPEG without any metadata.

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
    """Render the scenes named, or all."""
    PHOTOS.mkdir(parents=True, exist_ok=True)
    for scene in sorted(SCENES.glob("*.svg")):
        if not wanted or scene.stem in wanted:
            render(scene, PHOTOS / f"{scene.stem}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
