"""科目目录 in the window: names are compared and confirmed, a list is previewed and taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.catalogue import (
    catalogue,
    catalogue_entries,
    confirm_names,
    editions,
    unconfirmed,
)
from budgetdesk.book.read import units
from budgetdesk.desktop.dialogs.code_list import CodeListDialog
from budgetdesk.desktop.dialogs.codes import CodesDialog
from budgetdesk.desktop.disclosure.dialog import DisclosureChoice, DisclosureDialog, Elsewhere
from budgetdesk.desktop.disclosure.making import advice_of
from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_changes import CodeList
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit
from budgetdesk.exchange.importing import code_lists_in, import_files

FUNCTION = CatalogueKind.FUNCTION


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.create(tmp_path / "账.budget", BookInfo("yonghe-2024", 2027, "试验")) as book:
        with book.step("明细") as step:
            owner = edit.add_department(step, Department("101", "局"))
            department = Department("101", "局", id=owner)
            unit = Unit("局", department, id=edit.add_unit(step, Unit("局", department)))
            edit.add_ledger_line(
                step,
                LedgerLine(
                    unit, "2010104", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, 100, "甲"
                ),
            )
        yield book


def shown(qtbot: QtBot, book: Book, folder: Path) -> CodesDialog:
    dialog = CodesDialog(None, Jobs(runner=ImmediateRunner()), book, folder)
    qtbot.addWidget(dialog)
    return dialog


def test_ticked_names_are_confirmed_by_one_step(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    dialog = shown(qtbot, book, tmp_path)
    assert dialog.edition.text() == "科目：2025年，尚无2027年，可导入"
    texts = [dialog.names.item(row).text() for row in range(dialog.names.count())]
    assert texts == ["功能科目 20101 人大事务", "功能科目 2010104 人大会议"]
    dialog.names.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.apply() == "已确认 1 个科目名称。"
    assert [entry.code for entry in unconfirmed(book)[FUNCTION]] == ["20101"]
    book.undo()
    assert catalogue_entries(book) == ()


def test_a_pasted_list_is_previewed_and_taken_over(
    qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    dialog = shown(qtbot, book, tmp_path)
    QGuiApplication.clipboard().setText(
        "科目编码\t科目名称\r\n20101\t人大事务\r\n2010104\t人大会务\r\n2010177\t新的事项\r\n"
    )
    dialog.paste.click()
    assert "改名 1 个：2010104 人大会务（原 人大会议），涉及明细 1 行（2010104）" in (
        dialog.preview.text.text()
    )
    assert "新增 1 个：2010177 新的事项" in dialog.preview.text.text()
    assert dialog.accept_button.text() == "导入清单"
    assert dialog.accept_button.isEnabled()
    assert catalogue_entries(book) == (), "nothing before it is accepted"
    assert dialog.apply() == "已导入科目清单 3 个。"
    assert catalogue(book, FUNCTION).name_of("2010104") == "人大会务"
    assert not unconfirmed(book)


def test_nothing_to_paste_is_said(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    dialog = shown(qtbot, book, tmp_path)
    QGuiApplication.clipboard().setText("")
    dialog.paste.click()
    assert dialog.amiss.text() == "剪贴板里没有可以粘贴的文字。"


def test_what_is_no_list_is_said(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    dialog = shown(qtbot, book, tmp_path)
    QGuiApplication.clipboard().setText("你好")
    dialog.paste.click()
    assert dialog.amiss.text() == "没有找到科目清单。"
    assert not dialog.accept_button.isEnabled()


def test_the_clerk_says_whether_a_list_is_whole(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    dialog = shown(qtbot, book, tmp_path)
    listed = CodeList(FUNCTION, {"201": "一般公共服务支出", "20101": "人大事务"}, 2027)
    dialog.show_lists([listed])
    box = dialog.preview.boxes[FUNCTION]
    assert box.text() == "功能科目清单是完整的，其中没有的科目停用"
    assert not box.isChecked(), "two codes are an excerpt"
    assert "停用" not in dialog.preview.text.text().replace("仍可用", "")
    box.setChecked(True)
    assert "停用" in dialog.preview.text.text()
    dialog.apply()
    assert catalogue(book, FUNCTION).name_of("2010104") is None
    assert editions(book)[FUNCTION] == 2027


def test_a_file_with_a_list_is_previewed_before_an_import(
    qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "2027年科目.csv"
    path.write_text("科目编码,科目名称\n20101,人大事务\n2010104,人大会务\n", "utf-8")
    lists = code_lists_in(book, [path, tmp_path / "无.json"])
    dialog = CodeListDialog(None, book, lists)
    qtbot.addWidget(dialog)
    assert "2010104 人大会务（原 人大会议），涉及明细 1 行" in dialog.preview.text.text()
    assert dialog.preview.whole == {FUNCTION: False}
    assert catalogue_entries(book) == ()
    import_files(book, [path], whole={FUNCTION: True})
    assert catalogue(book, FUNCTION).name_of("2010101") is None


def test_a_read_only_book_lets_its_codes_be_seen(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    copy = tmp_path / "只读.budget"
    book.backup_to(copy)
    with Book.open(copy, read_only=True) as only:
        dialog = shown(qtbot, only, tmp_path)
        assert dialog.names.count() == 2
        assert not dialog.accept_button.isEnabled()
        assert not dialog.choose.isEnabled()
        assert not dialog.paste.isEnabled()
        assert dialog.amiss.text() == "账套只读，科目只能查看。"


def test_what_is_amiss_with_codes_is_said_before_a_disclosure_is_made(
    qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    with book.step("明细") as step:
        unit = units(book)[0]
        edit.add_ledger_line(
            step,
            LedgerLine(unit, "2019966", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, 100, "乙"),
        )
    advice = advice_of(book)
    assert "2019966" in advice[Elsewhere.NAMING]
    assert advice[Elsewhere.NAMING].startswith("错误：")
    waiting = sum(map(len, unconfirmed(book).values()))
    assert advice[Elsewhere.COMPARING] == f"还有 {waiting} 个科目名称没有与本年度科目书核对。"
    before = DisclosureChoice(("pdf",), (), False, False, tmp_path)
    dialog = DisclosureDialog(None, unit.department, 1, before, advice)
    qtbot.addWidget(dialog)
    dialog.links[Elsewhere.NAMING].click()
    assert dialog.wanted is Elsewhere.NAMING
    with book.step("命名") as step:
        edit.put_catalogue_entry(step, FUNCTION, "2019966", "其他事务")
        edit.put_catalogue_entry(step, FUNCTION, "20199", "其他一般公共服务支出")
    for kind, entries in unconfirmed(book).items():
        with book.step("核对") as step:
            confirm_names(step, kind, {it.code: it.name for it in entries})
    assert advice_of(book) == {}, "asked once, until confirmed"
