"""The model community: places, people, and the year's reports, all through the real verbs."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from delek.core.cases.actions import Mover, Particulars, Submission, judge, move, open_case
from delek.core.cases.actions.start import load_start_set
from delek.core.cases.models import Case, Category
from delek.core.media.actions import Taken, Upload, enter, process, take
from delek.core.media.models import Media
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import Person, Post, PostKind
from delek.core.people.queries import Standing, standing_of
from delek.core.places.actions import add_place, issue_code
from delek.core.places.models import Code, Place
from delek.core.places.queries import token_of
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import SHANGHAI, now
from delek.foundation.words import Words

from . import serving

DATA = Path(__file__).with_name("data")
PASSWORD = "demo-delek-2026"  # noqa: S105 - printed for whoever tries the demo
BEGINNING = datetime(2026, 1, 2, 1, 0, tzinfo=SHANGHAI)
DEPARTMENTS = {
    "housing": Words(zh="住房和城乡建设局", en="Housing and construction"),
    "urban_management": Words(zh="城市管理局", en="Urban management"),
    "power": Words(zh="供电公司", en="Power supply"),
    "water": Words(zh="供水公司", en="Water supply"),
}


@transaction.atomic
def build(*, stage: str) -> bool:
    """Fill an empty database, wholly or not at all; False where there is something already."""
    if Place.objects.exists():
        return False
    at = now()
    load_start_set(BEGINNING)
    town = Town()
    town.places()
    town.people()
    serving.serve(town.posts, town.by_key["community"], BEGINNING)
    if stage in ("year", "office"):
        town.year(at)
        serving.leave(town.posts, at - timedelta(days=2))
    if stage == "office":
        town.morning(at)
    if stage == "storm":
        town.storm(at)
    derive(at)
    return True


def derive(at: datetime) -> None:
    """Make the copies that may be seen: once for each picture, however often it is shown."""
    for address in Media.objects.filter(processed_at=None).values_list("original", flat=True).distinct():
        rows = Media.objects.filter(original=address, processed_at=None)
        first = rows[0]
        process(first, at=at)
        rows.update(
            screen=first.screen, thumb=first.thumb, width=first.width, height=first.height, refused=first.refused,
            processed_at=first.processed_at, attempts=first.attempts,
        )  # fmt: skip


class Town:
    """What is built, by the names that the data files use."""

    def __init__(self) -> None:
        self.by_key: dict[str, Place] = {}
        self.points: dict[int, Place] = {}
        self.codes: dict[int, Code] = {}
        self.standings: dict[str, Standing] = {}
        self.posts: dict[str, Post] = {}
        self.photos: dict[str, Taken] = {}

    def places(self) -> None:
        """The tree from the district down to the points."""
        district = self._place(None, "district", "district", Words(zh="示范区", en="Model district"))
        for key, name in DEPARTMENTS.items():
            self._place(district, "department", f"department:{key}", name)
        subdistrict = self._place(district, "subdistrict", "subdistrict", Words(zh="示范街道", en="Model subdistrict"))
        name = Words(bo="དཔེ་སྟོན་སྡེ་ཁུལ།", zh="示范社区", en="Model community")
        features = json.loads((DATA / "community.geojson").read_text())["features"]
        outline = next(f["geometry"] for f in features if f["properties"]["kind"] == "community")
        community = self._place(subdistrict, "community", "community", name, outline=outline, phone="0000000")
        for feature in _of_kind(features, "grid"):
            self._grid(community, feature)
        for feature in _of_kind(features, "point"):
            self._point(feature)

    def _grid(self, community: Place, feature: Mapping[str, Any]) -> None:
        number = feature["properties"]["number"]
        name = Words(bo=f"དྲ་མིག་ཨང་{number}", zh=f"第{number}网格", en=f"Grid {number}")
        self._place(community, "grid", f"grid:{number}", name, number=number, outline=feature["geometry"])

    def _point(self, feature: Mapping[str, Any]) -> None:
        facts, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"]
        point = self._place(
            self.by_key[f"grid:{facts['grid']}"], "point", f"point:{facts['number']}", Words.from_json(facts["name"]),
            number=facts["number"], longitude=longitude, latitude=latitude,
        )  # fmt: skip
        self.points[point.number] = point
        self.codes[point.number] = issue_code(place=point, service="report", by=SYSTEM, at=BEGINNING)

    def _place(self, parent: Place | None, kind: str, key: str, name: Words, **rest: Any) -> Place:
        place = add_place(parent=parent, kind=kind, key=key, name=name, by=SYSTEM, at=BEGINNING, **rest)
        self.by_key[key] = place
        return place

    def people(self) -> None:
        """Everybody with one post; the password is hashed once."""
        hashed = ""
        for row in json.loads((DATA / "staff.json").read_text()):
            person = add_person(login=row["login"], name=row["name"], by=SYSTEM, at=BEGINNING)
            if not hashed:
                person.set_password(PASSWORD)
                hashed = person.password
            Person.objects.filter(pk=person.pk).update(password=hashed)
            kind = PostKind.objects.get(key=row["kind"])
            self.posts[row["login"]] = appoint(
                person=person, kind=kind, place=self.by_key[row["place"]], by=SYSTEM, at=BEGINNING,
                call_number=row["call_number"],
            )  # fmt: skip
            self.standings[row["login"]] = standing_of(person, BEGINNING + timedelta(minutes=1))

    def year(self, at: datetime) -> None:
        """The year's reports; those that would lie ahead of today are told of the year before."""
        rows = json.loads((DATA / "reports.json").read_text())
        newest = max(datetime.fromisoformat(s["at"]) for row in rows for s in row["steps"])
        back = max(newest + timedelta(days=5) - at, timedelta())
        for row in rows:
            Telling(self, row, timedelta(days=back.days + 1 if back else 0)).tell()

    def morning(self, at: datetime) -> None:
        """An office mid-morning: what came in today and stands at different steps."""
        for n, (key, text, steps) in enumerate(MORNING):
            opened = self.open(text, 3 + 6 * n, key, at - timedelta(minutes=150 - 11 * n))
            when = at - timedelta(minutes=140 - 11 * n)
            worker = f"worker{n % 12 + 1}"
            for step in steps:
                when += timedelta(minutes=2)
                who = "dispatcher1" if step in ("accept", "dispatch") else worker
                media = self.media(["lamp-after.jpg"], when) if step == "finish" else []
                post = self.posts[worker] if step == "dispatch" else None
                given = Particulars(post=post, media=media)
                move(opened, step, mover=Mover(standing=self.standings[who]), at=when, particulars=given)

    def storm(self, at: datetime) -> None:
        """A hundred reports in ten minutes."""
        for n in range(100):
            key, text = STORM[n % len(STORM)]
            self.open(text, n * 7 % 81 + 1, key, at - timedelta(seconds=600 - 6 * n))

    def open(self, text: str, point: int, key: str, at: datetime) -> Case:
        language = "bo" if "\u0f00" <= text[0] <= "\u0fff" else "zh-hans"
        submission = Submission(
            submission_id=uuid.uuid4(), community=self.by_key["community"], place=self.points[point], language=language,
            description=text, category=Category.objects.filter(key=key).first(), code=self.codes[point],
        )  # fmt: skip
        return open_case(submission=submission, at=at).report.case

    def media(self, names: list[str], at: datetime) -> list[Media]:
        """Photos of the demo, through the real intake."""
        taken = self.taken(names)
        return enter(taken, community_id=self.by_key["community"].pk, at=at) if taken else []

    def taken(self, names: list[str]) -> list[Taken]:
        """Each photo goes through the intake once, however often it is shown."""
        for name in names:
            if name not in self.photos:
                self.photos[name] = take(Upload(name, (DATA / "photos" / name).read_bytes()))
        return [self.photos[name] for name in names]


class Telling:
    """One report of the year, told again."""

    def __init__(self, town: Town, row: Mapping[str, Any], back: timedelta) -> None:
        self.town, self.row, self.back = town, row, back

    def at(self, text: str) -> datetime:
        return datetime.fromisoformat(text) - self.back

    def tell(self) -> None:
        row, town = self.row, self.town
        files = self.town.taken(row["photos"])
        submission = Submission(
            submission_id=uuid.uuid4(), community=town.by_key["community"], place=town.points[row["point"]],
            language=row["language"], description=row["text"], name=row["name"], phone=row["phone"],
            category=Category.objects.filter(key=row["category"]).first(), code=town.codes[row["point"]], files=files,
        )  # fmt: skip
        report = open_case(submission=submission, at=self.at(row["opened"])).report
        for step in row["steps"]:
            self.step(report.case, step)
        if row["word"]:
            word = row["word"]
            judge(
                report=report, solved=word["solved"], rating=word["rating"], text=word["text"], media=[],
                at=self.at(word["at"]),
            )  # fmt: skip

    def step(self, case: Case, step: Mapping[str, Any]) -> None:
        town, at = self.town, self.at(step["at"])
        sentence = Words.from_json(step.get("sentence"))
        given = Particulars(
            reason=step.get("reason", ""), question=step.get("question", ""), answer=step.get("answer", ""),
            post=town.posts.get(step.get("to", "")), place=town.by_key.get(f"department:{step.get('place', '')}"),
            until=self.at(step["until"]) if step.get("until") else None, media=town.media(step.get("photos", []), at),
            sentence=sentence or None, urgency=self.row["urgency"] if step["do"] == "accept" else "",
        )  # fmt: skip
        move(case, step["do"], mover=Mover(standing=town.standings[step["who"]]), at=at, particulars=given)


def _of_kind(features: list[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return sorted(
        (f for f in features if f["properties"]["kind"] == kind), key=lambda f: int(f["properties"]["number"])
    )


MORNING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("manhole", "井盖松动，过车有响声", ()),
    ("policy", "སྨན་བཅོས་འགན་བཅོལ་གྱི་སྐོར།", ()),
    ("lamp", "路灯不亮", ()),
    ("rubbish", "垃圾桶破损", ("accept",)),
    ("road", "路面坑洼", ("accept", "dispatch")),
    ("drain", "污水从井口漫出", ("accept", "dispatch", "arrive")),
    ("cable", "通信线下垂", ("accept", "dispatch", "arrive", "handle")),
    ("lamp", "ལམ་གློག་མི་འབར།", ("accept", "dispatch", "arrive", "finish")),
    ("noise", "夜里施工太吵", ("accept",)),
    ("stall", "店铺门口占道", ("accept", "dispatch")),
    ("snow", "门口结冰", ("accept", "dispatch", "arrive")),
    ("water", "水管漏水", ()),
)
STORM = (
    ("lamp", "停电了，什么时候来？"),
    ("lamp", "巷里路灯全灭了。"),
    ("pole", "一根电线杆倒了。"),
    ("cable", "གློག་སྐུད་ས་ལ་ལྷུང་འདུག"),
    ("lamp", "གློག་ཆད་སོང་།"),
    ("cable", "电线断了，在地上冒火花。"),
    ("water", "停电以后也没有水。"),
)


def greet(origin: str) -> None:
    """Say who may sign in, with what, and where they begin."""
    print(f"Sign in at {origin}/account/login/ with the password {PASSWORD}", flush=True)  # noqa: T201
    for row in json.loads((DATA / "staff.json").read_text()):
        print(f"  {row['login']:<18}{row['kind']:<14}{row['place']}", flush=True)  # noqa: T201
    code = Code.objects.filter(place__kind="point", retired_at=None).order_by("place__number").first()
    if code:
        print(f"A point's code: {origin}/q/{token_of(code)}", flush=True)  # noqa: T201
