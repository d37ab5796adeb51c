"""The program as a whole: colours of the system, faults of its own, being told to end."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.lock import lock_path
from budgetdesk.desktop.app import Ending
from budgetdesk.desktop.faults import FaultReporter
from budgetdesk.desktop.palette import DARK, LIGHT, Palette
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.theme import _palette_for, colours, theme
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.children import children_of
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, open_form, projects, type_into


@pytest.fixture(autouse=True)
def _light_again(qtbot: QtBot) -> None:
    theme().use(LIGHT)


def middle_of(window: MainWindow) -> int:
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() - 8).lightness()


def test_the_window_turns_dark_while_it_runs(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    assert middle_of(window) > 200
    icon_before = window.commands["print"].icon().pixmap(20, 20).toImage()
    theme().use(DARK)
    assert colours() is DARK
    assert theme().dark
    assert middle_of(window) < 80
    assert window.commands["print"].icon().pixmap(20, 20).toImage() != icon_before
    theme().use(LIGHT)
    assert middle_of(window) > 200


def test_the_theme_follows_the_system(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert colours() is DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert colours() is LIGHT


@pytest.mark.parametrize(("ground", "scheme"), [("#1e1e1e", DARK), ("#efefef", LIGHT)])
def test_a_desktop_that_only_colours_windows_is_followed_too(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, ground: str, scheme: Palette
) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QGuiApplication, QPalette

    monkeypatch.setattr(QGuiApplication, "palette", lambda: QPalette(QColor(ground)))
    assert _palette_for(Qt.ColorScheme.Unknown) is scheme
    assert _palette_for(Qt.ColorScheme.Light) is LIGHT


def fault() -> Exception:
    """An exception as it comes out of the depths."""

    def deep_down() -> None:
        raise ZeroDivisionError("算错了")

    with pytest.raises(ZeroDivisionError) as caught:
        deep_down()
    return caught.value


def test_a_fault_writes_and_closes_first_then_tells_all(
    window: MainWindow, answers: Answers, book_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = FaultReporter(window.books)
    editor = open_form(window, projects(window)[0])
    type_into(editor, "overview", "before the fault")
    project_id = editor.record_id
    error = fault()
    reporter.report(type(error), error, error.__traceback__)
    assert window.session is None
    assert not lock_path(book_path).exists()
    told = answers.told[-1]
    assert "已录入的内容都已保存" in told.advice
    assert "ZeroDivisionError: 算错了" in told.details
    assert "PySide6" in told.details
    assert "test_app.py" in told.details
    with Book.open(book_path) as book:
        assert read.project(book, project_id).overview == "before the fault"
    capsys.readouterr()


def test_a_fault_does_not_claim_that_a_refused_text_was_written(
    window: MainWindow, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = FaultReporter(window.books)
    editor = open_form(window, projects(window)[0])
    type_into(editor, "funding.annual.other", "abc")
    reporter.report(ValueError, ValueError("x"), None)
    assert "可能没有保存" in answers.told[-1].advice
    capsys.readouterr()


def run_program(book: Path, home: Path) -> "subprocess.Popen[bytes]":
    code = (
        "from pathlib import Path; from budgetdesk.desktop.app import main; "
        f"main(Path({str(book)!r}))"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    return subprocess.Popen([sys.executable, "-c", code], env=environment)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_being_told_to_end_releases_the_lock(
    book_path: Path, tmp_path: Path, number: signal.Signals
) -> None:
    program = run_program(book_path, tmp_path)
    deadline = time.monotonic() + 60
    while not lock_path(book_path).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert lock_path(book_path).exists()
    time.sleep(0.3)
    program.send_signal(number)
    assert program.wait(30) == 0
    assert not lock_path(book_path).exists()


def test_told_to_end_it_ends_whatever_is_refused_then(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda _application: quits.append(True))

    def refuse() -> None:
        raise OSError(errno.EROFS, "read-only")

    ending = Ending(application, refuse)
    try:
        ending._on_signal(signal.SIGTERM, None)
        with pytest.raises(OSError, match="read-only"):
            ending._drain()
    finally:
        ending.restore()
    assert quits == [True]


def test_ending_at_once_asks_nothing_and_remembers(
    window: MainWindow, make_window: Callable[[], MainWindow], book_path: Path
) -> None:
    editor = open_form(window, projects(window)[0])
    project_id = editor.record_id
    type_into(editor, "overview", "cut short")
    window.end_at_once()
    assert not window.isVisible()
    assert not lock_path(book_path).exists()
    again = make_window()
    again.books.reopen()
    assert again.session is not None
    assert read.project(again.session.book, project_id).overview == "cut short"
    assert [key[1] for key in desk_of(again).tabs.open_keys()] == [project_id]


def test_a_home_that_cannot_be_written_to_keeps_nobody_from_working(
    tmp_path: Path, qtbot: QtBot, book_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    window = MainWindow(Settings(tmp_path / "taken" / "settings.json"))
    qtbot.addWidget(window)
    assert window.books.open(book_path)
    assert window.close()


# PySide6 makes a class with its enums when it is first named, or given by a method.
_QT_LATER = ("QStyle", "QGradient", "QUrl", "QDesktopServices")


def told_after_the_paint(home: Path, book: Path, *lines: str) -> list[str]:
    """What these lines print in a program of its own, whose `window` was just painted."""
    code = (
        "import builtins, os, sys\n"
        "from PySide6 import QtCore, QtGui, QtWidgets\n"
        "from budgetdesk.desktop import app\n"
        "from budgetdesk.desktop.window import main_window\n"
        # However busy the machine: what follows the paint is none of it.
        "main_window._PAINTED = main_window._SOON = main_window._QUIET = 3600_000\n"
        "opened = app._open_first\n"
        "def open_and_look(window, path):\n"
        "    opened(window, path)\n"
        "    app.QApplication.processEvents()\n"
        f"{''.join(f'    {line}' + chr(10) for line in lines)}"
        "    sys.stdout.flush()\n"
        "    os._exit(0 if window.session else 3)\n"
        "app._open_first = open_and_look\n"
        "from budgetdesk.cli import main\n"
        f"main(['open', {str(book)!r}])\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return told.stdout.split()


def test_the_start_imports_nothing_that_is_needed_later(tmp_path: Path, book_path: Path) -> None:
    late = (
        *("openpyxl", "reportlab", "sqlite_utils", "pypdfium2", "pypinyin", "python_calamine"),
        *("platformdirs", "budgetdesk.exchange", "budgetdesk.commands."),
        *("budgetdesk.forms", "budgetdesk.tables", "budgetdesk.disclosure", "budgetdesk.checks"),
        *("budgetdesk.output.typesetting", "budgetdesk.output.excel", "budgetdesk.output.pdf"),
        *("budgetdesk.desktop.editor", "budgetdesk.desktop.overview", "budgetdesk.desktop.listing"),
        *("budgetdesk.desktop.ledger", "budgetdesk.desktop.dialogs", "budgetdesk.desktop.findings"),
        *("budgetdesk.dictionary.expressions", "budgetdesk.domain.ledger_words"),
        *("budgetdesk.domain.target", "budgetdesk.book.edit", "budgetdesk.book.writing"),
        *("budgetdesk.book.following", "budgetdesk.book.bands", "budgetdesk.book.table_views"),
        *("budgetdesk.book.rescue", "budgetdesk.book.provenance"),
        "budgetdesk.desktop.window.tabs.forms_page",
    )
    needed = [f"budgetdesk.commands.{name}" for name in ("console", "late", "parsing")]
    told = told_after_the_paint(
        tmp_path,
        book_path,
        f"late, needed, qt = {late!r}, {needed!r}, (QtCore, QtGui, QtWidgets)",
        "print([it for it in sys.modules if it.startswith(late) and it not in needed])",
        f"print([it for it in {_QT_LATER!r} if any(it in vars(m) for m in qt)])",
        "print(builtins.__import__.__name__ == '__feature_import__')",
    )
    # nor is a class of Qt made with all its enums, nor what is imported read by PySide6, too
    assert told == ["[]", "[]", "False"]


def test_a_key_right_after_the_paint_does_what_it_says(tmp_path: Path, book_path: Path) -> None:
    told = told_after_the_paint(
        tmp_path,
        book_path,
        "from PySide6.QtTest import QTest",
        "QTest.keyClick(window.focusWidget(), QtCore.Qt.Key.Key_Down)",
        "print(window.desk.view.current().name)",
        "QTest.keyClick(window, QtCore.Qt.Key.Key_F, QtCore.Qt.KeyboardModifier.ControlModifier)",
        "QTest.keyClicks(window.focusWidget(), 'abc')",
        "print(window.focusWidget().text())",
    )
    assert told == ["永和县卫生健康和体育局", "abc"]


def test_every_line_of_the_tree_can_be_spoken(window: MainWindow) -> None:
    from PySide6.QtCore import Qt

    desk = desk_of(window)
    spoken = desk.model.data(
        desk.model.index_of(projects(window)[0]), Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken == f"{projects(window)[0].name}，已填齐"


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QWidget

    open_form(window, projects(window)[0])
    nameless = [
        widget
        for widget in children_of(window, QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.focusProxy() is None
    ]
    assert nameless == []
