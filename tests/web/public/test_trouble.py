"""The pages for bad moments need nothing but themselves."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override


@pytest.mark.parametrize("language", ["bo", "zh-hans", "en"])
@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html", "trouble.html"])
def test_a_page_of_trouble_stands_alone_and_names_the_emergency_numbers(name: str, language: str) -> None:
    with override(language):
        page = render_to_string(name, {"status": 503})
    assert [f"tel:{number}" in page for number in (110, 119, 120)] == [True] * 3
    assert f'lang="{"zh-Hans" if language == "zh-hans" else language}"' in page


def test_a_full_disk_is_told_as_such() -> None:
    with override("en"):
        assert "could not be taken" in render_to_string("trouble.html", {"status": 507})
