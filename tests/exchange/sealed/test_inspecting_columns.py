"""公开检查 knows a column of persons by whatever word for somebody heads it."""

from pathlib import Path

import openpyxl
import pytest

from budgetdesk.exchange.sealed.inspecting import inspect_workbook

HEADINGS = (
    "学生姓名", "户主姓名", "姓 名", "名字", "人员名单", "受助人", "家长", "监护人", "教师",
    "受益户", "低保户",
    "帮扶责任人", "包联干部", "领款人签字", "领取人（签字）", "被征地农户", "优抚对象", "持卡人",
    "职工", "村民",
)  # fmt: skip
ORDINARY = (
    "药专项",
    "安置补助",
    "中医（民族医）药专项",
    "农户",
    "全体村民",
    "财务科",
    "成年人",
    "金额",
)


def _told(path: Path, heading: str, *names: str | None) -> tuple[str, ...]:
    book = openpyxl.Workbook()
    rows = [["序号", heading, "金额"], *([1, name, 500] for name in names)]
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return inspect_workbook(path).persons


@pytest.mark.parametrize("heading", HEADINGS)
def test_any_word_for_somebody_heads_names(heading: str, tmp_path: Path) -> None:
    told = _told(tmp_path / "a.xlsx", heading, "王小英", None, "高小远", "郝小梅")
    assert len(told) == len(("王小英", "高小远", "郝小梅"))


@pytest.mark.parametrize("heading", ["受益户", "优抚对象", "职工", "科目"])
def test_words_below_such_a_heading_are_no_names(heading: str, tmp_path: Path) -> None:
    assert _told(tmp_path / "a.xlsx", heading, *ORDINARY[1:]) == ()


def test_a_name_stands_right_of_its_label(tmp_path: Path) -> None:
    assert _told(tmp_path / "a.xlsx", "岗位", "保洁") == ()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "王小英", "性别", "女"])
    book.save(tmp_path / "b.xlsx")
    assert len(inspect_workbook(tmp_path / "b.xlsx").persons) == 1
