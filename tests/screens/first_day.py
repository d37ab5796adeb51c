"""Scenes of an office's first day: a book of its own, its first project, and what goes upward."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from budgetdesk.book.book import BookInfo
from budgetdesk.desktop.dialogs.office import OfficeDialog
from budgetdesk.desktop.dialogs.submit import SubmitDialog
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.opening import make_book
from tests.screens.asked import NAME, answered, asked

if TYPE_CHECKING:
    from tests.screens.draw import Stage

OFFICE = "永和县卫生健康和体育局"


def _own_book(stage: "Stage") -> Desk:
    path = stage.folder / f"{OFFICE} 2024.budget"
    path.parent.mkdir(parents=True, exist_ok=True)
    make_book(path, BookInfo("yonghe-2024", 2024, f"{OFFICE} 2024"))
    assert stage.window.books.open(path)
    _name_office(stage, "new_department", "202")
    assert stage.window.review is not None
    stage.window.review.live.check(asked=False)  # which the window does by itself, a little later
    assert stage.window.desk is not None
    return stage.window.desk


def _name_office(stage: "Stage", command: str, code: str) -> None:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, OfficeDialog)
        dialog.code.setText(code)
        return True

    answered(fill, stage.window.commands[command].trigger)


def own_book(stage: "Stage") -> None:
    """A new book whose department is made: the page says what comes next."""
    _own_book(stage)


def own_project(stage: "Stage") -> None:
    """The first project, while its name is typed in the tree."""
    desk = _own_book(stage)
    _name_office(stage, "new_unit", "202001")
    stage.window.commands["new_project"].trigger()
    QApplication.processEvents()
    field = desk.view.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(NAME)


def submit(stage: "Stage") -> None:
    """上报: whose forms go upward, where to, and what is still open."""
    from tests.screens.scenes import form

    form(stage)
    asked(stage, stage.window.commands["submit"].trigger)
    dialog, _ = stage.over[-1]
    assert isinstance(dialog, SubmitDialog)
    dialog.folder.show_path(Path("D:/预算绩效/2024"))


FIRST_DAY: dict[str, Callable[["Stage"], None]] = {
    "own-book": own_book,
    "own-project": own_project,
    "submit": submit,
}
