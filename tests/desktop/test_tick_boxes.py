"""A box to be ticked looks alike wherever it stands, and stands out from what it lies on."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListView,
    QListWidget,
    QMenu,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.icons import SMALL, icon
from budgetdesk.desktop.palette import SURFACES, Palette, contrast
from budgetdesk.desktop.theme import colours

_PLACES: tuple[type[QWidget], ...] = (QCheckBox, QListView, QListWidget, QTreeView, QTableView)
_VIEWS: tuple[Callable[[], QAbstractItemView], ...] = (QListView, QTreeView, QTableView)
_ON = QStyle.StateFlag.State_Enabled
_STATES = {
    "empty": QStyle.StateFlag.State_Off | _ON,
    "ticked": QStyle.StateFlag.State_On | _ON,
    "half": QStyle.StateFlag.State_NoChange | _ON,
    "empty, disabled": QStyle.StateFlag.State_Off,
    "ticked, disabled": QStyle.StateFlag.State_On,
    "half, disabled": QStyle.StateFlag.State_NoChange,
}
_SCALES = (1.0, 1.25, 1.5, 2.0)
_BOX = 16  # logical pixels
_SEEN = 3.0  # the contrast that a control's outline needs (WCAG 2.1, 1.4.11)


def drawn(place: QWidget, state: QStyle.StateFlag, ground: QColor, scale: float) -> QImage:
    """A box as the style draws it for a widget, on a ground of one colour."""
    option: Any = QStyleOptionButton()  # the stubs don't know what an option holds
    element = QStyle.PrimitiveElement.PE_IndicatorCheckBox
    if isinstance(place, QAbstractItemView):
        option = QStyleOptionViewItem()
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
    option.rect, option.state = QRect(0, 0, _BOX, _BOX), state
    place.ensurePolished()
    side = round(_BOX * scale)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(ground)
    painter = QPainter(image)
    place.style().drawPrimitive(element, option, painter, place)
    painter.end()
    return image


def line(image: QImage, at: int | None = None) -> list[QColor]:
    """The pixels of one row of an image, the middle one unless told."""
    height = image.height() // 2 if at is None else at
    return [image.pixelColor(x, height) for x in range(image.width())]


def best(pixels: list[QColor], ground: QColor) -> float:
    """The greatest contrast of some pixels with a ground."""
    return max(contrast(pixel, ground) for pixel in pixels)


@pytest.mark.parametrize("scale", _SCALES)
@pytest.mark.parametrize("state", _STATES)
def test_a_box_is_alike_in_all_places_and_seen_on_every_surface(
    qtbot: QtBot, palette: Palette, state: str, scale: float
) -> None:
    places = [make() for make in _PLACES]
    for place in places:
        qtbot.addWidget(place)
    for surface in SURFACES:
        ground = getattr(palette, surface)
        first, *others = (drawn(place, _STATES[state], ground, scale) for place in places)
        assert all(other == first for other in others)
        across = line(first)
        third = len(across) // 3
        assert best(across[:third], ground) >= _SEEN, (surface, "left edge")
        assert best(across[-third:], ground) >= _SEEN, (surface, "right edge")
        if not state.startswith("empty"):
            inner = [
                pixel for at in range(third, 2 * third) for pixel in line(first, at)[third:-third]
            ]
            below = ground if "disabled" in state else palette.accent
            assert best(inner, below) >= _SEEN, (surface, "mark")


@pytest.mark.parametrize("scale", _SCALES)
def test_no_two_states_look_alike(qtbot: QtBot, palette: Palette, scale: float) -> None:
    view = QListView()
    qtbot.addWidget(view)
    images = [drawn(view, state, palette.paper, scale) for state in _STATES.values()]
    assert all(one != other for at, one in enumerate(images) for other in images[:at])


@pytest.mark.parametrize("make", _VIEWS)
@pytest.mark.parametrize("enabled", [True, False])
def test_the_box_of_a_row_is_seen_and_its_text_says_whether_it_can_be_ticked(
    qtbot: QtBot, palette: Palette, make: Callable[[], QAbstractItemView], *, enabled: bool
) -> None:
    view = make()
    qtbot.addWidget(view)
    item = QStandardItem("██")
    item.setCheckable(True)
    item.setEnabled(enabled)
    model = QStandardItemModel(view)
    model.appendRow(item)
    view.setModel(model)
    view.setCurrentIndex(model.index(-1, -1))
    view.show()
    row = view.visualRect(model.index(0, 0)).translated(view.viewport().geometry().topLeft())
    shown = view.grab().toImage().copy(row)
    box, text = line(shown)[: _BOX + 8], line(shown)[_BOX + 8 :]
    assert best(box, shown.pixelColor(0, 1)) >= _SEEN
    assert (palette.ink if enabled else palette.ink_faint) in text


def test_texts_of_a_menu_stand_below_each_other(qtbot: QtBot, palette: Palette) -> None:
    """With an icon, a tick, or neither."""
    menu = QMenu()
    qtbot.addWidget(menu)
    for _ in range(3):
        menu.addAction("█")
    plain, pictured, ticked = menu.actions()
    pictured.setIcon(icon("search", (SMALL,)))
    ticked.setCheckable(True)
    shown = menu.grab().toImage()
    starts = set()
    for action in (plain, pictured, ticked):
        across = line(shown, menu.actionGeometry(action).center().y())
        # A full block is the only run of ink so wide.
        starts.add(
            next(
                x for x in range(len(across)) if all(it == palette.ink for it in across[x : x + 8])
            )
        )
    assert len(starts) == 1


@pytest.mark.parametrize("enabled", [True, False])
def test_the_tick_of_a_menu_is_seen(qtbot: QtBot, palette: Palette, *, enabled: bool) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("　")
    action.setCheckable(True)
    action.setEnabled(enabled)
    images = []
    for ticked in (False, True):
        action.setChecked(ticked)
        images.append(menu.grab().toImage())
    bare, marked = images
    new = [
        marked.pixelColor(x, y)
        for x in range(marked.width())
        for y in range(marked.height())
        if marked.pixelColor(x, y) != bare.pixelColor(x, y)
    ]
    assert best(new, colours().paper) >= _SEEN
