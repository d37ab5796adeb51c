"""The manual from the window: at the page about where the clerk is, as a file, on paper."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.desktop.settings import LAST_FOLDER
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.manual.document import manual_pdf
from budgetdesk.desktop.window.manual.pages import page_of
from budgetdesk.desktop.window.manual.window import ManualWindow
from budgetdesk.domain.file_kinds import PDF
from budgetdesk.output.files import OutputError, replacing

_TITLE = "使用手册"
_TROUBLE = "trouble"
_OWN = Qt.FindChildOption.FindDirectChildrenOnly


def show_manual(books: Books, page: str = "") -> ManualWindow:
    """Show a page of the manual, or that about the part of the window with the focus."""
    wanted = page or page_of(QApplication.focusWidget())
    found = books.window.findChild(ManualWindow, options=_OWN) or _made(books, books.window)
    found.printing.setVisible(books.output is not None)
    found.show_page(wanted)
    return found


def show_manual_over(books: Books, box: QDialog) -> ManualWindow:
    """Show over a box what the manual says of it: a window of the box, gone with it."""
    found = box.findChild(ManualWindow, options=_OWN) or _made(books, box)
    found.printing.setVisible(False)  # a box about printing would come over this one
    found.show_page(_TROUBLE if isinstance(box, QMessageBox) else page_of(box))
    return found


def _made(books: Books, above: QWidget) -> ManualWindow:
    made = ManualWindow(above)
    made.save_wanted.connect(lambda: _save(books, made))
    made.print_wanted.connect(lambda: _print(books))
    return made


def _save(books: Books, manual: ManualWindow) -> None:
    folder = books.settings.folder(LAST_FOLDER, Path.home())
    path = ask.ask_save(manual, f"{_TITLE}另存为", folder / f"{_TITLE}{PDF.suffix}", PDF)
    if path is None:
        return
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(_pdf())
    except OutputError as error:
        tell_refusal(manual, "另存没有完成", error)
    else:
        manual.notice.tell_written("已另存", (path,))


def _print(books: Books) -> None:
    if books.output is not None:
        books.output.print_content(_pdf(), _TITLE, "manual")


def _pdf() -> bytes:
    """The manual on paper; it takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return manual_pdf()
    finally:
        QGuiApplication.restoreOverrideCursor()
