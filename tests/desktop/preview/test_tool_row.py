"""The preview's tools fold where the room is small, and none is clipped."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import desk_of, trigger


@pytest.fixture
def panel(window: MainWindow) -> PreviewPanel:
    trigger(window, "preview")
    found = desk_of(window).tabs.current_preview()
    assert found is not None
    found.setParent(None)
    found.show()
    return found


def shown(panel: PreviewPanel) -> list[QWidget]:
    parts = (panel.tools.row.itemAt(place).widget() for place in range(panel.tools.row.count()))
    return [part for part in parts if part is not None and part.isVisible()]


@pytest.mark.parametrize("width", [1000, 700, 560, 500, 430, 380, 320])
def test_no_tool_is_clipped(panel: PreviewPanel, width: int) -> None:
    panel.resize(width, 400)
    QApplication.processEvents()
    for part in (panel.print_button, panel.save_button):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width()
    parts = shown(panel)
    assert parts[-1].geometry().right() < panel.tools.width()
    for left, right in pairwise(parts):
        assert left.geometry().right() < right.geometry().left()


def test_what_folded_comes_back(panel: PreviewPanel) -> None:
    panel.resize(1000, 400)
    QApplication.processEvents()
    whole = len(shown(panel))
    panel.resize(320, 400)
    QApplication.processEvents()
    assert len(shown(panel)) < whole
    assert panel.save_button.text() == "PDF…"
    assert panel.save_button.accessibleName() == "另存为 PDF"
    panel.resize(1000, 400)
    QApplication.processEvents()
    assert len(shown(panel)) == whole
    assert panel.save_button.text() == "另存为 PDF…"
