"""Dialogs open ready for typing, and Enter does what their main button says."""

from pathlib import Path

import pytest
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
    assert field is dialog.name, "of two blank ones the first"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "可以不填" not in dialog.code.placeholderText()


def test_the_first_field_has_the_focus(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewBookDialog(None, tuple(map(load_form_set, form_set_ids())), tmp_path)
    assert shown(qtbot, dialog) is dialog.office
    export = ExportDialog(None, (ExportOffer("全部", WHOLE_BOOK, 3),), ("pdf",), tmp_path)
    assert shown(qtbot, export) is export.scopes[0]
    printing = PrintDialog(None, "一张表", ("打印机",), PrintChoice("", 1, duplex=False))
    assert shown(qtbot, printing) is printing.printer


def test_the_cursor_is_on_what_is_still_to_be_filled(qtbot: QtBot) -> None:
    """Typed into the name that was there already, a code became the department's name."""
    made = OfficeDialog(None, "新建部门", "部门", None, "永和县教育局")
    assert shown(qtbot, made) is made.code
    unit = OfficeDialog(None, "新建单位", "单位", None, "永和县教育局")
    assert shown(qtbot, unit) is unit.name
    known = OfficeDialog(None, "部门的编码与名称", "部门", TypedOffice("205", "永和县教育局"))
    assert shown(qtbot, known) is known.name


@pytest.mark.parametrize("name", ["205", "２０５００１"])
def test_a_name_of_digits_alone_is_a_code(qtbot: QtBot, name: str) -> None:
    dialog = OfficeDialog(None, "新建部门", "部门", None)
    shown(qtbot, dialog)
    dialog.name.setText(name)
    assert not dialog.accept_button.isEnabled()
    assert dialog.amiss.text() == "名称只有数字，像是编码。请写名称。"
    dialog.name.setText("205医院")
    assert dialog.accept_button.isEnabled()


def new_book(qtbot: QtBot, folder: Path) -> NewBookDialog:
    dialog = NewBookDialog(None, tuple(map(load_form_set, form_set_ids())), folder)
    shown(qtbot, dialog)
    dialog.sets.setCurrentRow(0)
    return dialog


def test_a_name_that_is_taken_gets_a_number(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("教育局 2027.budget", "教育局 2027（2）.budget"):
        (tmp_path / name).touch()
    dialog = new_book(qtbot, tmp_path)
    dialog.year.setText("2027")
    dialog.office.setText("教育局")
    assert dialog.path == tmp_path / "教育局 2027（3）.budget"
    assert dialog.amiss.text() == "已有“教育局 2027.budget”，新的叫“教育局 2027（3）.budget”。"
    assert dialog.accept_button.isEnabled()
    dialog.office.setText("财政局")
    assert dialog.amiss.text() == ""


def test_after_another_place_enter_does_the_deed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = new_book(qtbot, tmp_path)
    monkeypatch.setattr(dialog.place, "_choose", lambda _: tmp_path / "别处.budget")
    for wanted, office in ((dialog.office, ""), (dialog.accept_button, "教育局")):
        dialog.office.setText(office)
        dialog.place.elsewhere.setFocus()
        dialog.place.elsewhere.click()
        assert dialog.focusWidget() is wanted


def test_buttons_stay_when_a_sentence_comes_and_goes(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = new_book(qtbot, tmp_path)
    dialog.office.setText("教育局")
    before = dialog.sizeHint(), dialog.accept_button.y()
    dialog.year.setText("20")
    assert dialog.amiss.isVisible()
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    assert (dialog.sizeHint(), dialog.accept_button.y()) == before


def test_what_is_only_read_is_closed_with_enter(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    assert shown(qtbot, dialog) is dialog.accept_button


def test_more_sets_than_a_screen_has_room_for_are_scrolled(qtbot: QtBot, tmp_path: Path) -> None:
    """An office may have drawn any number of its own."""
    shipped = tuple(map(load_form_set, form_set_ids()))
    few, many = (NewBookDialog(None, shipped * times, tmp_path) for times in (1, 4))
    for dialog in (few, many):
        shown(qtbot, dialog)
    assert many.height() == few.height()
    assert many.sets.count() == 4 * few.sets.count()
    many.sets.setCurrentRow(many.sets.count() - 1)
    assert (
        many.sets.visualItemRect(many.sets.currentItem()).bottom() <= many.sets.viewport().height()
    )
