"""`delek posters`: what is typed becomes a file."""

from pathlib import Path

import pypdfium2
import pytest

from delek.config.command import parser
from delek.config.posters import posters
from delek.core.places.models import Place
from tests.town import Town


def run(*words: str) -> int:
    return posters(parser().parse_args(["posters", *words]))


def test_a_point_named_by_its_key_is_printed_to_a_file(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ten.pdf"
    assert run("--place", "model-point-10", "--to", str(file)) == 0
    assert len(pypdfium2.PdfDocument(file.read_bytes())) == 1
    assert "1 posters" in capsys.readouterr().out


def test_of_several_communities_one_must_be_named(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--to", str(tmp_path / "all.pdf")) == 1
    assert capsys.readouterr().out == "Name a place: model, other\n"
    Place.objects.filter(pk=town.elsewhere.pk).update(closed_at="2026-01-01T00:00Z")
    assert run("--what", "cards", "--copies", "1", "--to", str(tmp_path / "all.pdf")) == 0


def test_where_nothing_can_be_printed_it_is_said(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--place", "other", "--to", str(tmp_path / "none.pdf")) == 1
    assert "there is no point here" in capsys.readouterr().out
    assert not (tmp_path / "none.pdf").exists()
