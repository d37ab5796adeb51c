"""F1 in a box that holds the window back shows what the manual says of it, and goes again."""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from budgetdesk import desktop
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.about import AboutDialog
from budgetdesk.desktop.dialogs.frame import Dialog, WideDialog
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.manual.pages import FIRST_DAY, manual_pages
from budgetdesk.desktop.window.manual.window import ManualWindow
from budgetdesk.domain.file_kinds import BOOKS

# Before they are replaced for tests.
_RUN, _TELL, _OPEN = ask.run, ask.tell, ask.ask_open


def boxes() -> set[type[QDialog]]:
    """Every kind of box that the program has."""
    for module in pkgutil.walk_packages(desktop.__path__, "budgetdesk.desktop."):
        importlib.import_module(module.name)
    found, known = [QDialog], set[type[QDialog]]()
    while found:
        kind = found.pop()
        found += kind.__subclasses__()
        known |= {kind} if kind.__module__.startswith("budgetdesk.") else set()
    return known - {Dialog, WideDialog, ManualWindow}


def test_every_box_says_where_it_is_told_of() -> None:
    kinds = {kind for kind in boxes() if not issubclass(kind, QFileDialog)}
    pages = {page.name for page in manual_pages()}
    assert len(kinds) > 30
    assert {kind for kind in kinds if getattr(kind, "manual_page", "") not in pages} == set()


@pytest.mark.parametrize(
    ("show", "page"),
    [
        (lambda window: _RUN(AboutDialog(window)), "contents"),
        (lambda window: _TELL(window, ask.Telling("题", "一句话")), "trouble"),
        (lambda window: _OPEN(window, "打开", Path.home(), BOOKS), FIRST_DAY),
    ],
    ids=["a dialog", "a question", "a file dialog"],
)
def test_f1_shows_it_over_the_box(
    window: MainWindow, show: Callable[[MainWindow], object], page: str
) -> None:
    seen: list[object] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        QTest.keyClick(box, Qt.Key.Key_F1)
        [manual] = box.findChildren(ManualWindow)
        seen.extend((manual.browser.page, manual.isVisible()))
        QTest.keyClick(manual, Qt.Key.Key_Escape)
        seen.extend((manual.isVisible(), box.isVisible()))
        box.reject()

    QTimer.singleShot(200, press)
    show(window)
    assert seen == [page, True, False, True]
