"""What every test of the interfaces for programs begins with."""

from pathlib import Path
from typing import Any

import pytest

from delek.api.limits import FLOODS

from .programs import Sending, let_in


@pytest.fixture(autouse=True)
def quiet(settings: Any, tmp_path: Path) -> None:
    """Nobody has asked anything yet."""
    FLOODS.forget()
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def program(town: Any) -> Sending:
    """A program of the model community that may read and write."""
    return let_in(town.community)
