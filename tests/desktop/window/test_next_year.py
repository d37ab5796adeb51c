"""文件 › 新建下一年度账套: made in the background, shown, opened; proposals stand in grey."""

from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.read import projects
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import RecordKind
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger


def test_next_years_book_is_shown_and_opened(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.session is not None
    book = window.session.book
    with book.step("延续") as step:
        step.update("project", projects(book)[0].id, {"attribute": "经常性项目（长期开展）"})
    year, kept = book.info.fiscal_year, projects(book)[0].name
    new = tmp_path / "下年.budget"
    answers.paths.append(new)

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        assert f"{year + 1} 年度账套" in dialog.headline.text()
        assert dialog.remainders.model().rowCount() > 0
        return True

    answers.dialogs.append(look)
    trigger(window, "next_year")
    qtbot.waitUntil(lambda: window.session is not None and window.session.book.path == new)
    session = window.session
    assert session is not None
    (first, *_) = projects(session.book)
    assert first.name.replace(str(year + 1), str(year)) == kept
    sheet = session.sheet_of(RecordKind.PROJECT, first)
    pale = {cell.field.path for cell in sheet.cells if cell.proposed and cell.field}
    assert "attribute" in pale
    assert "name" not in pale
    printed = session.sheet_of(RecordKind.PROJECT, first, every_slot=False)
    assert not any(cell.proposed for cell in printed.cells)
