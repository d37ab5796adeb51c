"""One form in the habits of many offices, as four kinds of files: every value, or a mark."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign import office_habits as habits
from tests.exchange.foreign.office_habits import (
    GOAL,
    HABITS,
    LEVELS,
    MONEY,
    NAME,
    OFFICE,
    SAID,
    TEXTS,
    UNIT,
    UNSAID,
)
from tests.exchange.foreign.saved_again import saved_again
from tests.exchange.foreign.xml_sheets import xml_workbook

Content = dict[str, Any]
WRITERS: dict[str, Callable[[Path, files.Rows], None]] = {
    "xlsx": lambda path, rows: files.workbook(path, {"Sheet1": rows}),
    "docx": lambda path, rows: files.word(path, "附件2", rows),
    "html": files.page,
    "pdf": files.pdf,
}


def wanted(habit: str) -> dict[str, str]:
    """What the form says, by path."""
    said = {
        "name": NAME,
        "unit.name": UNIT,
        "department.name": OFFICE,
        "goals.annual": GOAL,
        **{f"funding.annual.{payer}": amount for payer, amount in MONEY.items()},
        **TEXTS,
    }
    targets = SAID.get(habit, [row[3] for row in LEVELS])
    for number, (row, target) in enumerate(zip(LEVELS, targets, strict=True)):
        for key, text in zip(
            ("level1", "level2", "name", "target"), (*row[:3], target), strict=True
        ):
            said[f"indicators.annual.{number}.{key}"] = text
    return {path: text for path, text in said.items() if path not in UNSAID.get(habit, ())}


def values(content: Content, above: str = "") -> Iterator[tuple[str, str]]:
    """All that was read, by path; widths and breaks of texts count for nothing."""
    for key, value in content.items():
        if isinstance(value, dict):
            yield from values(value, f"{above}{key}.")
        elif isinstance(value, list):
            for number, row in enumerate(value):
                yield from values(row, f"{above}{key}.{number}.")
        elif value not in (None, ""):
            yield f"{above}{key}", "".join(fold(str(value)).split())


def read_files(path: Path) -> list[dict[str, str]]:
    """The projects of a file, with the paths of what was marked to be looked at."""
    form_set = load_form_set("luliang-2025")
    source = read_forms(read_grids(path), FormKinds(form_set))
    contents = ProjectContents(form_set, [], [])
    return [dict(values(contents.content(it))) for it in source.projects]


def require_all(path: Path, habit: str = "plain") -> None:
    """Every value of the form is read as it is, and no other."""
    (found,) = read_files(path)
    said = dict(values(wanted(habit)))
    if habit in UNSAID:
        found = {key: text for key, text in found.items() if key not in UNSAID[habit]}
    assert found == said


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_the_same_in_a_workbook(habit: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    WRITERS["xlsx"](path, HABITS[habit]())
    require_all(path, habit)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("habit", ["beside", "in_wan"])
def test_a_workbook_in_xml_under_the_name_of_an_old_one_says_the_same(
    habit: str, encoding: str, tmp_path: Path
) -> None:
    xml_workbook(tmp_path / "表.xls", HABITS[habit](), encoding)
    require_all(tmp_path / "表.xls", habit)


@pytest.mark.proof
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_the_same_elsewhere(habit: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"表.{form}"
    WRITERS[form](path, HABITS[habit]())
    require_all(path, habit)


def test_forms_side_by_side_are_two(tmp_path: Path) -> None:
    left = habits.plain()
    right = [[it.replace("农村", "城市") for it in row] for row in left]
    for between in ([""], []):
        rows = [[*one, *between, *other] for one, other in zip(left, right, strict=True)]
        files.workbook(tmp_path / "两张.xlsx", {"Sheet1": rows})
        one, other = read_files(tmp_path / "两张.xlsx")
        assert one == dict(values(wanted("plain")))
        assert other == {key: it.replace("农村", "城市") for key, it in one.items()}


def test_forms_below_each_other_and_on_sheets_of_their_own_are_two(tmp_path: Path) -> None:
    first = habits.plain()[1:]
    second = [[it.replace("农村", "城市") for it in row] for row in first]
    contents = [["序号", "项目名称"], ["1", "农村"], ["2", "城市"]]
    for sheets in ({"表": [*first, *second]}, {"目录": contents, "1": first, "2": second}):
        files.workbook(tmp_path / "两张.xlsx", sheets)
        assert [(len(it), it["name"][:2]) for it in read_files(tmp_path / "两张.xlsx")] == [
            (45, "农村"),
            (45, "城市"),
        ]


def _with_a_hidden_column(path: Path) -> None:
    rows = [[row[0], "", *row[1:]] for row in habits.plain()]
    rows[1][1], rows[3][1] = "旧项目", "内部编号"
    files.workbook(path, {"表": rows})
    book = openpyxl.load_workbook(path)
    book["表"].column_dimensions["B"].hidden = True
    book.save(path)


def test_what_stands_in_a_hidden_column_is_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "隐藏.xlsx"
    _with_a_hidden_column(path)
    require_all(path)
    found = read_forms(read_grids(path), FormKinds(load_form_set("luliang-2025")))
    assert [it.sentence for it in found.unread] == ["表!B2：旧项目"]


LABELS = {
    "overview": "一、项目概况", "basis": "二、立项依据", "necessity": "三、项目设立必要性",
    "safeguards": "四、保障措施", "plan": "五、实施计划",
}  # fmt: skip


def test_texts_of_a_document_stand_behind_their_labels_or_below_them(tmp_path: Path) -> None:
    lines = [f"项目名称：{NAME}", f"主管部门：{OFFICE}", f"实施单位：{UNIT}"]
    payers = ("年度资金总额", "中央财政资金", "省级财政资金", "县级财政资金")
    lines += [f"{it}：{amount}元" for it, amount in zip(payers, MONEY.values(), strict=True)]
    behind = [f"{label[2:]}：{TEXTS[path]}" for path, label in LABELS.items()]
    path = tmp_path / "段落.docx"
    files.word(path, "项目支出绩效目标申报表", *lines, *behind, f"年度目标：{GOAL}",
               habits.indicators())  # fmt: skip
    require_all(path)
    below = [it for path, label in LABELS.items() for it in (label, TEXTS[path])]
    files.word(path, [*habits.head(), *habits.money()], *below, "六、年度目标", GOAL,
               "七、绩效指标", habits.indicators())  # fmt: skip
    require_all(path)


def test_a_table_within_a_cell_is_read_as_one(tmp_path: Path) -> None:
    head = [*habits.head(), *habits.money(), *habits.texts(), *habits.goal()]
    files.word(tmp_path / "内表.docx", [*head, ["绩效指标", files.WITHIN, ">", ">", ">", ">"]],
               within=habits.indicators())  # fmt: skip
    require_all(tmp_path / "内表.docx")


def test_tables_cut_by_their_author_go_on_below_their_headings(tmp_path: Path) -> None:
    rows, head = habits.indicators(merged=False), [*habits.head(), *habits.money()]
    top = [*head, *habits.texts(), *habits.goal()]
    path = tmp_path / "续表.docx"
    for parts in (
        [top, "（续）", rows[:4], "（续表）", [rows[0], *rows[4:]]],
        [[*top, *rows[:4], rows[0], *rows[4:]]],
    ):
        files.word(path, "第三部分 绩效目标", "单位：元", *parts, "第四部分 名词解释",
                   "项目概况：指项目的概况。", "其他资金：指其他的资金。")  # fmt: skip
        require_all(path)


@pytest.mark.proof
@pytest.mark.parametrize("habit", ["plain", "beside", "repeated_levels"])
@pytest.mark.parametrize("size", [5, 7, 12, 15])
@pytest.mark.parametrize("page", [760, 150])
def test_letters_and_pages_of_any_size_say_the_same(
    habit: str, size: int, page: int, tmp_path: Path
) -> None:
    path = tmp_path / "表.pdf"
    paper = files.Paper(size=size, page=max(page, 12 * size))
    files.pdf(path, HABITS[habit](), paper, (2, 3, 3, 2, 3, 3))
    require_all(path, habit)


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("form", "size", "look"), [
    ("xls", 10, "plain"), ("ods", 10, "plain"), ("html", 10, "plain"), ("pdf", 6, "plain"),
    ("pdf", 16, "plain"), ("pdf", 10, "low"), ("pdf", 10, "turned"), ("pdf", 10, "stacked"),
    ("ods", 10, "hidden"),
])  # fmt: skip
def test_what_another_program_makes_of_a_workbook_says_the_same(
    form: str, size: int, look: str, tmp_path: Path
) -> None:
    path, habit = tmp_path / "表.xlsx", "beside" if look in ("turned", "stacked") else "plain"
    if look == "hidden":
        _with_a_hidden_column(path)
    else:
        files.workbook(path, {"表": HABITS[habit]()})
        files.dress(path, size, look)
    require_all(saved_again(path, form, tmp_path), habit)
