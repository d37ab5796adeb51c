"""Room for the form: in small windows, with the findings open, and with notices."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, open_form, projects, trigger

# Logical pixels; the last is 1366×768 at 150 %.
SIZES = [(1366, 768), (1024, 700), (1920, 1080), (911, 512)]


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_window_fits_and_the_form_keeps_its_room(
    window: MainWindow, width: int, height: int
) -> None:
    desk = desk_of(window)
    open_form(window, projects(window)[0])
    trigger(window, "check")
    window.resize(width, height)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (width, height), "nothing wants more"
    upper, lower = desk.rows.sizes()
    assert upper >= (upper + lower) * 3 // 5 - 1
    assert desk.below.isVisible()
    wanted = min(700, width - desk.panel.minimumWidth() - desk.side.minimumWidth() - 4)
    assert desk.tabs.width() >= wanted - 2


@pytest.mark.parametrize(("width", "height", "rows"), [(1366, 768, 6), (911, 512, 3)])
def test_f5_shows_rows_and_its_notice_covers_none(
    window: MainWindow, width: int, height: int, rows: int
) -> None:
    desk = desk_of(window)
    window.resize(width, height)
    open_form(window, projects(window)[0])
    trigger(window, "check")
    QApplication.processEvents()
    assert window.review is not None
    table = window.review.panel.table
    assert table.viewport().height() >= rows * table.rowHeight(0)
    assert desk.notice.isVisible()
    notice = place_of(desk.notice, window)
    assert not notice.intersects(place_of(window.review.panel, window))
    assert place_of(desk.tabs, window).contains(notice)


def test_a_share_dragged_by_hand_stays(window: MainWindow) -> None:
    desk = desk_of(window)
    open_form(window, projects(window)[0])
    trigger(window, "check")
    QApplication.processEvents()
    whole = sum(desk.rows.sizes())
    desk.rows.setSizes([whole // 3, whole - whole // 3])
    desk.rows.splitterMoved.emit(whole // 3, 1)
    window.resize(window.width() - 10, window.height())
    QApplication.processEvents()
    assert desk.rows.sizes()[0] < whole // 2


def test_nothing_that_is_told_makes_the_window_wider(window: MainWindow) -> None:
    window.resize(911, 484)
    line = window.status
    line.tell_total("永和县卫生健康和体育局所属" + "县乡镇卫生院联合体" * 8, 12_345_678_900)
    line.tell_undo("复制 " + "很长的项目名称" * 20)
    line.tell_findings("错误 20 · 需说明 261 · 提示 79")
    line.job.label.setText("正在导出 " + "很长的文件名" * 20)
    line.job.show()
    QApplication.processEvents()
    assert window.width() == 911
    assert line.zoom.geometry().right() <= line.width()
    assert line.total.toolTip() == line.total.text(), "what is cut is told whole"
