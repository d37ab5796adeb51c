"""The tree's cursor and the form in front are one, whatever is done."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.domain.records import RecordKind
from tests.desktop.window.steps import desk_of, go_to_unit, open_form, projects, trigger, type_into

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def front(window: MainWindow) -> int | None:
    editor = desk_of(window).tabs.current_form()
    return editor.record_id if editor and editor.kind is RecordKind.PROJECT else None


def project_here(window: MainWindow) -> int | None:
    """The project that the tree's cursor is on or below."""
    node = desk_of(window).view.current()
    if node is not None and node.level is Level.INDICATOR:
        node = node.parent
    return node.id if node is not None and node.level is Level.PROJECT else None


def assert_one(window: MainWindow) -> None:
    here, shown = project_here(window), front(window)
    view = desk_of(window).view
    assert (view.current() is None) == (not view.lines()), "what is chosen has a line to mean"
    assert here is None or here == shown or shown is None
    if shown is not None and desk_of(window).view.current() is None:
        node = desk_of(window).model.find(Level.PROJECT, shown)
        assert node is not None
        assert not desk_of(window).model.index_of(node).isValid(), "only the filter hides it"


def go_to(window: MainWindow, node: Node) -> None:
    view = desk_of(window).view
    assert view.make_current(node.level, node.id)
    view.setFocus()
    QApplication.processEvents()


def test_enter_and_tab_reach_the_form_and_the_focus_is_drawn(window: MainWindow) -> None:
    desk = desk_of(window)
    for key, node in zip((Key.Key_Return, Key.Key_Tab), projects(window)[:2], strict=True):
        go_to(window, node)
        QTest.keyClick(desk.view, key)
        form = desk.tabs.current_form()
        assert form is not None
        assert form.record_id == node.id
        assert form.hasFocus()
        assert form._view().focused
        assert window.focusWidget() is form.text


def test_the_line_with_the_focus_is_framed_in_the_tree(window: MainWindow) -> None:
    desk = desk_of(window)
    node = projects(window)[0]
    go_to(window, node)
    rect = desk.view.visualRect(desk.model.index_of(node))
    accent = colours().accent.rgb()

    def framed() -> bool:
        picture = desk.view.viewport().grab(rect).toImage()
        return picture.pixel(picture.width() // 2, 0) == accent

    assert desk.view.hasFocus()
    assert framed()
    desk.panel.field.setFocus()
    assert not framed()


def test_tab_from_a_unit_goes_to_what_is_open_and_never_to_the_status_line(
    window: MainWindow,
) -> None:
    desk = desk_of(window)
    form = open_form(window, projects(window)[0])
    go_to_unit(window, 2)
    desk.view.setFocus()
    QTest.keyClick(desk.view, Key.Key_Tab)
    assert form.hasFocus()
    assert project_here(window) == form.record_id, "whose form has the focus has the cursor"
    for button in (window.status.zoom, window.status.findings):
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_closing_the_tab_with_the_focus_gives_it_to_the_next_and_at_last_to_the_tree(
    window: MainWindow,
) -> None:
    desk = desk_of(window)
    first, second = (open_form(window, node) for node in projects(window)[:2])
    second.setFocus()
    trigger(window, "close_tab")
    assert first.hasFocus()
    trigger(window, "close_tab")
    assert desk.view.hasFocus()


def test_the_arrows_in_the_tree_open_in_passing(window: MainWindow) -> None:
    desk = desk_of(window)
    first, second = projects(window)[:2]
    desk.view.expand(desk.model.index_of(desk.model.root.shown[0].shown[0]))
    go_to(window, first)
    QTest.keyClick(desk.view, Key.Key_Down)
    assert front(window) == second.id
    assert desk.view.hasFocus()
    QTest.keyClick(desk.view, Key.Key_Up)
    assert front(window) == first.id
    assert desk.tabs.tabs.count() == 1, "one tab for all that is only looked at"


def test_a_copy_opens(window: MainWindow) -> None:
    open_form(window, projects(window)[0])
    trigger(window, "duplicate")
    copied = projects(window)[1]
    assert front(window) == copied.id == project_here(window)


def test_after_delete_the_next_line_is_selected_and_shown(window: MainWindow) -> None:
    first, second, third = projects(window)[:3]
    open_form(window, third)
    go_to(window, first)
    desk_of(window).commands.open_node(first, stay=False)
    trigger(window, "delete")
    assert front(window) == second.id == project_here(window)
    trigger(window, "undo")
    assert front(window) == first.id == project_here(window)
    assert desk_of(window).notice.text.text() == f"已撤销：删除项目「{first.name}」"


def test_undo_names_the_project_and_shows_it(window: MainWindow) -> None:
    first, second = projects(window)[:2]
    editor = open_form(window, first)
    type_into(editor, "overview", "changed")
    assert editor.commit()
    other = open_form(window, second)
    other.setFocus()
    QTest.keyClick(other.text, Key.Key_Z, CTRL)
    assert front(window) == first.id == project_here(window)
    assert desk_of(window).notice.text.text() == f"已撤销：修改 项目概况　{first.name}"
    trigger(window, "redo")
    assert desk_of(window).notice.text.text() == f"已重做：修改 项目概况　{first.name}"


def test_a_filter_that_hides_the_project_in_front_leaves_no_line_to_delete(
    window: MainWindow,
) -> None:
    desk = desk_of(window)
    hit = next(node for node in projects(window) if "退养" in node.name)
    other = next(node for node in projects(window) if "退养" not in node.name)
    open_form(window, other)
    desk.panel.field.setText("退养")
    desk.panel._filter()
    assert desk.view.current() is None
    assert not window.commands["delete"].isEnabled()
    QTest.keyClick(desk.panel.field, Key.Key_Down)
    assert front(window) == hit.id == project_here(window)
    desk.panel.clear()
    assert project_here(window) == hit.id


NAMES = (
    *("duplicate", "delete", "undo", "undo", "redo", "new_project", "move_up", "move_down"),
    *("next_project", "previous_project", "next_tab", "previous_tab", "close_tab"),
    *("open_ledger", "next_pane", "rename", "filled_in"),
)
KEYS = (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Return, Key.Key_Tab)
HELD = (CTRL, Qt.KeyboardModifier.ShiftModifier, CTRL | Qt.KeyboardModifier.ShiftModifier)
Deed = Callable[[MainWindow, random.Random], object]


def press(window: MainWindow, chance: random.Random) -> None:
    QTest.keyClick(window.focusWidget() or desk_of(window).view, chance.choice(KEYS))


def press_in_tree(window: MainWindow, chance: random.Random) -> None:
    view = desk_of(window).view
    view.setFocus()
    QTest.keyClick(view, chance.choice(KEYS))


def press_held_in_tree(window: MainWindow, chance: random.Random) -> None:
    """With Shift or Ctrl, so that several lines are chosen, or the cursor leaves them."""
    view = desk_of(window).view
    view.setFocus()
    QTest.keyClick(view, chance.choice((*KEYS[:4], Key.Key_Space)), chance.choice(HELD))


def choose(window: MainWindow, chance: random.Random) -> str:
    name = chance.choice(NAMES)
    window.commands[name].trigger()
    return name


def click(window: MainWindow, chance: random.Random) -> None:
    desk = desk_of(window)
    shown = [node for node in projects(window) if desk.model.index_of(node).isValid()]
    if shown:
        index = desk.model.index_of(chance.choice(shown))
        desk.view.scrollTo(index)
        place = desk.view.visualRect(index).center()
        held = chance.choice((Qt.KeyboardModifier.NoModifier, *HELD))
        QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, held, place)


def drop(window: MainWindow, chance: random.Random) -> None:
    """Drag what is chosen to some place of some unit."""
    desk = desk_of(window)
    units = [unit for department in desk.model.root.shown for unit in department.shown]
    if units:
        data = desk.model.mimeData([desk.model.index_of(node) for node in desk.view.lines()])
        unit = chance.choice(units)
        row = chance.randrange(-1, len(unit.shown) + 1)
        desk.model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, desk.model.index_of(unit))


def filter_by(window: MainWindow, chance: random.Random) -> None:
    panel = desk_of(window).panel
    panel.field.setText(chance.choice(("", "", "退养", "补助", "没有这个", "医")))
    panel._filter()


def type_name(window: MainWindow, chance: random.Random) -> None:
    field = desk_of(window).view.findChild(QLineEdit)
    if field is not None:
        field.setText(f"名称{chance.randrange(1000)}")
        QTest.keyClick(field, Key.Key_Return)


def go_to_some_unit(window: MainWindow, chance: random.Random) -> None:
    desk = desk_of(window)
    units = [unit for department in desk.model.root.shown for unit in department.shown]
    if units:
        desk.view.make_current(Level.UNIT, chance.choice(units).id)


DEEDS: tuple[Deed, ...] = (
    *(choose, choose, choose, press, press_in_tree, press_held_in_tree, click),
    *(filter_by, type_name, go_to_some_unit, drop),
)


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 60), pytest.param(2, 1_000, marks=pytest.mark.proof)]
)
def test_they_are_one_after_any_command(window: MainWindow, seed: int, count: int) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    for _ in range(count):
        deed = chance.choice(DEEDS)
        done.append(f"{deed.__name__} {deed(window, chance) or ''}")
        QApplication.processEvents()
        try:
            assert_one(window)
        except AssertionError as error:
            raise AssertionError(done[-12:]) from error
        focused: QWidget | None = window.focusWidget()
        assert focused is None or not window.status.isAncestorOf(focused)
