"""What is offered has something to work on: no command that is enabled does nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.desktop import ask
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.window.commands import COMMANDS, Needs
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, projects

# Of the program or the whole book: their answer is one where there is nothing, too.
_OF_ALL = {Needs.NOTHING, Needs.BOOK, Needs.WRITABLE, Needs.TAB, Needs.LIST, Needs.STAGES}
_ANSWERS = {
    *("change_set", "save", "restore", "compact", "past_forms", "zoom_whole"),
    *("next_remark", "previous_remark", "remarks", "returned_before", "paste_projects"),
}
_LEAVES = {"quit", "close_book", "open_sample", "new_book", "open_book"}


def nowhere(window: MainWindow) -> None:
    view = desk_of(window).view
    view.clearSelection()
    view.setCurrentIndex(view.rootIndex())


def on_line(level: Level, *, last: bool = False) -> Callable[[MainWindow], None]:
    def go(window: MainWindow) -> None:
        node = desk_of(window).model.root
        while node.level < level:
            node = node.shown[-1 if last else 0]
        assert desk_of(window).view.make_current(node.level, node.id)

    return go


def in_form(window: MainWindow) -> None:
    nowhere(window)
    desk_of(window).tabs.open_project(projects(window)[0].id).setFocus()


PLACES = {
    "nowhere": nowhere,
    "department": on_line(Level.DEPARTMENT),
    "first unit": on_line(Level.UNIT),
    "last unit": on_line(Level.UNIT, last=True),
    "first project": on_line(Level.PROJECT),
    "last project": on_line(Level.PROJECT, last=True),
    "form": in_form,
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; every question is given up."""
    names: list[str] = []

    def run(dialog: QDialog) -> bool:
        names.append(type(dialog).__name__)
        dialog.deleteLater()
        return False

    def decline(name: str, given: object) -> Callable[..., object]:
        def answer(*_: object) -> object:
            names.append(name)
            return given

        return answer

    monkeypatch.setattr(ask, "run", run)
    monkeypatch.setattr(ask, "tell", lambda _parent, _telling, buttons=("",): buttons[-1])
    for name in ("ask_open", "ask_one", "ask_save", "ask_folder"):
        monkeypatch.setattr(ask, name, decline(name, () if name == "ask_open" else None))
    return names


def seen(window: MainWindow) -> tuple[object, ...]:
    """What a command that does something changes."""
    assert window.session is not None
    desk, book = desk_of(window), window.session.book
    tabs, node = desk.tabs.tabs, desk.view.current()
    panes = (desk.panel.isVisible(), desk.side.isVisible(), desk.below.isVisible())
    return (
        [step.step_id for step in book.undo_steps(1)],
        (tabs.count(), tabs.currentIndex(), tabs.tabText(tabs.currentIndex())),
        (node and (node.level, node.id), desk.view.state(), desk.tabs.zoom_in_front, panes),
        window.review.live.standing if window.review else None,
        id(QApplication.focusWidget()),
        sum(top.isVisible() for top in QApplication.topLevelWidgets()),
        QGuiApplication.clipboard().text(),
    )


def idle(window: MainWindow, names: list[str], asked: list[str], place: str) -> list[str]:
    """The commands that are offered at a place and do nothing there, or only complain."""
    return [name for name in names if not does_something(window, name, asked, place)]


def does_something(window: MainWindow, name: str, asked: list[str], place: str) -> bool:
    """Whether a command does, or is off; then all is as before."""
    assert window.session is not None
    undone, action = window.session.book.undo_steps(1), window.commands[name]
    while desk_of(window).tabs.tabs.count():
        assert desk_of(window).tabs.close_current()
    window.activateWindow()
    desk_of(window).view.setFocus()
    PLACES[place](window)
    QApplication.processEvents()
    asked.clear()
    if not action.isEnabled():
        return True
    before = seen(window)
    action.trigger()
    QApplication.processEvents()
    did = bool(asked) or seen(window) != before
    if action.isCheckable():
        action.trigger()
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()
    while window.session.book.undo_steps(1) != undone:
        window.session.undo()
    return did


@pytest.mark.parametrize("place", PLACES)
def test_what_is_about_a_place_is_offered_where_it_does_something(
    window: MainWindow, asked: list[str], place: str
) -> None:
    names = [it.name for it in COMMANDS if it.needs not in _OF_ALL]
    assert len(names) > 15
    assert idle(window, names, asked, place) == []


def test_what_is_about_the_whole_book_does_something_or_answers(
    window: MainWindow, asked: list[str]
) -> None:
    names = [it.name for it in COMMANDS if it.needs in _OF_ALL and it.name not in _LEAVES]
    assert set(idle(window, names, asked, "nowhere")) <= _ANSWERS
