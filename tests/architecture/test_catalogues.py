"""The catalogues say what the source says, completely where a resident reads."""

from collections.abc import Mapping

import polib
import pytest
from tools import catalogue, check_tibetan

FOREIGN = ",;?!"


def entries(language: str) -> Mapping[str, polib.POEntry]:
    path = catalogue.SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path), encoding="utf-8")}


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_catalogue_holds_exactly_what_the_source_says(language: str) -> None:
    found = {text: sorted(said.places) for text, said in catalogue.extract().items()}
    assert {text: sorted(p for p, _ in entry.occurrences) for text, entry in entries(language).items()} == found, (
        "run: python tools/catalogue.py extract"
    )


def test_chinese_is_complete_for_everybody() -> None:
    assert [text for text, entry in entries("zh_Hans").items() if not all(said(entry))] == []


def test_chinese_keeps_placeholders_and_its_own_punctuation() -> None:
    wrong = []
    for text, entry in entries("zh_Hans").items():
        placeholders = sorted(check_tibetan.PLACEHOLDER.findall(text))
        for chinese in said(entry):
            if sorted(check_tibetan.PLACEHOLDER.findall(chinese)) != placeholders or set(chinese) & set(FOREIGN):
                wrong.append((text, chinese))
    assert wrong == []


def test_tibetan_is_complete_for_residents_and_clean() -> None:
    found = {text: check_tibetan.entry_problems(entry) for text, entry in entries("bo").items()}
    assert {text: problems for text, problems in found.items() if problems} == {}


def test_all_tibetan_is_marked_as_a_draft() -> None:
    unmarked = [t for t, e in entries("bo").items() if all(said(e)) and not e.tcomment.startswith("draft")]
    assert unmarked == []


def test_texts_are_found_under_the_names_a_module_keeps_them_by() -> None:
    source = 'A = {"k": "One"}\nB = "Two"\ngettext(A.get(key, B))\n_("Three")\nngettext("{n} day", "{n} days", n)\n'
    assert sorted(catalogue.in_python(source)) == [("One", ""), ("Three", ""), ("Two", ""), ("{n} day", "{n} days")]


def test_texts_are_found_in_every_tag_of_a_template() -> None:
    source = (
        '{% translate "One" %}{% t "Two {n}" n=2 %}{% include "a.html" with b=_("Three") %}'
        "{% blocktranslate trimmed %}\n  Four {{ n }}\n  is 5%\n{% endblocktranslate %}"
    )
    assert sorted(text for text, _ in catalogue.in_template(source)) == ["Four %(n)s is 5%%", "One", "Three", "Two {n}"]
