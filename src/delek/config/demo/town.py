"""The model community: its places and people, all through the real verbs."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from delek.core.cases.actions import Submission, open_case
from delek.core.cases.models import Case, Category
from delek.core.media.actions import Taken, Upload, take
from delek.core.people.actions import add_person, appoint
from delek.core.people.models import Person, Post, PostKind
from delek.core.people.queries import Standing, standing_of
from delek.core.places.actions import add_place
from delek.core.places.models import Code, Place
from delek.core.printing.actions import issue_poster
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words

DATA = Path(__file__).with_name("data")
PASSWORD = "demo-delek-2026"  # noqa: S105 - printed for whoever tries the demo
DEPARTMENTS = {
    "housing": Words(bo="སྡོད་ཁང་དང་གྲོང་ཁྱེར་འཛུགས་སྐྲུན་ཅུས", zh="住房和城乡建设局", en="Housing and construction"),
    "urban_management": Words(bo="གྲོང་ཁྱེར་དོ་དམ་ཅུས", zh="城市管理局", en="Urban management"),
    "power": Words(bo="གློག་ཤུགས་ཀུང་སི", zh="供电公司", en="Power supply"),
    "water": Words(bo="ཆུ་མཁོ་འདོན་ཀུང་སི", zh="供水公司", en="Water supply"),
}

DIRECTIONS = (
    ("口", Words(bo="སྲང་ལམ་གྱི་ཁའི་གཡས་ངོས་ཀྱི་རྩིག་ངོས།", zh="巷口右手边的墙上", en="on the wall, right of the lane's mouth")),
    ("内", Words(bo="སྲང་ལམ་ནང་གི་གཡོན་ངོས་ཀྱི་རྩིག་ངོས།", zh="巷内左手边的墙上", en="on the wall to the left inside the lane")),
    ("路灯", Words(bo="ལམ་གློག་གི་ཀ་བའི་ངོས།", zh="路灯杆上", en="on the post of the street lamp")),
    ("服务站", Words(bo="ཞབས་ཞུ་ས་ཚིགས་ཀྱི་སྒོ་འགྲམ།", zh="服务站门旁", en="beside the door of the service station")),
)
"""Words of the demo for where a poster hangs (Tibetan: draft)."""


class Town:
    """What is built, by the names that the data files use."""

    def __init__(self, beginning: datetime) -> None:
        self.beginning = beginning
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
        community = self._place(subdistrict, "community", "community", name, outline=outline, phone="13900000100")
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
            directions=directions(facts["name"]["zh"]),
            number=facts["number"], longitude=longitude, latitude=latitude,
        )  # fmt: skip
        self.points[point.number] = point
        poster = issue_poster(place=point, kind="poster", by=SYSTEM, at=self.beginning)
        self.codes[point.number] = poster.report

    def _place(self, parent: Place | None, kind: str, key: str, name: Words, **rest: Any) -> Place:
        place = add_place(parent=parent, kind=kind, key=key, name=name, by=SYSTEM, at=self.beginning, **rest)
        self.by_key[key] = place
        return place

    def people(self) -> None:
        """Everybody with one post; the password is hashed once."""
        hashed = ""
        for row in json.loads((DATA / "staff.json").read_text()):
            person = add_person(
                login=row["login"], name=row["name"], name_bo=row["name_bo"], by=SYSTEM, at=self.beginning
            )
            if not hashed:
                person.set_password(PASSWORD)
                hashed = person.password
            Person.objects.filter(pk=person.pk).update(password=hashed)
            kind = PostKind.objects.get(key=row["kind"])
            self.posts[row["login"]] = appoint(
                person=person, kind=kind, place=self.by_key[row["place"]], by=SYSTEM, at=self.beginning,
                call_number=row["call_number"],
            )  # fmt: skip
            self.standings[row["login"]] = standing_of(person, self.beginning + timedelta(minutes=1))

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

    def taken(self, names: list[str]) -> list[Taken]:
        """Each photo goes through the intake once, however often it is shown."""
        for name in names:
            if name not in self.photos:
                self.photos[name] = take(Upload(name, (DATA / "photos" / name).read_bytes()))
        return [self.photos[name] for name in names]


def _of_kind(features: list[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return sorted(
        (f for f in features if f["properties"]["kind"] == kind), key=lambda f: int(f["properties"]["number"])
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


def directions(name: str) -> Words:
    """Where to look, in words, by what a point is named after; no words where the name says it all."""
    return next((words for end, words in DIRECTIONS if name.endswith(end)), Words())
