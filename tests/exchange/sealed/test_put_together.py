"""Folders, workbooks and sheets that were put together or taken apart before they came."""

import shutil
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exchange.sealed.conftest import Offices, changed, received, state, submitted


def test_archives_in_an_inbox_are_told_to_be_unpacked(offices: Offices) -> None:
    inbox = offices.folder / "收件"
    (inbox / "邮件").mkdir(parents=True)
    shutil.copyfile(offices.package, inbox / "邮件" / "甲.xlsx")
    for name, begin in (("附件.rar", b"Rar!\x1a\x07"), ("附件.7z", b"7z\xbc\xaf")):
        (inbox / name).write_bytes(begin)
    with zipfile.ZipFile(inbox / "邮件" / "附件.zip", "w") as archive:
        archive.write(offices.package, "甲.xlsx")
    code, told = received(offices.bureau, inbox)
    assert (code, sorted(it["outcome"] for it in told)) == (2, [*["refused"] * 3, "taken"])
    assert all("压缩包" in it["sentence"] for it in told if it["outcome"] == "refused")


def test_several_packages_in_one_workbook_are_refused(offices: Offices) -> None:
    """A copy of the sealed sheet is the same package; that of another unit would be lost."""
    other = load_workbook(submitted(offices.second, offices.folder / "出"))

    def join(workbook: Any, sheet: Any) -> None:
        copy = workbook.create_sheet("又一个")
        for row in sheet.iter_rows():
            for cell in row:
                copy[cell.coordinate] = cell.value

    both = changed(
        offices.package, offices.folder / "合.xlsx", lambda it: join(it, other["_budgetdesk"])
    )
    twice = changed(
        offices.package, offices.folder / "重.xlsx", lambda it: join(it, it["_budgetdesk"])
    )
    code, told = received(offices.bureau, both, twice, "--hand-edits", "leave")
    assert (code, [it["outcome"] for it in told]) == (2, ["refused", "taken"])
    assert "分别发来" in told[0]["sentence"]


@pytest.mark.parametrize("deed", ["delete_cols", "insert_cols"])
def test_values_of_moved_columns_are_told_and_never_taken(offices: Offices, deed: str) -> None:
    for column in range(1, 9):

        def move(workbook: Any, column: int = column) -> None:
            getattr(workbook["村医"], deed)(column)

        hand = changed(offices.package, offices.folder / f"{deed}{column}.xlsx", move)
        code, [told] = received(offices.bureau, hand, "--hand-edits", "take")
        assert (code, told["outcome"]) == (1, "waits")
        assert [(it["kind"], it["sheet"]) for it in told["edits"]] == [("columns_moved", "村医")]
        assert any("取包中值" in it for it in told["warnings"])
    assert state(offices.bureau) == {}
    assert received(offices.bureau, hand, "--hand-edits", "leave")[0] == 0
    assert state(offices.bureau) == state(offices.first)
