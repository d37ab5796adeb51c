"""Lists without a column of levels: the likeliest slots are proposed, and shown before writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.telling import slots_by_words
from tests.exchange.placement.test_rules import BLOCK, STARTS, YONGHE, _in, _lines, _paste


def _wanted(rows: list[tuple[str, ...]], half: str, first: int) -> dict[tuple[str, str, int], str]:
    """Field, level 2, number within it → text, for the rows of the block that hold one."""
    found: dict[tuple[str, str, int], str] = {}
    level2, number = "", 0
    for row in rows:
        level2, number = (row[1], 0) if row[1] else (level2, number + 1)
        for field, text in zip(("name", "target"), row[first : first + 2], strict=True):
            if text:
                found[f"indicators.{half}.{field}", level2, number] = text
    return found


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("blanks", [True, False])
def test_the_official_block_without_levels_is_proposed_by_its_names(
    start: str, blanks: bool
) -> None:
    rows = [row for row in BLOCK if blanks or any(row[2:])]
    plan = _paste(YONGHE, STARTS[start], _lines(*("\t".join(row[2:]) for row in rows)))
    assert {(ref.path, ref.level2, ref.index): text for ref, text in plan.texts} == {
        **_wanted(list(BLOCK), "implementation", 2),
        **_wanted(list(BLOCK), "annual", 4),
    }
    assert plan.wants_a_look
    assert {edit.certainty for edit in plan.edits if edit.changes} == {Certainty.GUESSED}
    assert not plan.left_over


def test_rows_whose_names_tell_one_slot_stay_where_they_are_pasted() -> None:
    start = _in("indicators.annual.name")
    plan = _paste(YONGHE, start, _lines("发放人数\t1人", "覆盖户数\t2户", "培训场次\t3场"))
    assert [(ref.level2, ref.index) for ref, _ in plan.texts] == [
        ("数量指标", number) for number in range(3) for _ in range(2)
    ]
    assert not plan.wants_a_look


def test_an_indicator_called_like_a_level_is_an_indicator() -> None:
    start = _in("indicators.annual.name")
    for rows in (["享受人数\t1人", "满意度\t95%"], ["满意度\t95%"], ["满意度\t95%", "人数\t1人"]):
        plan = _paste(YONGHE, start, _lines(*rows))
        names = [text for ref, text in plan.texts if ref.path.endswith(".name")]
        assert names == [row.split("\t")[0] for row in rows]
        assert not plan.left_over


_NAMES = st.sampled_from(["发放人数", "合格率", "完成及时率", "满意度", "增收", "甲", "乙丙", ""])


@given(st.lists(_NAMES, min_size=1, max_size=25), st.sampled_from([OLD_TREE, NEW_TREE]))
def test_slots_by_words_lie_in_the_forms_order(names: list[str], tree: object) -> None:
    assert tree in (OLD_TREE, NEW_TREE)
    slots = list((OLD_TREE if tree is OLD_TREE else NEW_TREE).slots())
    found = slots_by_words(names, slots)
    if found is not None:
        assert len(found) == len(names)
        assert found == sorted(found)
        assert 0 <= found[0] <= found[-1] < len(slots)
