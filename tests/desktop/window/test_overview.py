"""A department or unit in the tree shows its projects as a table."""

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from budgetdesk.book import edit, read
from budgetdesk.book.declared_records import records
from budgetdesk.desktop.dialogs.submit import SubmitDialog
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.desktop.overview.panel import OverviewPanel
from budgetdesk.desktop.tree.outline import Node
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.selecting import in_front
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.records import Project, RecordKind
from budgetdesk.exchange.exporting import selected_sheets
from budgetdesk.forms.listing import LineHeading
from budgetdesk.output.sheet_files import SHEET_WRITERS
from budgetdesk.tables.overview import OverviewGrouping
from tests.desktop.conftest import Answers
from tests.desktop.window.steps import desk_of, projects
from tests.desktop.window.test_stage_box import choose, numbered


def click(window: MainWindow, node: Node) -> OverviewPanel:
    view = desk_of(window).view
    place: QRect = view.visualRect(view.outline.index_of(node))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    panel = desk_of(window).tabs.tabs.currentWidget()
    assert isinstance(panel, OverviewPanel)
    return panel


def overview(window: MainWindow) -> OverviewPanel:
    return click(window, desk_of(window).model.root.shown[0])


def table_of(panel: OverviewPanel) -> ListTable:
    assert panel.table is not None
    return panel.table


def shown(panel: OverviewPanel) -> list[int]:
    lines = table_of(panel).model_of_lines.lines
    return [line.key for line in lines if not isinstance(line, LineHeading)]


def headings(panel: OverviewPanel) -> list[tuple[str, int]]:
    lines = table_of(panel).model_of_lines.lines
    return [(line.title, line.count) for line in lines if isinstance(line, LineHeading)]


def told(panel: OverviewPanel, row: int, title: str) -> str:
    model = table_of(panel).model_of_lines
    titles = [column.title for column in model.columns]
    return model.text(model.lines[row], titles.index(title))


def write_total(window: MainWindow, project: int, total: int) -> None:
    assert window.session is not None
    ref = FieldRef(RecordKind.PROJECT, project, "funding.annual.central")
    with window.session.book.step("金额") as step:
        edit.write_field(step, ref, total)
    QApplication.processEvents()


def test_a_click_shows_the_projects_below_and_leaves_the_focus(staged: MainWindow) -> None:
    panel = overview(staged)
    ids = [node.id for node in projects(staged)]
    assert shown(panel) == ids
    units = desk_of(staged).model.root.shown[0].shown
    assert headings(panel) == [("合计", 4), *((unit.name, 2) for unit in units)]
    assert desk_of(staged).view.hasFocus()
    second = units[1]
    assert shown(click(staged, second)) == [node.id for node in second.projects()]
    assert desk_of(staged).tabs.tabs.count() == 1, "one tab serves them all"


def test_sums_follow_a_step_and_its_undo(staged: MainWindow) -> None:
    first, second = (node.id for node in projects(staged)[:2])
    write_total(staged, first, 1_000_00)
    panel = overview(staged)
    before = told(panel, 0, "年度资金")
    write_total(staged, second, 234_50)
    assert told(panel, 1, "年度资金") == "1,234.5"
    assert staged.session is not None
    staged.session.undo()
    QApplication.processEvents()
    assert told(panel, 0, "年度资金") == before


def test_a_new_project_and_a_deleted_one_are_seen(staged: MainWindow) -> None:
    panel = overview(staged)
    assert staged.session is not None
    unit = read.units(staged.session.book)[0]
    with staged.session.book.step("新建") as step:
        made = edit.add_project(step, Project("新项目", unit))
    QApplication.processEvents()
    assert made in shown(panel)
    staged.session.undo()
    QApplication.processEvents()
    assert made not in shown(panel)


def test_heads_sort_up_then_down_then_as_in_the_tree(staged: MainWindow) -> None:
    ids = [node.id for node in projects(staged)]
    for project, amount in zip(ids, (3, 1, 4, 2), strict=True):
        write_total(staged, project, amount * 100)
    panel = overview(staged)
    panel.grouping.setCurrentText(OverviewGrouping.NONE)
    titles = [column.title for column in table_of(panel).model_of_lines.columns]
    head = table_of(panel).horizontalHeader()
    orders = []
    for _ in range(3):
        head.sectionClicked.emit(titles.index("年度资金"))
        orders.append(shown(panel))
    up = [ids[1], ids[3], ids[0], ids[2]]
    assert orders == [up, up[::-1], ids]


def test_the_filter_leaves_what_is_told_anywhere_in_a_line(staged: MainWindow) -> None:
    panel = overview(staged)
    node = projects(staged)[2]
    panel.filter.setText(node.name)
    assert node.id in shown(panel)
    panel.filter.setText("没有这样的项目")
    assert headings(panel) == [("合计", 0)]
    panel.filter.clear()
    assert len(shown(panel)) == 4


def test_groups_fold_by_the_keys_and_stay_folded(staged: MainWindow) -> None:
    panel = overview(staged)
    table = table_of(panel)
    table.setFocus()
    units = desk_of(staged).model.root.shown[0].shown
    assert table.go_to(units[0].name)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert shown(panel) == [node.id for node in units[1].projects()]
    write_total(staged, projects(staged)[3].id, 500)
    assert shown(panel) == [node.id for node in units[1].projects()]


def test_enter_opens_the_form(staged: MainWindow) -> None:
    panel = overview(staged)
    table = table_of(panel)
    node = projects(staged)[1]
    assert table.go_to(node.id)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    form = desk_of(staged).tabs.current_form()
    assert form is not None
    assert form.record_id == node.id


def test_forms_of_a_stage_are_made_for_the_chosen_ones(
    staged: MainWindow, answers: Answers
) -> None:
    choose(staged, "adjustment")
    panel = overview(staged)
    table = table_of(panel)
    last = projects(staged)[3]
    assert table.go_to(last.id)
    answers.dialogs = [numbered("1")]  # type: ignore[list-item]
    panel.batch["new_of_stage"].click()
    QApplication.processEvents()
    assert staged.session is not None
    owners = {one.above.id for one in records(staged.session.book, "adjustment")}
    assert last.id in owners
    assert told(panel, table_of(panel).model_of_lines.row_of(last.id), "调整") == "○"


def test_what_was_found_stands_in_the_lines_and_the_sum(staged: MainWindow) -> None:
    panel = overview(staged)
    ids = shown(panel)
    panel.show_tallies({ids[0]: Tally(2, 1), ids[1]: Tally(1, 0)})
    assert told(panel, 0, "错误") == "3"
    model = table_of(panel).model_of_lines
    assert told(panel, model.row_of(ids[0]), "错误") == "2"
    assert told(panel, model.row_of(ids[2]), "错误") == "0"


def test_the_table_prints_and_goes_to_excel_as_it_is_put(
    staged: MainWindow, tmp_path: Path
) -> None:
    write_total(staged, projects(staged)[0].id, 1_000_00)
    panel = overview(staged)
    panel.grouping.setCurrentText(OverviewGrouping.NONE)
    table_of(panel).setFocus()
    QApplication.processEvents()
    named = in_front(desk_of(staged))
    assert named is not None
    assert staged.session is not None
    (sheet,) = selected_sheets(staged.session.book, named.selection)
    texts = [cell.text for cell in sheet.cells]
    assert all(node.name in texts for node in projects(staged))
    total = [cell for cell in sheet.cells if cell.row == len(sheet.rows) - 1]
    assert total[0].text == "合计"
    assert 1_000_00 in [cell.number for cell in total]
    for kind, write in SHEET_WRITERS.items():
        path = tmp_path / f"总览{kind.suffix}"
        write(path, [sheet], named.title, lambda *_: None)
        assert path.stat().st_size > 1000


def test_chosen_lines_are_copied_below_the_heads(staged: MainWindow) -> None:
    panel = overview(staged)
    table = table_of(panel)
    table.setFocus()
    node = projects(staged)[0]
    assert table.go_to(node.id)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QGuiApplication.clipboard().text().splitlines()[:2]
    assert head.split("\t")[0] == "项目"
    assert line.split("\t")[0] == node.name


def test_the_units_of_the_chosen_projects_are_ticked_for_submitting(
    staged: MainWindow, answers: Answers
) -> None:
    panel = overview(staged)
    table = table_of(panel)
    last = projects(staged)[3]
    assert table.go_to(last.id)
    ticked: list[str] = []

    def look(dialog: QDialog) -> bool:
        assert isinstance(dialog, SubmitDialog)
        ticked.extend(unit.name for unit in dialog.chosen)
        return False

    answers.dialogs = [look]
    panel.batch["submit"].click()
    assert staged.session is not None
    assert ticked == [read.project(staged.session.book, last.id).unit.name]
