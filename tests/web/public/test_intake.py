"""Files that come with a form: how many, how large together, and the same one twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.core.media.models import Media
from delek.web.public import intake
from tests.town import Town, jpeg

from .test_report import JSON, form, photo


def refused(answer: Any) -> list[str]:
    return list(answer.json()["errors"]["photos"])


def photos(number: int) -> list[SimpleUploadedFile]:
    return [photo(f"{n}.jpg", f"#{n}05060") for n in range(number)]


def test_a_sixth_photo_is_named_and_five_are_kept(town: Town) -> None:
    page = Client().post("/report?lang=en", form(town, photos=photos(6))).content.decode()
    assert ("At most 5 photos" in page, "5.jpg" in page, page.count('name="kept"')) == (True, True, 5)


def test_five_photos_come_through(town: Town) -> None:
    answer = Client().post("/report", form(town, photos=photos(5)), headers=JSON)
    assert (answer.status_code, Media.objects.count()) == (201, 5)


def test_all_files_together_have_a_limit_and_none_is_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_TOTAL", 1000)
    answer = Client().post("/report?lang=en", form(town, photos=photos(2)), headers=JSON)
    assert answer.status_code == 422
    assert "All files together are too large" in refused(answer)[0]


def test_the_same_photo_twice_is_one_photo(town: Town) -> None:
    twice = [SimpleUploadedFile(name, jpeg(), "image/jpeg") for name in ("a.jpg", "again.jpg")]
    answer = Client().post("/report", form(town, photos=twice), headers=JSON)
    assert (answer.status_code, Media.objects.count()) == (201, 1)
