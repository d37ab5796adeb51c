"""Tabs: readable, listed, one for what is only looked at, and open again as they were."""

from pathlib import Path

from PySide6.QtWidgets import QTabBar

from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger


def test_every_tab_shows_its_whole_short_title_however_many_there_are(window: MainWindow) -> None:
    tabs = desk_of(window).tabs.tabs
    for node in projects(window)[:15]:
        open_form(window, node)
    bar: QTabBar = tabs.tabBar()
    assert tabs.count() == 15
    for place in range(15):
        text = bar.tabText(place).replace("&&", "&")
        assert bar.tabRect(place).width() > bar.fontMetrics().horizontalAdvance(text)
    assert bar.tabRect(0).left() < 0, "the others are scrolled to"


def test_the_list_has_all_tabs_by_their_whole_names_and_goes_to_one(window: MainWindow) -> None:
    desk = desk_of(window)
    nodes = projects(window)[:3]
    for node in nodes:
        open_form(window, node)
    menu = desk.tabs.tab_list.list()
    assert [action.text().partition("　")[0] for action in menu.actions()] == [
        node.name for node in nodes
    ]
    assert [action.isChecked() for action in menu.actions()] == [False, False, True]
    menu.actions()[0].trigger()
    form = desk.tabs.current_form()
    assert form is not None
    assert form.record_id == nodes[0].id
    menu.deleteLater()


def test_what_is_only_looked_at_takes_the_tab_of_the_last_one_and_its_place(
    window: MainWindow,
) -> None:
    desk = desk_of(window)
    first, second, third, fourth = projects(window)[:4]
    desk.commands.open_node(first, stay=True)
    desk.commands.open_node(second, stay=False)
    trigger(window, "open_ledger")
    desk.commands.open_node(third, stay=False)
    assert [key for _, key in desk.tabs.open_keys()] == [first.id, third.id]
    assert desk.tabs.keys_to_restore() == [f"project:{first.id}", f"project:{third.id}", "ledger"]
    desk.commands.open_node(third, stay=True)
    desk.commands.open_node(fourth, stay=False)
    assert [key for _, key in desk.tabs.open_keys()] == [first.id, third.id, fourth.id]


def test_the_tab_that_was_in_front_is_in_front_again(
    make_window: MakeWindow, book_path: Path
) -> None:
    first = make_window()
    assert first.books.open(book_path)
    nodes = projects(first)[:3]
    for node in nodes:
        open_form(first, node)
    trigger(first, "open_overall")
    desk_of(first).tabs.tabs.setCurrentIndex(1)
    keys = desk_of(first).tabs.keys_to_restore()
    assert first.close()
    second = make_window()
    second.books.reopen()
    desk = desk_of(second)
    assert desk.tabs.keys_to_restore() == keys
    form = desk.tabs.current_form()
    assert form is not None
    assert form.record_id == nodes[1].id
    current = desk.view.current()
    assert current is not None
    assert current.id == nodes[1].id
