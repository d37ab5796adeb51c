"""文件 › 从 Excel 建立套表: chosen, corrected, saved, and a book made from it at once."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from budgetdesk import assets
from budgetdesk.book.book import BookInfo
from budgetdesk.desktop.dialogs.new_book import NewBookDialog
from budgetdesk.desktop.drawing.dialog import DrawingDialog
from budgetdesk.desktop.drawing.own_sets_dialog import OwnSetsDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.opening import make_book
from budgetdesk.forms.loader import forget_sets
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger
from tests.exchange.drawing.scoring import TEMPLATES


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_USER_FOLDER", tmp_path / "数据")
    forget_sets()


def test_a_template_becomes_a_set_and_a_book_of_it(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    def correct(dialog: QDialog) -> bool:
        assert isinstance(dialog, DrawingDialog)
        dialog.set_id.setText("county-2027")
        dialog.name.setText("本县申报表")
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, NewBookDialog)
        assert dialog.sets.currentItem().text() == "本县申报表", "the set just drawn is proposed"
        dialog.office.setText("示范县")
        dialog.place.elsewhere.click()
        return True

    answers.paths = [TEMPLATES / "county-application-2027.xlsx", tmp_path / "新.budget"]
    answers.dialogs, answers.choices = [correct, fill], ["新建账套"]
    trigger(window, "draw_set")
    assert window.books.session is not None
    assert window.books.session.book.info.form_set == "county-2027"
    assert window.books.session.book.info.fiscal_year == 2027


def test_a_set_of_ones_own_is_opened_again_corrected_and_saved_as_its_next_version(
    window: MainWindow, answers: Answers
) -> None:
    def draw(dialog: QDialog) -> bool:
        assert isinstance(dialog, DrawingDialog)
        dialog.set_id.setText("county-2027")
        dialog.accept()
        return True

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, OwnSetsDialog)
        assert "county-2027，第" in dialog.sets.currentItem().text()
        return True

    def correct(dialog: QDialog) -> bool:
        assert isinstance(dialog, DrawingDialog)
        assert (dialog.set_id.text(), dialog.set_id.isReadOnly()) == ("county-2027", True)
        assert len(dialog.table.model_of_lines.lines) == 45
        dialog.table.go_to("C9")
        dialog.cell.formula.setText("sum(支出计划, 没有)")
        dialog.cell.apply_wanted.emit()
        assert dialog.amiss.text().startswith("C9：")
        dialog.cell.drop_wanted.emit()
        dialog.undo.click()
        assert len(dialog.table.model_of_lines.lines) == 45
        dialog.redo.click()
        assert len(dialog.table.model_of_lines.lines) == 44
        assert dialog.accept_button.text() == "存为新版本"
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    def accept(dialog: QDialog) -> bool:
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.paths, answers.choices = [TEMPLATES / "county-application-2027.xlsx"], ["知道了"] * 3
    answers.dialogs = [draw, choose, correct, choose, accept]
    trigger(window, "draw_set")
    trigger(window, "change_set")
    assert answers.told[-1].title == "套表已存为新版本"
    assert "第 2 版" in answers.told[-1].sentence
    trigger(window, "change_set")
    assert answers.told[-1].title == "套表没有变化"


def test_without_a_set_of_ones_own_it_is_told_how_one_is_made(
    window: MainWindow, answers: Answers
) -> None:
    trigger(window, "change_set")
    assert answers.told[-1].title == "没有自建的套表"


def test_a_file_that_is_no_template_is_told(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    answers.paths = [tmp_path / "旧表.xls"]
    trigger(window, "draw_set")
    assert [told.title for told in answers.told] == ["套表没有建立"]
    assert "另存为 .xlsx" in answers.told[0].sentence
    assert not (tmp_path / "数据").exists()


def test_a_set_drawn_again_is_a_newer_version_that_its_books_are_offered(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    def save(dialog: QDialog, name: str, button: str) -> bool:
        assert isinstance(dialog, DrawingDialog)
        dialog.set_id.setText("county-2027")
        dialog.name.setText(name)
        assert dialog.accept_button.text() == button
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    answers.paths = [TEMPLATES / "county-application-2027.xlsx"] * 2
    answers.dialogs = [
        lambda dialog: save(dialog, "本县申报表", "保存套表"),
        lambda dialog: save(dialog, "本县申报表（修订）", "存为新版本"),
    ]
    trigger(window, "draw_set")
    path = tmp_path / "本年.budget"
    make_book(path, BookInfo("county-2027", 2027, "本年"))
    trigger(window, "draw_set")
    assert answers.told[-1].title == "套表已存为新版本"
    assert window.books.open(path)
    window._check_file()
    assert window.books.desk is not None
    assert "第 2 版" in window.books.desk.offer.text.text()
