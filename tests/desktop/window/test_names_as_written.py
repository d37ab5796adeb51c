"""Names of data are shown as they were written, whatever Qt would take them for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QTabBar,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.book.lock import LockHolder
from budgetdesk.desktop import ask
from budgetdesk.desktop.bars import OfferBar, ReadOnlyBar
from budgetdesk.desktop.lettered import unlettered
from budgetdesk.desktop.name import PROGRAM
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window.main_window import MainWindow, window_title
from budgetdesk.desktop.window.undo_menu import fill_steps
from tests.desktop.children import children_of
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, preview_of, projects

NAMES = ("<b>甲</b>", "R&D <i>", "<img src=x>&lt;", "A&B&&C")
_TABLES = ("project", "unit", "department", "indicator")
# What is written as HTML by the program itself, with names escaped.
_RICH = ("findings/details.py", "findings/rules_dialog.py", "bars.py")
_PAGES = (
    *("check", "open_ledger", "open_tables", "open_disclosure", "open_overall"),
    *("open_livelihood", "open_life_line"),
)
_ASKING = (
    *("export", "move_to_unit", "copy_to_unit", "codes", "restore", "submit", "register"),
    *("replace", "remarks", "returned_before", "review_forms", "check_statistics"),
    *("new_unit", "new_department", "check_settings", "payments", "next_year"),
)
_PACKAGE = Path(__file__).resolve().parents[3] / "budgetdesk" / "desktop"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(make_window: MakeWindow, book_path: Path, name: str) -> MainWindow:
    """The sample with everything called by a name, its file and the book itself too."""
    path = book_path.rename(book_path.with_name(f"{name.replace('/', '')}.budget"))
    window = make_window()
    assert window.books.open(path)
    assert window.session is not None
    with window.session.book.step(f"改名 {name}") as step:
        for table in _TABLES:
            for (row,) in step.rows(f"SELECT id FROM {table}"):
                step.update(table, row, {"name": f"{name}{row}"})
    return window


def _amiss(top: QWidget) -> Iterator[str]:
    """What of a window's shown texts Qt would take for something else than what was written."""
    QApplication.processEvents()
    for label in children_of(top, QLabel):
        guesses = label.textFormat() not in (Qt.TextFormat.PlainText, Qt.TextFormat.RichText)
        if label.isVisible() and label.text() and guesses:
            yield f"label {label.text()}"
        rich = label.textFormat() is Qt.TextFormat.RichText
        if rich and any(it in label.text() for it in NAMES if "<" in it):
            yield f"not escaped {label.text()}"
        if label.buddy() is not None and _lettered(label.text()):
            yield f"buddy {label.text()}"
    for button in children_of(top, QAbstractButton):
        if _lettered(button.text()):
            yield f"button {button.text()}"
    for bar in children_of(top, QTabBar):
        yield from (f"tab {it}" for it in map(bar.tabText, range(bar.count())) if _lettered(it))


def _lettered(text: str) -> bool:
    """Whether an & of a name, and not one that the program put for a key, is taken for one."""
    return re.search(r"(?<!\()&(?!&)", text.replace("&&", "")) is not None


def _menu(actions: list[QAction]) -> list[str]:
    return [it.text() for it in actions if _lettered(it.text())]


def test_in_the_window_on_every_page(window: MainWindow) -> None:
    desk = desk_of(window)
    open_form(window, projects(window)[0])
    assert not [*_amiss(window)]
    window.commands["preview"].trigger()
    assert preview_of(window).isVisible()
    assert not [*_amiss(window)]
    for page in _PAGES:
        window.commands[page].trigger()
        assert not [*_amiss(window)], page
    assert not _menu(desk.tabs.tab_list.list().actions())


def test_in_menus(window: MainWindow, name: str) -> None:
    for menu in children_of(window, QMenu):
        menu.aboutToShow.emit()
        assert not _menu(menu.actions())
    assert window.session is not None
    steps = QMenu(window)
    fill_steps(steps, window.session, undo=True)
    assert unlettered(f"改名 {name}") in steps.actions()[0].text()
    assert not _menu(steps.actions())


def test_in_dialogs(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[str] = []

    def run(dialog: QDialog) -> bool:
        dialog.show()
        met.extend(_amiss(dialog))
        asked.append(dialog.windowTitle())
        dialog.reject()
        return False

    asked: list[str] = []
    monkeypatch.setattr(ask, "run", run)
    monkeypatch.setattr(ask, "tell", lambda *_: "")
    monkeypatch.setattr(ask, "ask_one", lambda *_: None)
    go_to_unit(window, 1)
    window.commands["properties"].trigger()
    open_form(window, projects(window)[0])
    for command in _ASKING:
        window.commands[command].trigger()
    assert len(asked) > 8, asked
    assert not met


def test_in_tips_and_bars(qtbot: QtBot, name: str) -> None:
    theme()
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(400, 200)
    offer, read_only = OfferBar(over), ReadOnlyBar(over)
    over.show()
    offer.offer(f"「{name}」有新版本。", "看一看", over.update)
    holder = LockHolder(name, "", 1, "", name, "2026-01-02T03:04:05")
    read_only.tell(holder)
    assert not [*_amiss(over)]
    assert offer.text.textFormat() is Qt.TextFormat.PlainText
    assert read_only.text.textFormat() is Qt.TextFormat.RichText
    QToolTip.showText(QPoint(5, 5), name, over)
    tips = [it for it in QApplication.topLevelWidgets() if isinstance(it, QLabel)]
    shown = [it for it in tips if it.isVisible() and it.text() == name]
    assert [it.textFormat() for it in shown] == [Qt.TextFormat.PlainText]
    QToolTip.hideText()


def test_only_what_escapes_names_is_rich() -> None:
    rich = {
        file.relative_to(_PACKAGE).as_posix()
        for file in _PACKAGE.rglob("*.py")
        if "TextFormat.RichText" in file.read_text(encoding="utf-8")
    }
    assert rich == set(_RICH)


@pytest.mark.parametrize("name", ["甲[*]", "[*]", "a[*][*]b", "[[*]]"])
def test_a_name_in_a_title_is_shown_as_written(qtbot: QtBot, name: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(window_title(name, Path(name) / f"{name}.budget"))
    window.show()
    handle = window.windowHandle()
    assert handle.title() == f"{name} · {name}.budget — {name} · {PROGRAM}"
    window.setWindowModified(True)
    assert handle.title().startswith(name)


def test_titles_of_data_go_the_same_way() -> None:
    """A title that is put together may have a name in it."""
    raw = re.compile(r'setWindowTitle\((?!as_title\(|window_title\(|PROGRAM\)|"[^"]*"\))')
    found = [
        f"{file.relative_to(_PACKAGE)}: {line.strip()}"
        for file in _PACKAGE.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if raw.search(line)
    ]
    assert found == []
