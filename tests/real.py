"""Where the real inputs lie; tests that need them say so where they are absent."""

import os
from pathlib import Path

import pytest

REAL = Path(os.environ.get("DELEK_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data" / "real"))
needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason="the real inputs (shared/data/real) are not here")


def files(folder: str) -> list[Path]:
    """The files of one folder, without its notes."""
    return [f for f in sorted((REAL / folder).glob("*")) if f.suffix != ".md"]
