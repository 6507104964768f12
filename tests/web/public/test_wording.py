"""A wrong word leads an editor to its entry; the main labels are spoken."""

import io
import wave
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from delek.config.retention import FORGETTINGS
from delek.core.timeline.actions import forget
from delek.core.timeline.models import Event
from delek.core.wording.models import Clip, Remark
from delek.foundation.clock import now
from tests.town import BEGINNING, Town

WORDS, CLIPS = "/manage/words/", "/manage/clips/what"


@pytest.fixture
def editor(town: Town) -> Client:
    client = Client()
    client.force_login(town.administrator)
    return client


def wav(name: str = "a.wav") -> SimpleUploadedFile:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    return SimpleUploadedFile(name, out.getvalue(), "audio/wav")


def say(**given: str) -> int:
    return Client().post("/wrong-word?lang=bo", given).status_code


def test_a_remark_keeps_the_word_the_page_and_nothing_of_the_reader(town: Town) -> None:
    assert say(word="ཁ་པར།", text="打 139 0000 0001", page="/r/secret-token?new=1") == 200
    row = Remark.objects.get()
    assert (row.language, row.page, row.word, row.text) == ("bo", "/r/", "ཁ་པར།", "打 …")
    assert {f.name for f in Remark._meta.fields} == {"id", "language", "page", "word", "text", "said_at", "done_at"}


def test_the_link_on_a_case_page_does_not_name_the_case(town: Town) -> None:
    from delek.core.cases.queries import token_of

    token = token_of(town.report())
    text = Client().get(f"/r/{token}").content.decode()
    assert 'href="/wrong-word?page=/r/"' in text


def test_an_empty_remark_is_said_and_too_many_are_refused(town: Town, settings: object) -> None:
    settings.FLOOD_LIMITS = {"address": (2, 60)}  # type: ignore[attr-defined]
    assert say(page="/report") == 422
    assert [say(text="好") for _ in range(3)] == [200, 200, 429]


def test_the_editor_sees_the_entry_of_the_word_and_its_state(town: Town, editor: Client) -> None:
    say(word="ཁ་པར་འདི་ནས་སུབ་པ།", text="…", page="/")
    text = editor.get(f"{WORDS}?lang=zh-hans").content.decode()
    assert ["Delete from this phone" in text, "草稿" in text, "页面藏文" in text] == [True] * 3


def test_a_remark_is_done_once_and_leaves_the_list(town: Town, editor: Client) -> None:
    say(text="འདི་ནོར་འདུག")
    pk = Remark.objects.get().pk
    assert [editor.post(f"{WORDS}{pk}/done").status_code for _ in range(2)] == [302, 404]
    assert Event.objects.filter(verb="remark_done").count() == 1
    shown = ["འདི་ནོར་འདུག" in editor.get(page).content.decode() for page in (WORDS, f"{WORDS}?done=1")]
    assert shown == [False, True]


def test_the_file_for_a_spreadsheet_holds_no_formula(town: Town, editor: Client) -> None:
    say(word="=1+1", text="@x")
    answer = editor.get(f"{WORDS}?export=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert ["'=1+1" in answer.content.decode(), "'@x" in answer.content.decode()] == [True, True]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_of_one_and_of_three(town: Town, editor: Client, rows: int, request: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for n in range(rows):
        say(text=f"{n}")
    with CaptureQueriesContext(connection) as asked:
        editor.get(WORDS)
    assert sum("wording_remark" in q["sql"] for q in asked.captured_queries) == 1


def test_remarks_are_forgotten_after_a_year(town: Town) -> None:
    say(word="x", text="y")
    Remark.objects.update(said_at=BEGINNING)
    kind = next(k for k in FORGETTINGS if k.name == "remarks")
    assert (forget(kind, at=now().replace(year=2028)).done, Remark.objects.get().word) == (1, "")


def test_a_label_is_spoken_where_it_was_recorded_only(town: Town, editor: Client) -> None:
    assert "data-clip" not in Client().get("/report?lang=bo").content.decode()
    assert editor.post(CLIPS, {"bo": wav()}).status_code == 302
    text = Client().get("/report?lang=bo").content.decode()
    address = text.split('data-clip="')[1].split('"')[0]
    heard = Client().get(address)
    assert (heard.status_code, heard["Content-Type"]) == (200, "audio/wav")
    assert "immutable" in heard["Cache-Control"]
    assert "data-clip" not in Client().get("/report?lang=en").content.decode()


def test_a_new_recording_takes_the_place_of_the_old_and_goes_again(town: Town, editor: Client) -> None:
    for name in ("a.wav", "b.wav"):
        editor.post(CLIPS, {"bo": wav(name)})
    first, second = Event.objects.filter(verb="clip_set").order_by("pk")
    assert (Clip.objects.count(), first.subject_id) == (1, second.subject_id)
    editor.post(CLIPS, {"clear-bo": "on"})
    assert (Clip.objects.count(), Event.objects.filter(verb="clip_cleared").count()) == (0, 1)


def test_what_is_no_recording_is_refused_at_its_field(town: Town, editor: Client) -> None:
    answer = editor.post(f"{CLIPS}?lang=en", {"bo": SimpleUploadedFile("a.wav", b"no sound", "audio/wav")})
    assert (answer.status_code, Clip.objects.count()) == (422, 0)
    assert "could not be opened" in answer.content.decode()
    assert [editor.get(p).status_code for p in ("/manage/clips/", CLIPS, "/manage/clips/strange")] == [200, 200, 404]


def test_an_unknown_clip_is_not_found(town: Town) -> None:
    assert Client().get("/clips/bo/what/xyz").status_code == 404


def test_a_reviewed_text_is_marked_in_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import polib
    from tools import catalogue

    path, words = tmp_path / "django.po", tmp_path / "read.csv"
    book = polib.POFile()
    book.extend([polib.POEntry(msgid="Open", msgstr="a", tcomment="draft"), polib.POEntry(msgid="Done", msgstr="b")])
    book.save(str(path))
    words.write_text("en,bo\nOpen,ཁ་ཕྱེ་བ།\nGone,x\n", "utf-8")
    monkeypatch.setattr(catalogue, "catalogues", lambda: [path])
    catalogue.run_review([str(words)])
    entry = polib.pofile(str(path)).find("Open")
    assert entry is not None
    assert (entry.msgstr, entry.tcomment) == ("ཁ་ཕྱེ་བ།", "reviewed")
