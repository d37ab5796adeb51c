"""On every page a screen reader finds no control without a name, and hears what is told."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QSplitterHandle
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import bars, dividers
from budgetdesk.desktop.editor.spoken import spoken
from budgetdesk.desktop.jobs import ImmediateRunner, Jobs
from budgetdesk.desktop.still import StillBox
from budgetdesk.desktop.window import status_line
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.children import children_of
from tests.desktop.conftest import MakeWindow
from tests.desktop.reading import NAME, nameless
from tests.desktop.window.steps import desk_of, open_form, projects
from tests.screens.draw import Stage
from tests.screens.scenes import SCENES


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    dividers.install()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def test_without_a_book(make_window: MakeWindow) -> None:
    assert nameless(make_window()) == []


def test_every_page_of_a_book(window: MainWindow) -> None:
    desk = desk_of(window)
    review = window.review
    assert review is not None
    review.show_panel(shown=True)

    def preview() -> None:
        open_form(window, projects(window)[0])
        assert window.books.output is not None
        window.books.output.preview()

    pages: list[Callable[[], object]] = [
        lambda: open_form(window, projects(window)[0]),
        *(desk.open_ledger, desk.open_tables, desk.open_disclosure, desk.overviews.open),
        *(desk.open_livelihood, preview),
    ]
    for open_page in pages:
        open_page()
        desk.notice.say("已导出", "打开文件夹")
        assert nameless(window) == []
    assert len(children_of(window, QSplitterHandle)) > 3


@pytest.mark.proof
@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_dialog_and_page_of_the_pictures(
    make_window: MakeWindow, tmp_path: Path, name: str
) -> None:
    stage = Stage(make_window(), tmp_path)
    SCENES[name](stage)
    stage.picture()
    for widget in (stage.window, *(over for over, _ in stage.over)):
        assert nameless(widget) == []
    for over, _ in stage.over:
        over.hide()
        over.deleteLater()


def test_a_box_is_called_by_its_name_and_so_is_its_list(qtbot: QtBot) -> None:
    box = StillBox()
    qtbot.addWidget(box)
    box.addItems(["不分组", "按单位"])
    box.setAccessibleName("分组")
    box.show()
    box.showPopup()
    told = QAccessible.queryAccessibleInterface(box)
    assert "分组" in told.text(NAME) + told.text(QAccessible.Text.Description)
    assert QAccessible.queryAccessibleInterface(box.view()).text(NAME) == "分组"
    box.hidePopup()
    box.setEditable(True)
    assert nameless(box) == []
    box.setAccessibleName("单位")
    line = box.lineEdit()
    assert line is not None
    assert line.accessibleName() == "单位"


def test_no_box_is_without_a_name_and_a_description(window: MainWindow) -> None:
    desk_of(window).open_ledger()
    desk_of(window).open_disclosure()
    desk_of(window).open_tables()
    assert window.review is not None
    boxes = children_of(window, QComboBox)
    assert len(boxes) > 3
    for box in boxes:
        assert box.accessibleName(), box
        assert box.accessibleDescription() == box.accessibleName()


def test_lines_between_panes_are_dividers(window: MainWindow) -> None:
    for handle in children_of(window, QSplitterHandle):
        told = QAccessible.queryAccessibleInterface(handle)
        way = "左右" if handle.orientation() == Qt.Orientation.Horizontal else "上下"
        assert told.role() == QAccessible.Role.Separator
        assert way in told.text(NAME)


def test_a_figure_of_a_table_is_called_by_its_heads(window: MainWindow) -> None:
    panel = desk_of(window).open_tables()
    panel.show_table("t02_revenue")
    cell = next(cell for cell in panel.view.sheet.cells if cell.text == "1089.84")
    name = spoken(panel.view, cell, "linux")
    assert name.endswith(" 1089.84")
    assert "合计" in name
    assert "单位：" not in name
    assert spoken(panel.view, cell, "win32") == name.removesuffix(" 1089.84")
    table = QAccessible.queryAccessibleInterface(panel.view)
    assert table.role() == QAccessible.Role.Table
    assert table.childCount() == len(panel.view.sheet.cells) + 1


def test_what_the_lines_at_the_foot_tell_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for module in (status_line, bars):
        monkeypatch.setattr(module, "announce", lambda _, sentence: said.append(sentence))
    window.status.tell_opened(read_only=True)
    window.status.tell_findings("错误 3")
    window.status.tell_findings("错误 3")
    desk_of(window).notice.say("已导出 2 张表", "打开文件夹")
    assert said == ["只读", "审核结果：错误 3", "已导出 2 张表　打开文件夹"]


def test_how_a_job_ends_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(status_line, "announce", lambda _, sentence: said.append(sentence))
    jobs = Jobs(runner=ImmediateRunner())
    jobs.started.connect(window.status.job.follow)
    jobs.start("导出", lambda _: None, lambda _: None)

    def fail(_progress: object) -> None:
        raise OSError("磁盘已满")

    jobs.start("整理", fail, lambda _: None, failed=lambda _: None)
    assert [text.partition("，")[2] for text in said if "正在" not in text] == [
        "已完成",
        "没有完成",
    ]
