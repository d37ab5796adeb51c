"""民生领域重大事项 in the real window: projects put on the list, and the list itself."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.desktop.dialogs.export import ExportChoice
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel
from budgetdesk.desktop.tree.model import NODE_ROLE
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.tree.wording import sign_text, tool_tip
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.selecting import Named, in_front, offers_of
from budgetdesk.domain.records import Department, Funding, PerHorizon, Project, Unit
from budgetdesk.exchange.exporting import export_book, selected_sheets
from budgetdesk.exchange.selection import Selection
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell
from budgetdesk.tables.livelihood import Listing
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, trigger

PUBLISHED = {
    "title": "2025年民生领域重大事项绩效目标情况表",
    "unit": "元",
    "rows": [
        {"unit_code": "041002", "unit_name": "低保中心", "project_name": "城乡低保金",
         "amount": "21912000"},
        {"unit_code": "041002", "unit_name": "低保中心", "project_name": "护理补贴",
         "amount": "3793200.5"},
    ],
}  # fmt: skip


def a_book(path: Path, form_set: str = "jincheng-chengqu-2025") -> Path:
    """A book of one unit with two projects."""
    asked = load_form_set(form_set).dictionary
    with (
        Book.create(path, BookInfo(form_set, 2025, "试用"), asked) as book,
        book.step("新建") as step,
    ):
        department = Department(
            "041", "民政局", edit.add_department(step, Department("041", "民政局"))
        )
        unit = Unit("低保中心", department)
        unit = Unit("低保中心", department, id=edit.add_unit(step, unit))
        for name, amount in (("城乡低保金", 2191200000), ("老年人福利补贴", 677000000)):
            edit.add_project(step, Project(
                name, unit, period=None, overview="为困难群众发放补贴。",
                funding=PerHorizon(None, Funding(total=amount)), goals=PerHorizon(None, ""),
                indicators=PerHorizon(None, ()),
            ))  # fmt: skip
    return path


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    window = make_window()
    assert window.books.open(a_book(tmp_path / "晋城.budget"))
    window._meet_forms()  # which the window does by itself, a little later
    return window


def go_to(window: MainWindow, place: int) -> int:
    """Put the tree's cursor on a project; its id."""
    assert window.session is not None
    project_id = read.project_ids(window.session.book)[place]
    desk = desk_of(window)
    desk.view.expandAll()
    assert desk.view.make_current(Level.PROJECT, project_id)
    return project_id


def marked(window: MainWindow) -> list[bool]:
    assert window.session is not None
    return [row.livelihood for row in read.project_rows(window.session.book)]


def test_the_command_marks_the_project_and_its_tick_follows(window: MainWindow) -> None:
    action = window.commands["livelihood"]
    go_to(window, 0)
    assert action.isVisible()
    assert action.isEnabled()
    assert not action.isChecked()
    trigger(window, "livelihood")
    assert marked(window) == [True, False]
    assert action.isChecked()
    go_to(window, 1)
    assert not action.isChecked()
    go_to(window, 0)
    trigger(window, "livelihood")
    assert marked(window) == [False, False]
    assert not action.isChecked()


def test_it_is_undone_by_its_name(window: MainWindow) -> None:
    go_to(window, 0)
    trigger(window, "livelihood")
    assert window.session is not None
    assert window.session.book.undo_name == "「城乡低保金」列入民生领域重大事项"
    trigger(window, "undo")
    assert marked(window) == [False, False]
    assert not window.commands["livelihood"].isChecked()
    trigger(window, "redo")
    assert window.commands["livelihood"].isChecked()


def test_the_key_works_in_the_tree(window: MainWindow) -> None:
    go_to(window, 1)
    view = desk_of(window).view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert marked(window) == [False, True]


def test_the_tree_shows_a_quiet_sign(window: MainWindow) -> None:
    project_id = go_to(window, 0)
    desk = desk_of(window)
    node = desk.model.find(Level.PROJECT, project_id)
    assert node is not None
    assert sign_text(node) == ""
    before = desk.view.grab().toImage()
    trigger(window, "livelihood")
    assert desk.view.currentIndex().data(NODE_ROLE) is node
    assert sign_text(node) == "民"
    assert "列入民生领域重大事项" in tool_tip(node)
    spoken = desk.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "列入民生领域重大事项" in spoken
    assert desk.view.grab().toImage() != before


def test_only_a_project_is_offered_it(window: MainWindow) -> None:
    desk = desk_of(window)
    unit = desk.model.root.shown[0].shown[0]
    desk.view.make_current(Level.UNIT, unit.id)
    assert not window.commands["livelihood"].isEnabled()
    assert window.commands["open_livelihood"].isEnabled()


@pytest.mark.parametrize("name", ["livelihood", "open_livelihood"])
def test_a_set_without_the_list_shows_neither(
    make_window: MakeWindow, tmp_path: Path, name: str
) -> None:
    window = make_window()
    assert not window.commands[name].isVisible()
    assert window.books.open(a_book(tmp_path / "吕梁.budget", "luliang-2025"))
    window._meet_forms()
    go_to(window, 0)
    assert not window.commands[name].isVisible()
    assert not window.commands[name].isEnabled()


# The list


def panel_of(window: MainWindow) -> LivelihoodPanel:
    trigger(window, "open_livelihood")
    page = desk_of(window).tabs.tabs.currentWidget()
    assert isinstance(page, LivelihoodPanel)
    return page


def texts(panel: LivelihoodPanel) -> list[str]:
    return [cell.text for cell in panel.view.sheet.cells]


def cell_with(panel: LivelihoodPanel, text: str) -> Cell:
    return next(cell for cell in panel.view.sheet.cells if cell.text == text)


def press(qtbot: QtBot, panel: LivelihoodPanel, text: str) -> None:
    cell = cell_with(panel, text)
    panel.view.show_place(GridPlace(cell.row, cell.column))
    where: QPoint = panel.view.cell_rect(cell).center()
    qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_an_empty_list_says_how_to_fill_it(window: MainWindow) -> None:
    panel = panel_of(window)
    assert panel.nothing.isVisible()
    assert "列入民生领域重大事项" in panel.nothing.text()
    go_to(window, 0)
    trigger(window, "livelihood")
    QApplication.processEvents()
    assert panel.view.isVisible()
    assert texts(panel)[-4:] == ["1", "低保中心", "城乡低保金", "21912000"]
    assert not panel.choice.isVisible()


def test_it_follows_the_forms(window: MainWindow) -> None:
    project_id = go_to(window, 0)
    trigger(window, "livelihood")
    panel = panel_of(window)
    assert window.session is not None
    with window.session.book.step("改名") as step:
        edit.rename(step, "project", project_id, "城市低保金")
    QApplication.processEvents()
    assert "城市低保金" in texts(panel)
    trigger(window, "undo")
    QApplication.processEvents()
    assert "城乡低保金" in texts(panel)


def test_a_double_click_or_enter_opens_the_form(window: MainWindow, qtbot: QtBot) -> None:
    project_id = go_to(window, 0)
    trigger(window, "livelihood")
    panel = panel_of(window)
    press(qtbot, panel, "城乡低保金")
    form = desk_of(window).tabs.current_form()
    assert isinstance(form, FormEditor)
    assert form.record_id == project_id
    again = panel_of(window)
    assert again is panel
    cell = cell_with(panel, "21912000")
    panel.view.move_to(GridPlace(cell.row, cell.column))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert desk_of(window).tabs.current_form() is form


def test_a_published_list_is_imported_and_held_against_the_forms(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "清单.json"
    file.write_text(json.dumps(PUBLISHED, ensure_ascii=False), "utf-8")
    answers.paths = [(file,)]
    trigger(window, "import_files")
    assert marked(window) == [True, False]
    panel = panel_of(window)
    names = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert names == ["按绩效目标表（1 项）", "已公布的清单（2 项）"]
    panel.choice.setCurrentIndex(1)
    assert texts(panel)[-4:] == ["2", "041002-低保中心", "护理补贴", "3793200.5"]
    press(qtbot, panel, "护理补贴")  # it has no form
    assert desk_of(window).tabs.tabs.currentWidget() is panel
    assert desk_of(window).notice.isVisible()
    press(qtbot, panel, "城乡低保金")
    assert isinstance(desk_of(window).tabs.current_form(), FormEditor)


def test_a_finding_about_the_list_opens_it_at_its_row(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "清单.json"
    file.write_text(json.dumps(PUBLISHED, ensure_ascii=False), "utf-8")
    answers.paths = [(file,)]
    trigger(window, "import_files")
    trigger(window, "check")
    assert window.review is not None
    (found,) = [it for it in window.review.live.report.findings if it.code == "M01"]
    assert (found.place.unit, found.place.project) == ("低保中心", "护理补贴")
    window.review.open_place(found.place.ref)
    panel = desk_of(window).tabs.tabs.currentWidget()
    assert isinstance(panel, LivelihoodPanel)
    assert panel.view.current is not None
    assert panel.view.current.text == "护理补贴"
    trigger(window, "undo")  # the list is gone, and with it the finding
    window.review.open_place(found.place.ref)
    assert panel.choice.count() == 1


# On paper and as files


def test_the_list_in_front_is_what_is_printed_and_exported(
    window: MainWindow, tmp_path: Path
) -> None:
    go_to(window, 0)
    trigger(window, "livelihood")
    desk, panel = desk_of(window), panel_of(window)
    panel.setFocus()
    named = in_front(desk)
    assert named == Named(panel.name, Selection(listed=Listing.COMPUTED))
    assert window.session is not None
    sheets = selected_sheets(window.session.book, named.selection)
    assert [sheet.name for sheet in sheets] == [panel.name]
    last = offers_of(desk)[-1]
    assert last.text == "清单　2025年民生领域重大事项绩效目标情况表"
    choice = ExportChoice(last, ("xlsx", "json"), split=False, public=True, folder=tmp_path)
    paths = export_book(window.session.book, tmp_path, choice.order())
    assert [path.name for path in paths] == [f"{panel.name}.xlsx", "livelihood.json"]


def test_an_empty_list_is_not_printed(window: MainWindow) -> None:
    panel_of(window).setFocus()
    named = in_front(desk_of(window))
    assert named is not None
    assert named.selection.listed is None
    assert all(offer.selection.listed is None for offer in offers_of(desk_of(window)))
