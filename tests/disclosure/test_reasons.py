"""A reason speaks of the direction of its change."""

from dataclasses import replace

import pytest

from budgetdesk.disclosure.document import Document
from budgetdesk.disclosure.proofreading import proofread
from budgetdesk.disclosure.reasons import contradicts
from budgetdesk.disclosure.remarks import known_of
from budgetdesk.disclosure.wording import Direction

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("reason", "told", "against"),
    [
        ("人员减少", DOWN, UP),
        ("压减一般性支出，厉行节约", DOWN, UP),
        ("退休2人、调出1人", DOWN, UP),
        ("一次性项目到期", DOWN, UP),
        ("新增执法车辆", UP, DOWN),
        ("人员工资提高", UP, DOWN),
        ("上级提前下达专项资金", UP, DOWN),
    ],
)
def test_a_reason_of_the_other_direction(reason: str, told: Direction, against: Direction) -> None:
    assert not contradicts(reason, told)
    assert contradicts(reason, against)


@pytest.mark.parametrize(
    "reason",
    [
        "退休2人，但工资标准提高",
        "上年没有安排，本年按实际需要安排",
        "上年一次性项目完工",
        "2023年压减的经费按规定核定",
        "没有新增人员",
        "上年结转348.31万元，县级4450.85万元",
        "政策调整",
        "",
    ],
)
def test_a_reason_of_both_or_of_none_is_left_alone(reason: str) -> None:
    assert not contradicts(reason, UP)
    assert not contradicts(reason, DOWN)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("比上年增加2.00万元，增长10.00%，主要原因是压减公务接待", True),
        ("比上年减少2.00万元，下降10.00%，由于新增车辆", True),
        ("比上年减少2.00万元，下降10.00%，主要原因是压减公务接待", False),
        ("比上年增加2.00万元，主要原因是新增车辆；比上年减少1.00万元，主要原因是人员减少", False),
    ],
)
def test_rewritten_paragraphs_too(document: Document, told: str, *, found: bool) -> None:
    paragraph = next(it for it in document.paragraphs if it.key == "三公合计")
    own = replace(paragraph, text=f"三公经费{told}。", drafted=f"三公经费{told}。 ")
    known = known_of([own.drafted], year=2024, scope="部门")
    remarks = [it for it in proofread([own], known) if "相反" in it.sentence]
    assert bool(remarks) is found
    assert {it.code for it in remarks} <= {"X47"}
