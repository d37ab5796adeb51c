"""Packages by the command line: up, seen by anybody, changed by hand, damaged, and into a book."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from budgetdesk.book.book import Book
from budgetdesk.book.edit import delete_project
from budgetdesk.book.read import projects
from budgetdesk.exchange.sealed.envelope import UPWARD
from tests.exchange.sealed.conftest import (
    Offices,
    cell_with,
    changed,
    edit,
    received,
    run,
    state,
    submitted,
)


def test_a_package_is_a_plain_workbook_with_cover_forms_and_findings(offices: Offices) -> None:
    code, out, err = run("submit", offices.second, "--to", offices.folder / "出")
    package, printed = (Path(line) for line in out.splitlines())
    assert code == 1  # something is still open
    assert "校验码" in err
    assert "错误" in err or "待说明" in err
    assert package.name == "上报_2024_乙医院_目标_v1.xlsx"
    assert printed.read_bytes().startswith(b"%PDF")
    assert "第 1 版" in (package.parent / "上报记录.txt").read_text("utf-8")
    workbook = load_workbook(package)
    assert workbook.sheetnames == ["封面", "宣传", "审核结果表", "_budgetdesk"]
    assert workbook["_budgetdesk"].sheet_state == "veryHidden"
    cover = [row[1].value for row in workbook["封面"].iter_rows()]
    digits = cover[2]
    assert digits in err
    assert "内部资料" in workbook["封面"]["A1"].value
    assert all(digits in workbook[name].oddFooter.center.text for name in workbook.sheetnames[:3])
    assert not any(
        cell.data_type == "f" for sheet in workbook for row in sheet.iter_rows() for cell in row
    )


def test_a_package_is_never_public(offices: Offices) -> None:
    folder = offices.folder
    code, _, err = run("submit", offices.first, "--to", folder / "公开", "--public")
    assert code == 2
    assert "不能公开" in err
    assert not (folder / "公开").exists()
    run("export", offices.second, "--to", folder, "--xlsx", "--public")
    [public] = folder.glob("试验*.xlsx")

    def hide(workbook: Any) -> None:
        workbook.create_sheet("名册").append(["联系电话", "0357-7522222"])
        workbook["名册"].sheet_state = "hidden"

    hidden = changed(public, folder / "藏.xlsx", hide)
    assert run("inspect", public)[0] == 0
    code, out, _ = run("inspect", offices.package, hidden, "--json")
    found = {it["file"]: it for it in json.loads(out)}
    assert code == 1
    assert [it["package"] for it in found.values()] == [True, False]
    assert found["藏.xlsx"]["hidden"] == ["名册"]
    assert any("「名册」的第 1 行" in it for it in found["藏.xlsx"]["persons"])
    lost = folder / "没有.xlsx"
    code, out, err = run("inspect", lost, offices.package)
    assert code == 2
    assert lost.name in err
    assert "上报文件" in out


def test_what_was_sent_arrives_whole_and_once(offices: Offices) -> None:
    packages = [offices.package, submitted(offices.second, offices.folder / "出")]
    before = state(offices.bureau)
    code, told = received(offices.bureau, *packages, "--dry-run")
    assert (code, [it["status"] for it in told]) == (0, ["new", "new"])
    assert state(offices.bureau) == before
    assert received(offices.bureau, *packages)[0] == 0
    assert state(offices.bureau) == state(offices.first) | state(offices.second)
    code, told = received(offices.bureau, *packages)
    assert (code, [it["outcome"] for it in told]) == (0, ["nothing", "nothing"])
    assert {it["status"] for it in told} == {"duplicate"}


def test_sent_forms_bear_the_mark_until_they_are_edited(offices: Offices) -> None:
    edit(offices.first, "防疫", "plan", "改过")
    _, out, _ = run("list", offices.first)
    marks = {line.split()[-1]: line.split()[0] for line in out.splitlines() if "/" in line}
    assert marks["村医"] == "↑"
    assert marks["防疫"] != "↑"


def test_a_resubmission_takes_its_changes_and_deletions(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    edit(offices.first, "村医", "plan", "新的计划")
    with Book.open(offices.first) as book, book.step("删") as step:
        delete_project(step, next(it.id for it in projects(book) if it.name == "防疫"))
    second = submitted(offices.first, offices.folder / "出")
    assert second.name.endswith("_v2.xlsx")
    code, [told] = received(offices.bureau, second)
    assert (code, told["status"]) == (0, "resubmission")
    assert any("防疫" in it for it in told["warnings"])
    assert [it["new"] for it in told["changes"] if it["field"] == "项目实施计划"] == ["新的计划"]
    assert state(offices.bureau) == state(offices.first)


def test_a_cell_typed_by_hand_waits_and_is_taken_or_left(offices: Offices) -> None:
    package = offices.package

    def type_in(workbook: Any) -> None:
        cell_with(workbook, "村医的概况").value = "手工改的概况"

    hand = changed(package, offices.folder / "手工.xlsx", type_in)
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, hand)
    assert (code, told["outcome"]) == (1, "waits")
    assert [(it["kind"], it["old"], it["new"]) for it in told["edits"]] == [
        ("input", "村医的概况", "手工改的概况")
    ]
    assert state(offices.bureau) == before
    other = offices.new_bureau("另一局")
    assert received(other, hand, "--hand-edits", "leave")[0] == 0
    assert state(other) == state(offices.first)
    code, [told] = received(offices.bureau, hand, "--hand-edits", "take")
    assert code == 0
    edit(offices.first, "村医", "overview", "手工改的概况")
    assert state(offices.bureau) == state(offices.first)
    assert received(offices.bureau, hand)[1][0]["outcome"] == "nothing"


def test_what_was_typed_after_the_package_was_received_is_not_passed_over(
    offices: Offices,
) -> None:
    package = offices.package
    received(offices.bureau, package)

    def type_in(workbook: Any) -> None:
        cell_with(workbook, "防疫的计划").value = "后来改的"

    hand = changed(package, offices.folder / "手工.xlsx", type_in)
    code, [told] = received(offices.bureau, hand)
    assert (code, told["outcome"], told["found"]) == (1, "waits", ["duplicate", "edited"])
    assert received(offices.bureau, hand, "--hand-edits", "take")[0] == 0
    edit(offices.first, "防疫", "plan", "后来改的")
    assert state(offices.bureau) == state(offices.first)


def test_labels_and_totals_are_told_and_change_nothing(offices: Offices) -> None:
    package = offices.package

    def type_in(workbook: Any) -> None:
        workbook["村医"]["A1"].value = "另一个题目"

    hand = changed(package, offices.folder / "手工.xlsx", type_in)
    code, [told] = received(offices.bureau, hand)
    assert code == 0
    assert [it["kind"] for it in told["edits"]] == ["label"]
    assert state(offices.bureau) == state(offices.first)


def test_deleted_rows_are_told_by_what_they_say(offices: Offices) -> None:
    package = offices.package

    def delete(workbook: Any) -> None:
        sheet = workbook["村医"]
        [row] = {cell.row for row in sheet.iter_rows() for cell in row if cell.value == "村医人数"}
        sheet.delete_rows(row)

    hand = changed(package, offices.folder / "手工.xlsx", delete)
    code, [told] = received(offices.bureau, hand)
    assert code == 1
    assert [it["kind"] for it in told["edits"]] == ["row_deleted"]
    assert "村医人数" in told["edits"][0]["old"]
    assert received(offices.bureau, hand, "--hand-edits", "take")[0] == 0
    [village, _] = sorted(
        state(offices.bureau)["甲医院"]["projects"]["projects"], key=lambda it: it["name"] != "村医"
    )
    assert village["indicators"] == {"implementation": [], "annual": []}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda it: it.remove(it["防疫"]), "sheet_deleted"),
        (lambda it: setattr(it["防疫"], "title", "别名"), "sheet_renamed"),
        (lambda it: it.copy_worksheet(it["防疫"]), "sheet_copied"),
        (lambda it: it.create_sheet("便条").append(["记一下"]), "sheet_added"),
        (lambda it: it.move_sheet("防疫", -1), "sheets_reordered"),
    ],
)
def test_sheets_that_went_came_or_moved_are_told(offices: Offices, change: Any, kind: str) -> None:
    package = offices.package
    _, [told] = received(offices.bureau, changed(package, offices.folder / "改.xlsx", change))
    assert [it["kind"] for it in told["edits"]] == [kind]
    assert state(offices.bureau) == state(offices.first)


def test_comments_are_told_of(offices: Offices) -> None:
    package = offices.package

    def comment(workbook: Any) -> None:
        workbook["防疫"]["A1"].comment = Comment("请核对", "审核")

    hand = changed(package, offices.folder / "批注.xlsx", comment)
    _, [told] = received(offices.bureau, hand, "--dry-run")
    assert told["warnings"] == ["文件中有批注（没有读取）。"]


def test_an_inbox_is_received_whole(offices: Offices) -> None:
    inbox = offices.folder / "收件"
    (inbox / "空").mkdir(parents=True)
    for name in ("乙.XLSX", "~$乙.xlsx", "说明.txt"):
        (inbox / name).write_bytes(offices.package.read_bytes())
    code, [told] = received(offices.bureau, inbox)
    assert (code, told["file"], told["outcome"]) == (0, "乙.XLSX", "taken")
    code, [told] = received(offices.bureau, inbox / "空")
    assert (code, told["outcome"]) == (2, "refused")
    assert "文件夹" in told["sentence"]


def test_bad_files_are_refused_and_the_others_go_on(offices: Offices) -> None:
    package = offices.package

    def spoil(workbook: Any) -> None:
        cell = workbook["_budgetdesk"]["A3"]
        cell.value = cell.value[:200] + ("A" if cell.value[200] != "A" else "B") + cell.value[201:]

    damaged = changed(package, offices.folder / "坏.xlsx", spoil)
    run("export", offices.first, "--to", offices.folder, "--xlsx")
    foreign = next(offices.folder.glob("试验*.xlsx"))
    cut = offices.folder / "半.xlsx"
    cut.write_bytes(package.read_bytes()[:5000])
    bomb = offices.folder / "炸.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (210 * 1024 * 1024))
    lost = offices.folder / "没有.xlsx"
    files = (damaged, foreign, cut, bomb, lost, package)
    code, told = received(offices.bureau, *files)
    statuses = [it["status"] for it in told]
    assert code == 2
    assert statuses == ["damaged", "foreign", "unreadable", "unreadable", "unreadable", "new"]
    assert all(path.name in it["sentence"] for path, it in zip(files, told, strict=True))
    assert state(offices.bureau) == state(offices.first)


def test_packages_of_another_year_or_set_are_refused(offices: Offices) -> None:
    package = offices.package
    for number, (form_set, year, status) in enumerate(
        (("yonghe-2024", "2025", "wrong_year"), ("luliang-2025", "2024", "wrong_set"))
    ):
        other = offices.folder / f"别的{number}.budget"
        run("new", other, "--form-set", form_set, "--year", year)
        code, [told] = received(other, package)
        assert (code, told["status"]) == (2, status)
        assert state(other) == {}


def test_what_went_upward_is_not_taken_back(offices: Offices) -> None:
    """撤销 passes over it: another package of the same version could not be told from the first."""
    edit(offices.second, "宣传", "overview", "购置设备。")
    first = submitted(offices.second, offices.folder / "一")
    with Book.open(offices.second) as book:
        assert UPWARD not in [it.name for it in book.undo_steps()]
        assert book.undo_name == "改"
        book.undo()
        assert book.redo_name == "改"
    second = submitted(offices.second, offices.folder / "二")
    assert (first.stem[-2:], second.stem[-2:]) == ("v1", "v2")
