"""Titles on tabs."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.assets import resource
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.tabs.tab_titles import TabTitle, tab_texts
from tests.desktop.window.steps import desk_of, open_form, projects

BATCH = (
    "2024年中央财政医疗服务与保障能力提升(公立医院综合改革)补助资金",
    "2024年中央财政医疗服务与保障能力提升(卫生健康人才培养)补助资金",
    "2024年中央财政基本药物制度补助资金",
)


def texts(*titles: str) -> list[str]:
    return tab_texts([TabTitle(title) for title in titles])


def test_an_ampersand_stays_whole_wherever_the_title_is_shortened() -> None:
    for place in range(20):
        title = "零一二三四五六七八九甲乙丙丁戊己庚辛壬"[:place] + "&" + "子" * (19 - place)
        [shown] = texts(title)
        assert shown.replace("&&", "").count("&") == 0
        assert len(shown.replace("&&", "&")) == 14
    assert texts("甲&乙") == ["甲&&乙"]


def test_a_long_title_alone_shows_both_ends() -> None:
    assert texts(BATCH[0]) == ["2024年中央财…)补助资金"]


def test_titles_of_one_batch_show_where_they_differ() -> None:
    shown = texts(*BATCH)
    assert shown[:2] == ["2024…公立医院综合改革…", "2024…卫生健康人才培养…"]
    assert texts("甲乙丙丁戊己庚辛（一）壬癸补助资金", "甲乙丙丁戊己庚辛（二）壬癸补助资金") == [
        "甲乙丙丁戊己庚辛（一…",
        "甲乙丙丁戊己庚辛（二…",
    ]


def test_one_name_in_two_units_shows_the_units() -> None:
    titles = [TabTitle("残疾人保障金", f"永和县{unit}") for unit in ("疾控中心", "中医医院")]
    assert tab_texts(titles) == ["残疾人保障金·永和县疾控中心", "残疾人保障金·永和县中医医院"]


@given(st.lists(st.text("项目一二补助资金", max_size=40), unique=True, max_size=6))
def test_no_text_is_long(titles: list[str]) -> None:
    shown = texts(*titles)
    assert all(len(text) <= 19 for text in shown)


def test_the_names_of_the_sample_are_told_apart() -> None:
    """All the names of the largest unit, open side by side."""
    content = json.loads(Path(resource("sample", "bureau.json")).read_text(encoding="utf-8"))
    names = {project["name"] for project in content["projects"]}
    shown = texts(*sorted(names))
    assert len(set(shown)) == len(names) > 20


def test_the_tool_tip_gives_name_and_unit(window: MainWindow) -> None:
    node = projects(window)[0]
    open_form(window, node)
    tabs = desk_of(window).tabs.tabs
    assert node.parent is not None
    assert tabs.tabToolTip(0) == f"{node.name}\n{node.parent.name}"
