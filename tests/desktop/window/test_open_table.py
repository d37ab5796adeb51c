"""A file whose table leaves open what decides money: shown, asked, and imported as one step."""

from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.read import ledger, units
from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.records import Source
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger


def open_table(window: MainWindow, folder: Path) -> Path:
    """A table of one line that says no source, origin or measure."""
    assert window.session is not None
    unit = units(window.session.book)[0]
    path = folder / "明细.csv"
    path.write_text(f"单位,科目编码,项目名称,金额\n{unit.name},2100408,甲,150\n", "utf-8")
    return path


def test_an_open_table_is_shown_and_imported_as_one_step(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    assert window.books.output is not None
    book = window.session.book
    before = ledger(book)

    def choose(dialog: QDialog) -> bool:
        assert isinstance(dialog, PasteDialog)
        assert dialog.accept_button.text() == "按 一般公共预算、当年、元 录入 1 行"
        dialog.defaults.boxes[LedgerField.SOURCE].box.setCurrentText("单位资金")
        assert dialog.accept_button.text() == "按 单位资金、当年、元 录入 1 行"
        return True

    answers.dialogs.append(choose)
    window.books.output.import_these((open_table(window, tmp_path),))
    qtbot.waitUntil(lambda: not answers.dialogs)
    [line] = [it for it in ledger(book) if it not in before]
    assert (line.function_code, line.source, line.amount) == ("2100408", Source.UNIT_FUNDS, 15_000)
    trigger(window, "undo")
    assert ledger(book) == before


def test_an_open_table_that_is_given_up_changes_nothing(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    assert window.books.output is not None
    before = ledger(window.session.book)
    answers.dialogs.append(lambda _: False)
    window.books.output.import_these((open_table(window, tmp_path),))
    qtbot.waitUntil(lambda: not answers.dialogs)
    assert ledger(window.session.book) == before
    assert not answers.told
