"""报表 › 终稿核对: what a published file says otherwise than the open book, shown and saved."""

from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.dialogs.listed import ListedDialog
from budgetdesk.desktop.settings import DISCLOSURE_LEFT_OUT
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.disclosure.document import TemplateSlot
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import trigger
from tests.exchange.final_copy.conftest import made
from tests.exchange.final_copy.edits import judged, many_edits


def test_what_differs_is_listed_and_saved_and_a_bad_file_is_refused(
    window: MainWindow, answers: Answers, sample_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The file is without forms, which the window finds out."""
    window.settings.put(DISCLOSURE_LEFT_OUT, ["forms"])
    published = made(sample_book, tmp_path, frozenset({TemplateSlot.FORMS}))
    edits, path = many_edits(published, 3, 5, tmp_path / "终稿.docx")
    sheet = tmp_path / "核对.xlsx"

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, ListedDialog)
        assert "终稿.docx" in dialog.headline.text()
        assert dialog.in_full.text().startswith("账套：")
        found = [line.it for line in dialog.table.model_of_lines.lines]
        assert judged(edits, found) == ([], [])
        return True

    answers.paths, answers.dialogs = [path, sheet], [look]
    trigger(window, "final_copy")
    qtbot.waitUntil(sheet.exists)
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"nothing of the kind")
    answers.paths = [bad]
    trigger(window, "final_copy")
    assert "坏.docx" in answers.told[-1].advice
