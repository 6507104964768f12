"""What comes out of the press, as a picture: codes that scan, letters that are whole, sheets that are right."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from delek.core.places.models import Place
from delek.core.places.queries import CodeState, scan
from delek.core.printing.actions import ask_print, print_now
from delek.core.printing.models import Poster, PrintJob
from delek.core.printing.press import Press, PressFailed
from delek.core.printing.queries.jobs import printed
from delek.core.printing.queries.layout import FACES
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words
from tests.town import MORNING, Town

A4, A3 = (595, 842), (842, 1191)
STACKS = "བསྒྲུབས་རྫོགས་ཧཱུྃ་སྐྱེས་སྤྲུལ་རྒྱུའི་བརྩོན་འགྲུས།"


def made(place: Place, kind: str = "poster", paper: str = "a4", copies: int = 1) -> PrintJob:
    job = ask_print(place=place, kind=kind, paper=paper, copies=copies, asker=None, by=SYSTEM, at=MORNING)
    job = print_now(job=job, clock=lambda: MORNING, say=lambda _job: None)
    assert (job.state, job.trouble) == ("done", "")
    return job


def pages(job: PrintJob) -> PdfDocument:
    return pypdfium2.PdfDocument(printed(job))


def size(page: PdfPage) -> tuple[int, int]:
    return round(page.get_width()), round(page.get_height())


def scanned(page: PdfPage) -> list[tuple[int, str]]:
    """The point and service of every code on a page, as a phone reads them from the picture, from top to bottom."""
    found = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    places = sorted((round(b.position.top_left.y, -1), b.position.top_left.x, b.text) for b in found)
    read = [scan(address.rpartition("/q/")[2], MORNING) for _y, _x, address in places]
    return [(s.place.number, s.code.service) for s in read if s.state is CodeState.GOOD and s.place and s.code]


def text_boxes(page: PdfPage) -> list[tuple[float, float, float, float, int]]:
    """Left, bottom, right, top of the ink of every run of text, and the line that it stands on."""
    runs = page.get_objects(filter=[FPDF_PAGEOBJ_TEXT], max_depth=4)
    return [(*run.get_bounds(), round(run.get_matrix().f)) for run in runs]


def test_a_poster_of_a_point_carries_three_codes_that_scan(town: Town) -> None:
    document = pages(made(town.points[10]))
    assert [size(page) for page in document] == [A4]
    assert sorted(scanned(document[0])) == [(10, "policies"), (10, "report"), (10, "staff")]


def test_a3_is_the_same_poster_larger(town: Town) -> None:
    document = pages(made(town.points[10], paper="a3"))
    assert [size(page) for page in document] == [A3]
    assert len(scanned(document[0])) == 3


def test_a_grid_and_a_community_have_one_page_for_each_point(town: Town) -> None:
    assert [n for page in pages(made(town.grids[3])) for n, service in scanned(page) if service == "report"] == [10, 11]
    whole = pages(made(town.community))
    assert [n for page in whole for n, service in scanned(page) if service == "report"] == [10, 11, 21]


@pytest.mark.parametrize(("paper", "measure", "cards"), [("a4", A4, 8), ("a3", (1191, 842), 16)])
def test_cards_fill_sheets_with_faces_and_then_backs(
    town: Town, paper: str, measure: tuple[int, int], cards: int
) -> None:
    document = pages(made(town.grids[3], kind="card", paper=paper, copies=cards))
    assert [size(page) for page in document] == [measure] * 4
    assert [len(scanned(page)) for page in document] == [3 * cards, 0, 3 * cards, 0]
    assert [{n for n, _service in scanned(document[n])} for n in (0, 2)] == [{10}, {11}]


def test_batches_join_to_one_file_in_order(town: Town) -> None:
    job = made(town.community, kind="card", copies=120)  # 360 cards, more than one batch of 320
    document = pages(job)
    assert (len(document), job.done, job.total) == (90, 360, 360)
    last = [n for n, service in scanned(document[88]) if service == "report"]
    assert last == [21] * 8


def test_the_deepest_stacks_stay_clear_of_the_lines_around_them(town: Town) -> None:
    names = {"name": Words(bo=STACKS, zh="北巷口"), "directions": Words(bo=STACKS, zh="进巷子右手边的墙上")}
    Place.objects.filter(pk=town.points[10].pk).update(**names)
    page = pages(made(town.points[10]))[0]
    boxes = text_boxes(page)
    assert len(boxes) > 40
    width, height = page.get_width(), page.get_height()
    assert [b for b in boxes if b[0] < 0 or b[1] < 0 or b[2] > width or b[3] > height] == []
    assert overlapping(boxes) == []


def overlapping(boxes: list[Any]) -> list[Any]:
    """Pairs of runs on different lines whose ink meets by more than a hair."""
    hair = 0.75
    return [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[n + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > hair and min(a[3], b[3]) - max(a[1], b[1]) > hair
        if a[4] != b[4]
    ]


def test_long_names_shrink_rather_than_run_out_of_the_page(town: Town) -> None:
    names = {"name": Words(bo=STACKS * 3, zh="很长的名字" * 14), "directions": Words(bo=STACKS * 6, zh="墙" * 150)}
    Place.objects.filter(pk=town.points[10].pk).update(**names)
    document = pages(made(town.points[10]))
    assert len(document) == 1
    assert len(scanned(document[0])) == 3
    assert min(b[1] for b in text_boxes(document[0])) > 0


def test_a_character_that_no_face_has_is_named(town: Town) -> None:
    Place.objects.filter(pk=town.points[10].pk).update(name=Words(zh="北巷𰻝口"))
    job = ask_print(place=town.points[10], kind="poster", paper="a4", asker=None, by=SYSTEM, at=MORNING)
    job = print_now(job=job, clock=lambda: MORNING, say=lambda _job: None)
    assert (job.state, job.trouble) == ("done", "𰻝")


def test_words_are_never_read_as_markup(town: Town) -> None:
    Place.objects.filter(pk=town.points[10].pk).update(name=Words(zh='#read("/etc/passwd") $x$ *b* \\', bo="#panic()"))
    text = pages(made(town.points[10]))[0].get_textpage().get_text_range()
    assert '#read("/etc/passwd") $x$ *b* \\' in text


def test_a_press_that_fails_says_why_and_leaves_nothing(town: Town) -> None:
    press = Press({"kind": "nothing", "points": []}, FACES)
    folder = press._folder
    with pytest.raises(PressFailed):
        press.fetch()
    assert not folder.exists()


def test_a_place_without_points_fails_plainly(town: Town) -> None:
    job = ask_print(place=town.elsewhere, kind="poster", paper="a4", asker=None, by=SYSTEM, at=MORNING)
    assert print_now(job=job, clock=lambda: MORNING, say=lambda _job: None).state == "failed"
    assert Poster.objects.count() == 0
