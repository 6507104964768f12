"""The service worker's script and the page for what was never read."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from delek.web.public import offline


@pytest.fixture
def built(settings: Any, tmp_path: Path) -> Path:
    """Built files of the test's own."""
    for name in (offline.SCRIPT, *offline.PARTS):
        path = tmp_path / "built" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"/* {name} */")
    settings.STATICFILES_DIRS = [tmp_path / "built"]
    forget()
    yield tmp_path / "built"  # type: ignore[misc]
    forget()


def forget() -> None:
    from django.contrib.staticfiles import finders

    offline._source.cache_clear()
    finders.get_finder.cache_clear()


def told() -> dict[str, Any]:
    text = Client().get("/sw.js").content.decode()
    found = re.match(r"const DELEK = (\{.*\});\n/\* js/sw.js \*/", text)
    assert found
    return dict(json.loads(found[1]))


def test_the_worker_serves_the_whole_site_and_is_asked_for_anew(built: Path) -> None:
    answer = Client().get("/sw.js")
    headers = [answer[name] for name in ("Content-Type", "Cache-Control", "Service-Worker-Allowed")]
    assert headers == ["text/javascript; charset=utf-8", "no-cache", "/"]
    assert told()["parts"] == [f"/static/{name}" for name in offline.PARTS]


def test_a_change_of_any_part_is_a_new_version(built: Path) -> None:
    first = told()["version"]
    (built / "css/resident.css").write_text("changed")
    forget()
    assert told()["version"] != first


def test_without_a_build_there_is_no_worker(settings: Any) -> None:
    settings.STATICFILES_DIRS = []
    forget()
    assert Client().get("/sw.js").status_code == 404
    forget()


@pytest.mark.parametrize(
    ("language", "words"),
    [("bo", "ད་ལྟ་དྲ་རྒྱ་མི་འདུག"), ("zh-hans", "现在没有网络。"), ("en", "There is no network now.")],
)
def test_the_page_without_network_says_so_and_names_the_numbers(db: None, language: str, words: str) -> None:
    text = Client().get(f"/offline?lang={language}").content.decode()
    assert [part in text for part in (f"<h1>{words}</h1>", 'href="tel:120"', "data-not-kept")] == [True] * 3
