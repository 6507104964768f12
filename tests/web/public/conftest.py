"""What every test of the resident's pages begins with."""

from pathlib import Path
from typing import Any

import pytest

from delek.web.floods import FLOODS


@pytest.fixture(autouse=True)
def quiet(settings: Any, tmp_path: Path) -> None:
    """Nobody has sent anything yet; nothing was collected."""
    FLOODS.forget()
    settings.STATIC_ROOT = tmp_path
