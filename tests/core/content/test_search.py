"""Thirty questions in Chinese and thirty in Tibetan over the examples; the same order on both databases."""

from collections.abc import Mapping

import pytest

from delek.core.content.actions import load_policies
from delek.core.content.models import Text
from delek.core.content.queries import Reading, find, policies_at
from delek.core.content.queries.search import index, rank
from tests.town import BEGINNING, Town

CHINESE = {
    "低保": "minimum-living", "吃低保要什么条件": "minimum-living", "家里没有收入怎么办": "minimum-living",
    "老兵": "veterans", "当过兵有补贴吗": "veterans", "退役证丢了": "veterans",
    "医保": "medical-insurance", "看病报销": "medical-insurance", "新农合": "medical-insurance",
    "外地看病": "medical-insurance", "老年人补贴": "old-age-health", "高龄津贴": "old-age-health",
    "八十岁": "old-age-health", "上户口": "household-registration", "户口迁移": "household-registration",
    "残疾证": "disability", "轮椅": "disability", "护理补贴": "disability", "火灾": "temporary-relief",
    "急难救助": "temporary-relief", "养老金": "pension-insurance", "交社保": "pension-insurance",
    "怀孕": "birth-and-child", "奶粉钱": "birth-and-child", "学费": "school-aid", "三包": "school-aid",
    "大学生找工作": "graduates", "律师": "legal-aid", "拖欠工资": "legal-aid", "租房补贴": "housing",
    "癌症手术费": "medical-aid",
}  # fmt: skip
TIBETAN = {
    "དམག་མི་ཟུར་པ།": "veterans", "དམག་མི་བྱས་མྱོང་།": "veterans", "སྨན་བཅོས་འགན་བཅོལ།": "medical-insurance",
    "སྨན་ཁང་།": "medical-insurance", "སྨན་བཅོས་འགན་བཅོལ་གྱི་སྐོར།": "medical-insurance", "རྒན་རྒོན།": "old-age-health",
    "བདེ་ཐང་ཁ་གསབ།": "old-age-health", "རྨོ་མོ་ལ་ཁ་གསབ་ཡོད་དམ།": "old-age-health",
    "ཐེམ་ཐོ་འགོད་པ།": "household-registration", "ཐེམ་ཐོ་སྤོ་བ།": "household-registration",
    "གཉེན་སྒྲིག": "household-registration", "འཚོ་བའི་དམའ་མཐའི་འགན་སྲུང་།": "minimum-living",
    "ཡོང་འབབ་དམའ་བ།": "minimum-living", "དབུལ་པོ།": "minimum-living", "དབང་པོ་སྐྱོན་ཅན།": "disability",
    "ལོང་བ།": "disability", "འོན་པའི་ཁ་གསབ།": "disability", "མེ་སྐྱོན།": "temporary-relief",
    "གློ་བུར་གྱི་དཀའ་ངལ།": "temporary-relief", "རྒན་གསོ།": "pension-insurance", "རྒས་ཡོལ་ཕོགས།": "pension-insurance",
    "ལོ་༦༠": "pension-insurance", "སྦྲུམ་མ།": "birth-and-child", "ཕྲུ་གུ་སྐྱེས་པ།": "birth-and-child",
    "སློབ་ཡོན།": "school-aid", "བུ་ཕྲུག་སློབ་གྲྭར་འགྲོ་བ།": "school-aid", "ལས་ཀ་འཚོལ་བ།": "graduates",
    "སློབ་ཆེན་མཐར་ཕྱིན།": "graduates", "ཁྲིམས་རྩོད་པ།": "legal-aid", "གླ་ཆ་མ་ཐོབ།": "legal-aid",
    "ཁང་གླ།": "housing", "ནད་ལྕི་མོ།": "medical-aid",
}  # fmt: skip


@pytest.fixture
def every(town: Town) -> list[Reading]:
    load_policies(place=town.community, at=BEGINNING)
    return policies_at(town.points[10], "bo")


def answers(every: list[Reading], questions: Mapping[str, str]) -> dict[str, str]:
    return {q: next((r.key for r in find(every, q)), "nothing") for q in questions}


def test_thirty_chinese_questions_find_their_policy_first(every: list[Reading]) -> None:
    assert len(CHINESE) >= 30
    assert answers(every, CHINESE) == CHINESE


def test_thirty_tibetan_questions_find_their_policy_first(every: list[Reading]) -> None:
    assert len(TIBETAN) >= 30
    assert answers(every, TIBETAN) == TIBETAN


def test_the_whole_order_is_the_same_on_every_database(every: list[Reading]) -> None:
    """Written down once; the suite runs on SQLite and on PostgreSQL."""
    found = {q: [r.key for r in find(every, q)] for q in ("补贴", "སྨན་ཁང་།", "老人")}
    assert found == ORDER


ORDER = {
    "补贴": ["old-age-health", "disability", "birth-and-child", "housing", "veterans"],
    "སྨན་ཁང་།": ["medical-insurance", "medical-aid"],
    "老人": ["old-age-health"],
}


def test_a_question_of_particles_or_of_nothing_finds_nothing_strange(every: list[Reading]) -> None:
    assert [find(every, q) for q in ("", "   ", "？！", "།", "zzzz")] == [[], [], [], [], []]
    assert find(every, "གི་ལ་ནི།") != []


def test_digits_of_both_scripts_and_wide_letters_are_one() -> None:
    entries = {1: [index(Text(title="满60岁"))], 2: [index(Text(title="ལོ་༨༠"))]}
    assert (rank("༦༠", entries), rank("８０", entries)) == ([1], [2])


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    entries = {n: [index(Text(title="补贴"))] for n in range(5)} | {9: [index(Text(title="补贴", more="轮椅"))]}
    assert rank("轮椅补贴", entries)[0] == 9
