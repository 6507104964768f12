"""One coherent community for tests: a district with a department, a subdistrict, two communities, people and posts."""

import io
import wave
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from delek.core.cases.actions import Mover, Opened, Particulars, Submission, move, open_case
from delek.core.cases.actions.start import load_start_set
from delek.core.cases.models import Case, Category, Report
from delek.core.media.actions import Upload, enter, take
from delek.core.media.models import Media
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import Person, Post, PostKind
from delek.core.people.queries import Standing, standing_of
from delek.core.places.actions import add_place
from delek.core.places.models import Code, Place
from delek.core.places.queries import token_of
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words

BEGINNING = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
MORNING = datetime(2026, 9, 21, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in the office


@dataclass
class Town:
    """The community and its people; every helper goes through the real verbs."""

    district: Place
    department: Place
    subdistrict: Place
    community: Place
    elsewhere: Place
    grids: dict[int, Place] = field(default_factory=dict)
    points: dict[int, Place] = field(default_factory=dict)
    codes: dict[int, Code] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def code(self, point: int = 10) -> str:
        """The printed token at a point."""
        return token_of(self.codes[point])

    def standing(self, name: str, at: datetime = MORNING) -> Standing:
        return standing_of(self.people[name], at)

    def post(self, name: str) -> Post:
        return Post.objects.select_related("place", "kind", "person").get(person=self.people[name])

    def open(self, text: str = "旧线缆掉下来了", point: int = 10, at: datetime = MORNING, **rest: object) -> Opened:
        """A resident reports at a point."""
        category = Category.objects.filter(key=rest.pop("category", "cable")).first()
        submission = Submission(
            submission_id=rest.pop("submission_id", None) or uuid4(), community=self.community,
            place=self.points[point], language=str(rest.pop("language", "zh-hans")), description=text,
            category=category, code=self.codes[point], **rest,  # type: ignore[arg-type]
        )  # fmt: skip
        return open_case(submission=submission, at=at)

    def report(self, text: str = "旧线缆掉下来了", point: int = 10, **rest: object) -> Report:
        return self.open(text, point, **rest).report  # type: ignore[arg-type]

    def move(self, case: Case, transition: str, who: str, at: datetime = MORNING, /, **given: object) -> Case:
        """A member of staff moves a case."""
        particulars = Particulars(**given)  # type: ignore[arg-type]
        return move(case, transition, mover=Mover(standing=self.standing(who, at)), at=at, particulars=particulars)

    def pause(self, case: Case, at: datetime = MORNING) -> Case:
        """One asks for it, another grants it."""
        self.move(case, "ask_pause", "dispatcher2", at, reason="等材料")
        return self.move(case, "pause", "dispatcher", at, reason="等材料")

    def photo(self, at: datetime = MORNING) -> Media:
        """A stored photo."""
        taken = take(Upload("photo.jpg", jpeg()))
        return enter([taken], community_id=self.community.pk, at=at)[0]

    def finish(self, case: Case, at: datetime = MORNING) -> Case:
        """The usual way up to the worker's "all done"."""
        self.move(case, "accept", "dispatcher", at)
        self.move(case, "dispatch", "dispatcher", at, post=self.post("worker"))
        self.move(case, "arrive", "worker", at)
        return self.move(case, "finish", "worker", at, media=[self.photo(at)])


def jpeg(colour: str = "#b08060", size: tuple[int, int] = (320, 240)) -> bytes:
    """A small true photo file."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def build() -> Town:
    """Put the town into the database."""
    load_start_set(BEGINNING)
    region = _place(None, "region", "region", "自治区", "Region")
    district = _place(region, "district", "district", "示范区", "Model district")
    department = _place(district, "department", "power", "供电公司", "Power supply")
    subdistrict = _place(district, "subdistrict", "subdistrict", "示范街道", "Model subdistrict")
    community = _place(subdistrict, "community", "model", "示范社区", "Model community", "དཔེ་སྟོན་སྡེ་ཁུལ།")
    elsewhere = _place(subdistrict, "community", "other", "邻近社区", "Next community")
    town = Town(district, department, subdistrict, community, elsewhere)
    _points(town)
    _people(town)
    return town


def _place(parent: Place | None, kind: str, key: str, zh: str, en: str, bo: str = "", **rest: object) -> Place:
    return add_place(
        parent=parent, kind=kind, key=key, name=Words(bo=bo, zh=zh, en=en), by=SYSTEM, at=BEGINNING, **rest
    )


def _points(town: Town) -> None:
    for number in (3, 4):
        grid = _place(
            town.community, "grid", f"model-grid-{number}", f"第{number}网格", f"Grid {number}", number=number
        )
        town.grids[number] = grid
    for number, grid in ((10, 3), (11, 3), (21, 4)):
        point = _place(
            town.grids[grid], "point", f"model-point-{number}", "北巷口", "North lane", "བྱང་ཕྱོགས་སྲང་ལམ་གྱི་ཁ།",
            number=number, longitude=91.1, latitude=29.65,
        )  # fmt: skip
        town.points[number] = point
        town.codes[number] = lone_code(point)


def lone_code(place: Place, service: str = "report") -> Code:
    """A code without a poster around it; the register issues them only together."""
    return Code.objects.create(place=place, service=service, issued_at=BEGINNING)


def _people(town: Town) -> None:
    posts = (
        ("secretary", "白玛", "secretary", town.community, ""),
        ("dispatcher", "拉姆", "dispatcher", town.community, ""),
        ("dispatcher2", "德吉", "dispatcher", town.community, ""),
        ("administrator", "旺堆", "administrator", town.community, ""),
        ("auditor", "格桑", "auditor", town.community, ""),
        ("chief", "次仁", "grid_chief", town.grids[3], "003"),
        ("worker", "扎西", "grid_worker", town.grids[3], "011"),
        ("worker2", "尼玛", "grid_worker", town.grids[4], "012"),
        ("superior", "央金", "superior", town.department, ""),
        ("subdistrict_officer", "卓玛", "superior", town.subdistrict, ""),
        ("stranger", "多吉", "dispatcher", town.elsewhere, ""),
    )
    for login, name, kind, place, call_number in posts:
        town.people[login] = person = add_person(login=login, name=name, by=SYSTEM, at=BEGINNING)
        appoint(
            person=person, kind=PostKind.objects.get(key=kind), place=place, by=SYSTEM, at=BEGINNING,
            call_number=call_number,
        )  # fmt: skip


def same_id() -> UUID:
    return UUID("00000000-0000-4000-8000-000000000001")


def silence(seconds: int = 1) -> bytes:
    """A recording with nothing to hear."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 8000 * seconds)
    return out.getvalue()
