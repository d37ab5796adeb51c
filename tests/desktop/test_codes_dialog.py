"""科目目录 in the window: names are compared and confirmed, a list is previewed and taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.catalogue import catalogue, catalogue_entries, unconfirmed
from budgetdesk.desktop.dialogs.codes import CodesDialog
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.records import Department, LedgerLine, Nature, Origin, Source, Unit

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
    dialog = CodesDialog(None, book, folder)
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


def test_what_is_no_list_is_said(qtbot: QtBot, book: Book, tmp_path: Path) -> None:
    dialog = shown(qtbot, book, tmp_path)
    QGuiApplication.clipboard().setText("你好")
    dialog.paste.click()
    assert dialog.amiss.text() == "没有找到科目清单。"
    assert not dialog.accept_button.isEnabled()
