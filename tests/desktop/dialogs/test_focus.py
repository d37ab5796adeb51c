"""Dialogs open ready for typing, and Enter does what their main button says."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.dialogs.about import AboutDialog
from budgetdesk.desktop.dialogs.export import ExportDialog, ExportOffer
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.desktop.dialogs.office import OfficeDialog, TypedOffice
from budgetdesk.desktop.dialogs.printing import PrintChoice, PrintDialog
from budgetdesk.exchange.selection import WHOLE_BOOK
from budgetdesk.forms.loader import form_set_ids, load_form_set


def shown(qtbot: QtBot, dialog: Dialog) -> QWidget | None:
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog.focusWidget()


def test_a_new_unit_is_typed_and_made_with_the_keyboard_alone(qtbot: QtBot) -> None:
    dialog = OfficeDialog(None, "新建单位", "单位", None)
    field = shown(qtbot, dialog)
    assert field is dialog.name
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    field = dialog.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "202001")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert dialog.office == TypedOffice("202001", "x")


def test_enter_does_nothing_while_something_is_amiss(qtbot: QtBot) -> None:
    dialog = OfficeDialog(None, "新建部门", "部门", None)
    field = shown(qtbot, dialog)
    assert field is dialog.name
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "可以不填" not in dialog.code.placeholderText()


def test_the_first_field_has_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    new_book = NewBookDialog(None, tuple(map(load_form_set, form_set_ids())), tmp_path)
    assert shown(qtbot, new_book) is new_book.office
    export = ExportDialog(None, (ExportOffer("全部", WHOLE_BOOK, 3),), ("pdf",), tmp_path)
    assert shown(qtbot, export) is export.scopes[0]
    printing = PrintDialog(None, "一张表", ("打印机",), PrintChoice("", 1, duplex=False))
    assert shown(qtbot, printing) is printing.printer


def test_what_is_only_read_is_closed_with_enter(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    assert shown(qtbot, dialog) is dialog.accept_button
