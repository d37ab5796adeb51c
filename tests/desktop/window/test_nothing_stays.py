"""What is closed is gone: pages, dialogs and menus leave no object behind, Qt's or Python's.

A leak of one object a use is what memory grows by over a clerk's day.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import ask
from budgetdesk.desktop.file_dialog import FileDialog
from budgetdesk.desktop.window.commands import COMMANDS
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.file_kinds import BOOKS
from tests.desktop.reading import walk
from tests.desktop.window.steps import desk_of, projects, trigger

# They end the window's book, or open another one; of which below.
_OF_BOOKS = {"quit", "close_book", "open_sample", "new_book"}
# One of each kind of page and box; all commands take a minute.
_SAMPLE = (
    *("next_project", "open_ledger", "open_tables", "open_disclosure", "preview"),
    *("codes", "new_unit", "check_settings", "list_tabs"),
)


@pytest.fixture(autouse=True)
def reader() -> Iterator[None]:
    """Somebody listens, so that everything has its accessible interface."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def declining(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every box is shown, read and given up."""

    def run(dialog: QDialog) -> bool:
        dialog.show()
        let_events_pass()
        read_aloud(dialog)
        dialog.reject()
        dialog.deleteLater()
        return False

    monkeypatch.setattr(ask, "run", run)
    monkeypatch.setattr(ask, "tell", lambda _parent, _telling, buttons=("",): buttons[-1])
    monkeypatch.setattr(ask, "ask_open", lambda *_: ())
    for name in ("ask_one", "ask_save", "ask_folder"):
        monkeypatch.setattr(ask, name, lambda *_: None)


_ROUNDS = 5

_TELL = ask.tell  # before it is replaced for tests


def let_events_pass() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def read_aloud(widget: QWidget) -> None:
    """Ask for all that a reader asks for."""
    for _, it in walk(QAccessible.queryAccessibleInterface(widget)):
        it.text(QAccessible.Text.Name)


def objects() -> Counter[str]:
    """How many there are of each class: of the program's in Python, of Qt's below all windows."""
    let_events_pass()
    gc.collect()
    count = Counter(map(_name, filter(_counts, gc.get_objects())))
    for top in (QCoreApplication.instance(), *QApplication.topLevelWidgets()):
        assert top is not None
        count.update(str(it.metaObject().className()) for it in top.findChildren(QObject))
    return count


def _name(it: object) -> str:
    return f"{type(it).__module__}.{type(it).__qualname__}"


def _counts(it: object) -> bool:
    module = type(it).__module__
    # What is broken into lines is kept, so many texts at most.
    # A class that is itself an attribute's holder has no text there.
    if not isinstance(module, str) or not module.startswith("budgetdesk."):
        return False
    if module.startswith("budgetdesk.output.typesetting."):
        return False
    # PySide6 keeps those that Qt was given; what matters is that they hold nothing.
    return not isinstance(it, QAccessibleInterface) or bool(vars(it))


def require_nothing_stays(do: Callable[[], object]) -> None:
    """Done often it leaves nothing each time: what is made once for all may stay.

    Some things settle late, the library of suggestions beside the first keys among them.
    """
    do()
    before, grown = objects(), Counter[str]()
    for _ in range(_ROUNDS):
        do()
        after = objects()
        grown, before = after - before, after
        if not grown:
            break
    assert grown == {}


@pytest.fixture
def busy(window: MainWindow, declining: None) -> MainWindow:
    """The window with a form in front."""
    open_first(window)
    return window


def open_first(window: MainWindow) -> None:
    desk_of(window).tabs.open_project(projects(window)[0].id)


def use(window: MainWindow, name: str) -> None:
    """Choose a command where it is offered; then all is closed and taken back."""
    assert window.session is not None
    action, book = window.commands[name], window.session.book
    steps = {step.step_id for step in book.undo_steps()}
    if action.isEnabled():
        action.trigger()
        if action.isCheckable():
            action.trigger()
    let_events_pass()
    page = desk_of(window).tabs.tabs.currentWidget()
    if page is not None:
        read_aloud(page)
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    while {step.step_id for step in book.undo_steps()} - steps:
        window.session.undo()
    close_tabs(window)
    open_first(window)
    let_events_pass()


def use_all(window: MainWindow, names: Iterable[str]) -> None:
    for name in names:
        use(window, name)


def close_tabs(window: MainWindow) -> None:
    tabs = desk_of(window).tabs
    while tabs.tabs.count():
        assert tabs.close_current()
        let_events_pass()


def test_pages_and_boxes_leave_nothing(busy: MainWindow) -> None:
    require_nothing_stays(lambda: use_all(busy, _SAMPLE))


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_no_command_leaves_anything(busy: MainWindow) -> None:
    names = [command.name for command in COMMANDS if command.name not in _OF_BOOKS]
    require_nothing_stays(lambda: use_all(busy, names))


def test_menus_leave_nothing(busy: MainWindow) -> None:
    desk = desk_of(busy)
    form = desk.tabs.current_form()
    assert form is not None
    menus = busy.menuBar().findChildren(QMenu)
    assert len(menus) > 5

    def open_all() -> None:
        for menu in menus:
            menu.popup(QPoint())
            let_events_pass()
            menu.close()
        form.customContextMenuRequested.emit(QPoint(5, 5))
        desk.view.customContextMenuRequested.emit(QPoint(5, 5))
        for top in QApplication.topLevelWidgets():
            if isinstance(top, QMenu) and top.isVisible():
                top.close()

    require_nothing_stays(open_all)


def test_questions_and_file_dialogs_leave_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def give_up() -> None:
        front = QApplication.activeModalWidget()
        assert isinstance(front, QDialog)
        front.reject()

    def ask_both() -> None:
        QTimer.singleShot(0, give_up)
        assert _TELL(parent, ask.Telling("题", "一句话", details="细节"), ("是", "否")) == "否"
        dialog = FileDialog(parent, "打开账套", tmp_path, BOOKS.filter)
        QTimer.singleShot(0, give_up)
        assert dialog.chosen() == ()

    require_nothing_stays(ask_both)


def test_a_book_that_was_closed_leaves_nothing(busy: MainWindow, book_path: Path) -> None:
    def open_again() -> None:
        busy.books.close()
        let_events_pass()
        assert busy.books.open(book_path)
        desk_of(busy).commands.step_project(1)
        trigger(busy, "open_ledger")

    require_nothing_stays(open_again)
