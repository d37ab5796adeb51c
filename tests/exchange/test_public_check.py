"""公开检查 of several files: each is looked through, and what was found stands in a list."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from budgetdesk.exchange.public_check import inspect_files, lines_of

_PERSON = ("联系人电话", "13800138000")


def workbook(path: Path, *rows: tuple[str, ...], hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if hidden:
        book.create_sheet(hidden).sheet_state = "hidden"
    book.save(path)
    return path


def document(path: Path, *paragraphs: str) -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def test_each_file_has_its_lines_with_place_and_what(tmp_path: Path) -> None:
    torn = tmp_path / "坏.xlsx"
    torn.write_bytes(b"PK\3\4")
    paths = (
        workbook(tmp_path / "表.xlsx", ("单位", "甲站"), _PERSON, hidden="底稿"),
        workbook(tmp_path / "说明.xlsx", ("收入预算", "五千万元")),
        torn,
        document(tmp_path / "名单.docx", "电话：13800138000"),
    )
    told: list[tuple[int, int]] = []
    inspected = inspect_files(paths, lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)
    assert [it.is_clean for it in inspected] == [False, True, False, False]
    lines = lines_of(inspected)
    assert [it.number for it in lines] == [*range(1, len(lines) + 1)]
    assert [*dict.fromkeys(it.path for it in lines)] == [*paths], "each has one at least"
    of = {path: [(it.place, it.what) for it in lines if it.path == path] for path in paths}
    assert of[paths[0]][0][0] == "「Sheet」第 2 行"
    assert "13800138000" in of[paths[0]][0][1]
    assert ("「底稿」", "隐藏的工作表") in of[paths[0]]
    assert of[paths[1]] == [("", "没有发现不能公开的内容")]
    assert "坏.xlsx" in of[torn][0][1]
    assert any("13800138000" in what for _, what in of[paths[3]])


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_told_in_the_same_words_is_told_once(tmp_path: Path, times: int) -> None:
    path = document(tmp_path / "名单.docx", *["电话：13800138000"] * times)
    lines = lines_of(inspect_files((path,)))
    assert len({(it.place, it.what) for it in lines}) == len(lines)
