"""The check of the Tibetan catalogues."""

import unicodedata
from pathlib import Path

import polib
import pytest
from tools.check_tibetan import entry_problems, main, problems


@pytest.mark.parametrize(
    "text",
    [
        "བདེ་ལེགས།",
        "ཁྱིམ་ནང་།",
        "ལས་ཀའི་ཉིན་{n}ནང་ཚུད།",
        "%(role)s་ནས་ལན་བཏབ་ཟིན། 12 ༡༢",
        "ཡིག་ཆ། PDF\nDelek (QR)",
        '<a href="%(url)s">འདི་མནན།</a>',
    ],
)
def test_clean_tibetan_has_no_problems(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ཁྱིམ་ནང།", ["ང takes a tsheg before the shad: ང་།"]),
        ("ཡིག།", ["ག takes no shad after it"]),
        ("བདེ་་ལེགས།", ["a double tsheg"]),
        ("འདི་Menu ཡིན།", ["a Latin word: Menu"]),
        ("བདེ་ལེགས。", ["a sign foreign to Tibetan: 。 (U+3002)"]),
        ("\u0f40\u0f74\u0f71", ["not in NFC"]),
    ],
)
def test_each_rule_names_what_it_found(text: str, found: list[str]) -> None:
    assert problems(text) == found


def test_the_example_for_nfc_really_is_not_in_nfc() -> None:
    assert not unicodedata.is_normalized("NFC", "\u0f40\u0f74\u0f71")


def test_an_empty_entry_is_missing_unless_only_the_desk_shows_it() -> None:
    resident = polib.POEntry(
        msgid="Report", occurrences=[("templates/report.html", "1"), ("templates/desk/x.html", "2")]
    )
    staff = polib.POEntry(msgid="Assign", occurrences=[("templates/desk/x.html", "3")])
    assert [entry_problems(resident), entry_problems(staff)] == [["missing"], []]


def test_a_fuzzy_entry_with_words_is_accepted() -> None:
    assert entry_problems(polib.POEntry(msgid="Day", msgstr="ཉིན།", flags=["fuzzy"])) == []


def test_other_placeholders_than_the_source_are_found() -> None:
    entry = polib.POEntry(msgid="Within %(n)s days", msgstr="ཉིན་%(m)s ནང་ཚུད།")
    assert entry_problems(entry) == ["placeholders differ: ཉིན་%(m)s ནང་ཚུད།"]


def test_a_plural_may_leave_out_the_number_only_as_the_source_does() -> None:
    plural = {"msgid": "One day", "msgid_plural": "%(n)s days"}
    assert entry_problems(polib.POEntry(**plural, msgstr_plural={0: "ཉིན་%(n)s"})) == []
    assert entry_problems(polib.POEntry(**plural, msgstr_plural={0: ""})) == ["missing"]


def test_the_command_fails_with_a_line_for_each_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = polib.POFile()
    catalogue.extend([polib.POEntry(msgid="Day", msgstr="ཉིན།"), polib.POEntry(msgid="Home", msgstr="ཁྱིམ་ནང།")])
    catalogue.append(polib.POEntry(msgid="Gone", obsolete=True))
    path = tmp_path / "django.po"
    catalogue.save(str(path))
    assert main([str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("'Home': ")[-1] for line in lines] == [
        "ང takes a tsheg before the shad: ང་།",
        "1 problems in 1 Tibetan catalogues",
    ]


def test_the_command_is_content_with_a_clean_catalogue(tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Day", msgstr="ཉིན།"))
    catalogue.save(str(tmp_path / "django.po"))
    assert main([str(tmp_path / "django.po")]) == 0


def test_nothing_to_check_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 1
