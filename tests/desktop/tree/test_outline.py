"""The tree's data, without Qt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.desktop.tree.outline import (
    Level,
    Node,
    Query,
    let_through,
    root_of,
)
from budgetdesk.desktop.tree.wording import spoken, tally_text, tool_tip
from budgetdesk.domain.form_marks import FormMark, Fullness, Tally


def project(node_id: int, name: str) -> Node:
    return Node(Level.PROJECT, node_id, name)


def unit(node_id: int, name: str, *projects: Node) -> Node:
    node = Node(Level.UNIT, node_id, name)
    node.adopt(list(projects))
    return node


def tree() -> Node:
    department = Node(Level.DEPARTMENT, 1, "永和县卫生健康和体育局", code="202")
    department.adopt(
        [
            unit(1, "县疾控中心", project(1, "免疫规划"), project(2, "老年村医退养补助")),
            unit(2, "县医疗集团", project(3, "老年人体检"), project(4, "银行贷款利息")),
        ]
    )
    return root_of([department])


def shown(root: Node) -> list[str]:
    return [project.name for d in root.shown for unit in d.shown for project in unit.shown]


def test_a_filter_by_name_keeps_the_path_to_each_hit() -> None:
    root = tree()
    assert let_through(root, Query.of("老年")) == 2
    assert shown(root) == ["老年村医退养补助", "老年人体检"]
    assert [unit.name for unit in root.shown[0].shown] == ["县疾控中心", "县医疗集团"]


def test_a_filter_by_initials() -> None:
    root = tree()
    let_through(root, Query.of("lncy"))
    assert shown(root) == ["老年村医退养补助"]


def test_a_filter_by_initials_finds_another_reading() -> None:
    root = tree()
    let_through(root, Query.of("yhdk"))
    assert shown(root) == ["银行贷款利息"]


def test_a_filter_by_code_shows_the_whole_department() -> None:
    root = tree()
    assert let_through(root, Query.of("202")) == 4


def test_a_unit_that_is_hit_is_shown_with_all_its_projects() -> None:
    root = tree()
    let_through(root, Query.of("疾控"))
    assert shown(root) == ["免疫规划", "老年村医退养补助"]


def test_width_case_and_blanks_do_not_matter() -> None:
    root = tree()
    let_through(root, Query.of(" ＬＮ cY "))
    assert shown(root) == ["老年村医退养补助"]


def test_no_filter_shows_everything_again() -> None:
    root = tree()
    let_through(root, Query.of("没有的"))
    assert root.shown == []
    let_through(root, Query.of(""))
    assert len(shown(root)) == 4


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("老年村医退养补助", "lncytybz"),
        ("老年村医退养补助", "tybz"),
        ("2024年（ＩＴ）设备IT", "sbit"),
        ("重点工作", "zdgz"),
        ("重新", "cx"),
        ("银行贷款", "yhdk"),
        ("乐器", "yq"),
    ],
)
def test_initials_that_find_a_name(name: str, letters: str) -> None:
    assert project(1, name).matches(Query.of(letters))


@pytest.mark.parametrize("letters", ["lnyy", "bzz", "x"])
def test_initials_that_do_not(letters: str) -> None:
    assert not project(1, "老年村医退养补助").matches(Query.of(letters))


def test_pinyin_is_not_loaded_for_a_chinese_query() -> None:
    from budgetdesk.domain import initials

    initials._cells = None
    let_through(tree(), Query.of("老年"))
    assert initials._cells is None


@given(st.lists(st.text("甲乙丙丁 abc", max_size=6), max_size=30), st.text("甲乙ab", max_size=3))
def test_a_filter_shows_exactly_the_projects_that_hold_the_text(
    names: list[str], text: str
) -> None:
    department = Node(Level.DEPARTMENT, 1, "零")
    department.adopt([unit(1, "七", *(project(i, name) for i, name in enumerate(names)))])
    root = root_of([department])
    query = Query.of(text)
    let_through(root, query)
    assert shown(root) == [n for i, n in enumerate(names) if project(i, n).matches(query)]


def test_tallies_are_summed_upwards_and_only_changes_are_told() -> None:
    root = tree()
    told = [
        node.name or "root"
        for node in root.show_tallies(
            {(Level.PROJECT, 3): Tally(2, 1), (Level.PROJECT, 4): Tally(0, 4)}
        )
    ]
    assert len(told) == 4 + 2 + 1 + 1
    department = root.shown[0]
    assert [unit.tally for unit in department.shown] == [Tally(), Tally(2, 5)]
    assert department.tally == Tally(2, 5)
    changed = root.show_tallies({(Level.PROJECT, 3): Tally(1, 1), (Level.PROJECT, 4): Tally(0, 4)})
    assert [node.level for node in changed] == [
        *(Level.PROJECT, Level.UNIT),
        *(Level.DEPARTMENT, Level.ROOT),
    ]
    assert list(root.show_tallies(None))
    assert department.tally is None


@pytest.mark.parametrize(
    ("fullness", "tally", "mark"),
    [
        (Fullness.EMPTY, Tally(1, 0), FormMark.EMPTY),
        (Fullness.DRAFT, None, FormMark.DRAFT),
        (Fullness.DRAFT, Tally(), FormMark.DRAFT),
        (Fullness.DRAFT, Tally(1, 3), FormMark.ERRORS),
        (Fullness.COMPLETE, None, FormMark.FILLED),
        (Fullness.COMPLETE, Tally(0, 1), FormMark.FILLED),
        (Fullness.COMPLETE, Tally(1, 0), FormMark.ERRORS),
        (Fullness.COMPLETE, Tally(), FormMark.CLEAN),
        (Fullness.SUBMITTED, None, FormMark.SUBMITTED),
        (Fullness.SUBMITTED, Tally(0, 2), FormMark.SUBMITTED),
        (Fullness.SUBMITTED, Tally(1, 0), FormMark.SUBMITTED_AMISS),
    ],
)
def test_a_project_s_mark_tells_how_far_it_is(
    fullness: Fullness, tally: Tally | None, mark: FormMark
) -> None:
    node = project(1, "免疫规划")
    node.fullness, node.tally = fullness, tally
    assert node.mark is mark


def test_what_was_found_is_told_in_words() -> None:
    node = project(1, "免疫规划")
    node.fullness, node.tally = Fullness.COMPLETE, Tally(2, 5)
    assert spoken(node) == "免疫规划，已填齐，审核：错误 2 · 需说明 5"
    assert tool_tip(node).endswith("审核：错误 2 · 需说明 5")
    assert tally_text(node) == "2"
    node.tally = Tally(0, 5)
    assert tally_text(node) == "5"
    node.tally = Tally()
    assert spoken(node).endswith("审核：没有待处理的问题")
    assert tally_text(node) == ""


def test_under_a_filter_the_counts_are_those_of_what_is_shown() -> None:
    root = tree()
    list(
        root.show_tallies(
            {
                (Level.PROJECT, 1): Tally(2, 1),
                (Level.PROJECT, 2): Tally(0, 3),
                (Level.PROJECT, 3): Tally(1),
                (Level.PROJECT, 4): Tally(5, 5),
            }
        )
    )
    department = root.shown[0]
    first, second = department.shown
    assert [tally_text(node) for node in (department, first, second)] == ["8", "2", "6"]
    assert "筛选" not in tool_tip(department)
    let_through(root, Query.of("老年"))
    assert [tally_text(node) for node in (department, first, second)] == ["1", "3", "1"]
    assert first.tally_shown == Tally(0, 3), "and its colour is that of 需说明"
    told = tool_tip(department).splitlines()
    assert told[-2:] == ["筛选出的项目：错误 1 · 需说明 3", "全部项目：错误 8 · 需说明 9"]
    assert "筛选出的项目：需说明 3，全部项目：错误 2 · 需说明 4" in spoken(first)
    let_through(root, Query.of("疾控"))
    assert tally_text(first) == "2", "a unit hit itself is shown whole"
    assert tally_text(department) == "2"
    let_through(root, Query.of(""))
    assert tally_text(department) == "8"
