import json
from pathlib import Path

import pytest

from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE, IndicatorTree, Slot


def test_the_old_tree_has_the_nine_slots_of_the_published_forms() -> None:
    assert OLD_TREE.level1_names == ("产出指标", "效益指标", "满意度指标")
    assert len(list(OLD_TREE.slots())) == 9
    assert OLD_TREE.level2_names("产出") == ("数量指标", "质量指标", "时效指标", "成本指标")


def test_the_new_tree_puts_cost_first() -> None:
    assert NEW_TREE.level1_names == ("成本指标", "产出指标", "效益指标", "满意度指标")
    assert len(list(NEW_TREE.slots())) == 10


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("满意度指标", "服务对象满意度指标"),
        ("满意度", "服务对象满意度"),
        ("满意度指标", "服务对象满意度指"),
        ("满意度\n指标", "服务对象\u3000满意度指标"),
        ("", "服务对象满意度指标"),
    ],
)
def test_suffix_blanks_and_cut_labels_do_not_matter(level1: str, level2: str) -> None:
    assert OLD_TREE.find(level1, level2) == Slot("满意度指标", "服务对象满意度指标")


def test_a_name_of_another_tree_is_not_found() -> None:
    assert OLD_TREE.find("成本指标", "经济成本指标") is None
    assert OLD_TREE.find("效益指标", "数量指标") is None
    assert OLD_TREE.find("", "") is None
    assert OLD_TREE.level2_names("成本指标") == ()


def test_a_level_2_name_alone_must_be_the_only_one() -> None:
    twice = IndicatorTree((("甲指标", ("数量指标",)), ("乙指标", ("数量指标", "质量指标"))))
    assert twice.find("", "数量指标") is None
    assert twice.find("", "质量指标") == Slot("乙指标", "质量指标")
    assert twice.find("乙", "数量") == Slot("乙指标", "数量指标")


def test_every_published_indicator_has_its_slot(shared: Path) -> None:
    for path in (shared / "samples").glob("*/projects.json"):
        for project in json.loads(path.read_text("utf-8"))["projects"]:
            for indicators in project["indicators"].values():
                for each in indicators or []:
                    slot = Slot(each["level1"], each["level2"])
                    assert OLD_TREE.find(slot.level1, slot.level2) == slot
