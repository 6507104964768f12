"""What neighbours may know in the model community: open matters of the lanes, in a sentence each."""

from datetime import datetime

from delek.core.cases.actions import announce
from delek.core.cases.models import Case
from delek.core.cases.rules import may_announce
from delek.core.people.queries import Standing
from delek.foundation.words import Words

SENTENCES = {
    "pole": Words(bo="གློག་གི་ཀ་བ་རྙིང་པ་ཡོ་འདུག", zh="旧电线杆歪了", en="An old utility pole leans"),
    "lamp": Words(bo="ལམ་གློག་འབར་གྱི་མི་འདུག", zh="路灯不亮", en="A street lamp is dark"),
    "cable": Words(
        bo="གློག་སྐུད་རྙིང་པ་ལྷུང་ནས་སྲང་ལམ་བཀག་འདུག", zh="旧线缆掉落，横在巷道上", en="Old cables lie across the lane"
    ),
}


def tell(desk: Standing, at: datetime) -> None:
    """The desk lets neighbours know of everything open of these kinds."""
    rows = Case.objects.filter(category__key__in=SENTENCES).select_related("place", "category", "concerns", "desk")
    for case in rows.order_by("pk"):
        if case.category and may_announce(desk, case):
            announce(case=case, text=SENTENCES[case.category.key], standing=desk, at=at)
