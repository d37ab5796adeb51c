"""How lines are drawn, and where a name is typed."""

import pytest
from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.view import OutlineView
from tests.desktop.tree.test_model import indicators, nodes


@pytest.fixture
def view(qtbot: QtBot) -> OutlineView:
    model = OutlineModel(indicators)
    model.set_departments(nodes({1: {2: [3, 4]}}))
    shown = OutlineView(model)
    qtbot.addWidget(shown)
    shown.resize(400, 200)
    shown.show()
    return shown


def test_a_line_leaves_the_next_ones_their_font(view: OutlineView) -> None:
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 24)  # type: ignore[attr-defined]  # not in the stubs
    picture = QPixmap(300, 24)
    painter = QPainter(picture)
    department = view.outline.index(0, 0, QModelIndex())
    view.itemDelegate().paint(painter, option, department)
    painter.end()
    assert not option.font.bold()  # type: ignore[attr-defined]


def test_a_name_is_typed_in_the_whole_line(view: OutlineView) -> None:
    department = view.outline.index(0, 0, QModelIndex())
    view.edit(department)
    field = view.findChild(QLineEdit)
    assert field is not None
    view.resize(420, 200)  # upon which Qt places the field anew
    view.updateEditorGeometries()
    assert field.geometry() == view.visualRect(department)
