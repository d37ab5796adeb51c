"""What changed within a text is seen, however long the text is."""

import pytest

from budgetdesk.domain.word_changes import told_change


def test_short_texts_are_told_whole() -> None:
    assert told_change("95%", "98%", "文件") == "账套为「95%」，文件为「98%」"


@pytest.mark.parametrize("length", [60, 61, 200, 1_000])
def test_of_long_texts_the_change_is_told_wherever_it_stands(length: int) -> None:
    for at in (0, length // 2, length):
        before, after = "甲" * at, "乙" * (length - at)
        told = told_change(f"{before}增加10人{after}", f"{before}增加20人{after}", "一体化")
        assert told.startswith("【账套→一体化】")
        assert "增加【10→20】人" in told
        assert len(told) < 60


def test_many_changes_are_cut() -> None:
    ours = "".join(f"第{number}项，" for number in range(200))
    assert len(told_change(ours, ours.replace("项", "款"), "文件")) < 300
