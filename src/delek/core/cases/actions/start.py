"""What every community begins with: categories, limits, kinds of post, national days off. All of it may be changed."""

from datetime import datetime

from django.db import transaction

from delek.core.people.models import PostKind
from delek.core.schedule.actions import load_national_years
from delek.core.timeline.actions import SYSTEM, record
from delek.foundation.words import Words

from ..flows import CALL_OVER
from ..models import Category, TimeLimit

# Columns: key, English, Chinese, Tibetan (draft), icon, class, and the tile (on the desk only where it is None).
CATEGORIES = (
    ("cable", "Cables", "电线", "གློག་སྐུད།", "c-cable", "urgent", 1),
    ("lamp", "Street lamp", "路灯", "ལམ་གློག", "c-lamp", "ordinary", 2),
    ("manhole", "Manhole", "井盖", "ཆུ་དོང་ཁ་ལེབ།", "c-manhole", "urgent", 3),
    ("water", "Water", "供水", "ཆུ་མཁོ་འདོན།", "c-water", "ordinary", 4),
    ("drain", "Drain", "下水道", "བཙོག་ཆུའི་ཡུར་བུ།", "c-drain", "ordinary", 5),
    ("road", "Road", "道路", "ལམ།", "c-road", "ordinary", 6),
    ("rubbish", "Rubbish", "垃圾", "གད་སྙིགས།", "c-rubbish", "ordinary", 7),
    ("snow", "Snow, ice", "冰雪", "ཁ་བ་དང་འཁྱགས་པ།", "c-snow", "urgent", 8),
    ("other", "Other", "其他", "གཞན་དག", "c-other", "ordinary", 9),
    ("pole", "Utility pole", "电线杆", "གློག་གི་ཀ་བ།", "c-cable", "ordinary", None),
    ("gas", "Gas smell", "燃气异味", "རླངས་རླུང་གི་དྲི།", "c-other", "urgent", None),
    ("fire", "Fire safety", "消防安全", "མེ་འགོག་བདེ་འཇགས།", "c-other", "urgent", None),
    ("dangerous_building", "Dangerous building", "危险房屋", "ཉེན་ཁ་ཅན་གྱི་ཁང་པ།", "c-other", "urgent", None),
    ("parking", "Parking", "停车", "རླངས་འཁོར་འཇོག་པ།", "c-road", "ordinary", None),
    ("noise", "Noise", "噪音", "སྐད་ཅོར།", "c-other", "ordinary", None),
    ("stall", "Stalls and blocked ways", "占道经营", "ལམ་བཀག་པའི་ཚོང་ཁྲོམ།", "c-road", "ordinary", None),
    ("animals", "Animals", "动物", "སེམས་ཅན།", "c-other", "ordinary", None),
    ("building", "Buildings and property", "房屋物业", "ཁང་པ་དང་ཁང་དོན་དོ་དམ།", "c-other", "ordinary", None),
    ("elderly", "Help for people", "帮助老弱", "རྒན་རྒོན་དང་ནད་པར་རོགས་རམ།", "c-other", "ordinary", None),
    ("dispute", "Disputes", "矛盾纠纷", "རྩོད་གཞི།", "c-other", "ordinary", None),
    ("policy", "Question about a policy", "政策咨询", "སྲིད་ཇུས་བློ་འདྲི།", "c-other", "question", None),
    ("praise", "Praise and suggestions", "表扬建议", "བསྟོད་བསྔགས་དང་བསམ་འཆར།", "c-other", "question", None),
    ("staff", "About staff", "反映工作人员", "ལས་དོན་མི་སྣའི་སྐོར།", "c-other", "ordinary", None),
)
# What somebody is called over for: key, English, Chinese, Tibetan (draft), icon, class, and who is asked first.
NEEDS = (
    ("call_ill", "Somebody is ill or hurt", "有人生病或受伤", "ནད་པའམ་རྨས་མ་ཡོད།", "doctor", "emergency",
     ("grid_doctor", "grid_worker", "grid_chief")),
    ("call_care", "An older person needs help", "老人需要照看", "རྒན་རྒོན་ལ་རོགས་རམ་དགོས།", "heart", "ordinary",
     ("grid_worker", "volunteer", "grid_chief", "grid_doctor")),
    ("call_dispute", "There is a dispute", "有纠纷", "རྩོད་གཞི་བྱུང་འདུག", "talk", "ordinary",
     ("mediator", "grid_chief", "grid_police")),
    ("call_safety", "It is about safety", "安全问题", "བདེ་འཇགས་ཀྱི་གནད་དོན།", "alert", "ordinary",
     ("grid_police", "grid_worker", "electrician", "grid_chief")),
    ("call_papers", "Help with papers", "帮忙办手续", "འགྲོ་ལུགས་སྒྲུབ་པར་རོགས་རམ་དགོས།", "paper", "ordinary",
     ("grid_worker", "grid_chief", "lawyer")),
    ("call_other", "Something else", "其他", "གཞན་དག", "c-other", "ordinary", ("grid_worker", "grid_chief")),
)  # fmt: skip
MINUTES, DAYS = TimeLimit.Unit.MINUTES, TimeLimit.Unit.WORKING_DAYS
LIMITS = (
    ("emergency", "acknowledge", 30, MINUTES),
    ("emergency", "on_site", 120, MINUTES),
    ("emergency", "solve", 24 * 60, MINUTES),
    ("urgent", "acknowledge", 120, MINUTES),
    ("urgent", "on_site", 24 * 60, MINUTES),
    ("urgent", "solve", 24 * 60, MINUTES),
    ("ordinary", "acknowledge", 1, DAYS),
    ("ordinary", "on_site", 2, DAYS),
    ("ordinary", "solve", 7, DAYS),
    ("question", "acknowledge", 1, DAYS),
    ("question", "solve", 3, DAYS),
    ("call", "offer", 2, MINUTES),
    ("call", "acknowledge", 6, MINUTES),
    ("call", "on_site", 30, MINUTES),
    *((urgency, "superior", 15, DAYS) for urgency in ("emergency", "urgent", "ordinary", "question")),
)
DESK = (
    "case.read",
    "case.accept",
    "case.dispatch",
    "case.verify",
    "case.close",
    "case.escalate",
    "case.announce",
    "report.reveal",
    "message.read",
)
POLICIES = ("policy.write", "policy.review")
LEAD = (*DESK, "case.about_staff", "audit.read", "manage.cases", "manage.calendar", "manage.people", *POLICIES)
WORKER = ("case.handle", "report.reveal")
SUPERIOR = ("case.read", "case.answer", "case.escalate", "report.reveal")
# Columns: key, English, Chinese, Tibetan (draft), group, and capabilities.
POST_KINDS = (
    ("secretary", "Secretary", "社区书记", "ཧྲུའུ་ཅི།", "office", LEAD),
    ("director", "Director", "社区主任", "ཀྲུའུ་རེན།", "office", LEAD),
    ("dispatcher", "Desk on duty", "值班员", "ལས་ཐོག་མི་སྣ།", "office", DESK),
    ("administrator", "Administrator", "系统管理员", "དོ་དམ་མི་སྣ།", "office",
     ("manage.places", "manage.people", "manage.cases", "manage.calendar", "message.read")),
    ("editor", "Policy editor", "政策编辑", "སྲིད་ཇུས་རྩོམ་སྒྲིག་པ།", "office", ("policy.write",)),
    ("auditor", "Auditor", "监督员", "ལྟ་སྐུལ་མི་སྣ།", "office", ("audit.read",)),
    ("grid_chief", "Grid chief", "网格长", "དྲ་མིག་འགན་འཛིན།", "chief", ("case.read", "case.verify", *WORKER)),
    ("grid_worker", "Grid worker", "网格员", "དྲ་མིག་པ།", "six", WORKER),
    ("grid_police", "Grid police officer", "网格民警", "དྲ་མིག་ཉེན་རྟོག་པ།", "six", WORKER),
    ("grid_doctor", "Grid doctor", "网格医生", "དྲ་མིག་སྨན་པ།", "six", WORKER),
    ("mediator", "Mediator", "人民调解员", "མི་དམངས་འདུམ་འགྲིག་པ།", "six", WORKER),
    ("lawyer", "Legal adviser", "法律顾问", "བཅའ་ཁྲིམས་སློབ་སྟོན་པ།", "six", WORKER),
    ("electrician", "Electrician", "电工", "གློག་བཟོ་བ།", "six", WORKER),
    ("volunteer", "Neighbourhood volunteer", "邻里志愿者", "ཁྱིམ་མཚེས་དང་བླངས་པ།", "partner", ("call.take",)),
    ("superior", "Officer in charge", "承办人", "འགན་འཁུར་མི་སྣ།", "office", (*SUPERIOR, "case.about_staff")),
)  # fmt: skip


@transaction.atomic
def load_start_set(at: datetime) -> None:
    """Add what is missing of the start set; what somebody changed stays as it is. Safe to run again."""
    known = Category.objects.count(), TimeLimit.objects.count(), PostKind.objects.count()
    for key, en, zh, bo, icon, urgency, tile in CATEGORIES:
        fresh = {"name": Words(bo=bo, zh=zh, en=en), "icon": icon, "urgency": urgency, "tile": tile}
        Category.objects.get_or_create(key=key, defaults=fresh | {"about_staff": key == "staff"})
    for tile, (key, en, zh, bo, icon, urgency, first) in enumerate(NEEDS, 1):
        fresh = {"name": Words(bo=bo, zh=zh, en=en), "icon": icon, "urgency": urgency, "tile": tile}
        Category.objects.get_or_create(key=key, defaults=fresh | {"flow": CALL_OVER.key, "post_kinds": list(first)})
    for urgency, step, amount, unit in LIMITS:
        TimeLimit.objects.get_or_create(
            place=None, urgency=urgency, step=step, defaults={"amount": amount, "unit": unit}
        )
    load_national_years(at)
    for key, en, zh, bo, group, capabilities in POST_KINDS:
        kind = {"name": Words(bo=bo, zh=zh, en=en), "group": group, "capabilities": list(capabilities)}
        PostKind.objects.get_or_create(key=key, defaults=kind)
    if known != (Category.objects.count(), TimeLimit.objects.count(), PostKind.objects.count()):
        record(subject=("start_set", 1), verb="start_set_loaded", by=SYSTEM, at=at, community_id=0)
