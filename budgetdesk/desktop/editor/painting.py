"""Draws the sheet of paper: tints, texts, lines, marks, the selection and the active cell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from budgetdesk.desktop.editor.curves import draw_curves, light_tint
from budgetdesk.desktop.editor.gaps import gap_formats
from budgetdesk.desktop.editor.geometry import Geometry
from budgetdesk.desktop.editor.grid import GridPlace, Span
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.palette import Palette
from budgetdesk.forms.sheet import Cell, Role

_SHADOW_REACH, _SHADOW_DROP = 8, 3  # pixels
_ARROW = 14  # the part of a cell that opens its list, in pixels at 100 %
FRAME = 2  # the active cell's frame, in pixels
_MARK = 8  # a corner mark's legs, in pixels at 100 %


@dataclass(frozen=True, slots=True)
class View:
    """What a picture of the sheet shows beside the sheet itself."""

    current: Cell | None = None
    selection: Span | None = None  # None: the current cell alone
    editing: Cell | None = None  # its text is drawn by the cell editor
    focused: bool = False
    marks: Mapping[GridPlace, Mark] = field(default_factory=dict)


def paint_desk(painter: QPainter, area: QRect, paper: QRect, colours: Palette) -> None:
    """The desk, the paper on it and the paper's shadow; `area` is what must be drawn."""
    if not paper.contains(area):
        painter.fillRect(area, colours.desk)
        _cast_shadow(painter, paper, area, colours.shadow)
    painter.fillRect(paper.intersected(area), colours.paper)


def _cast_shadow(painter: QPainter, paper: QRect, area: QRect, colour: QColor) -> None:
    """A soft shadow of paper lit from above, paler the farther it reaches."""
    shadow = QRectF(paper).adjusted(_SHADOW_DROP, 2 * _SHADOW_DROP, -_SHADOW_DROP, -1)
    reach = _SHADOW_REACH + _SHADOW_DROP
    stops = [(step / reach, _paler(colour, (1 - step / reach) ** 2)) for step in range(reach + 1)]
    for gradient, place in (*_sides(shadow, reach), *_corners(shadow, reach)):
        if place.intersects(QRectF(area)):
            gradient.setStops(stops)
            painter.fillRect(place, QBrush(gradient))


def _sides(shadow: QRectF, reach: int) -> Iterator[tuple[QGradient, QRectF]]:
    """The straight parts, each with the way it fades."""
    outer = shadow.adjusted(-reach, -reach, reach, reach)
    width, height = shadow.width(), shadow.height()
    left, top, right, bottom = shadow.left(), shadow.top(), shadow.right(), shadow.bottom()
    yield QLinearGradient(0, top, 0, outer.top()), QRectF(left, outer.top(), width, reach)
    yield QLinearGradient(0, bottom, 0, outer.bottom()), QRectF(left, bottom, width, reach)
    yield QLinearGradient(left, 0, outer.left(), 0), QRectF(outer.left(), top, reach, height)
    yield QLinearGradient(right, 0, outer.right(), 0), QRectF(right, top, reach, height)


def _corners(shadow: QRectF, reach: int) -> Iterator[tuple[QGradient, QRectF]]:
    """The quarters of a circle about the corners."""
    for x, left in ((shadow.left(), shadow.left() - reach), (shadow.right(), shadow.right())):
        for y, top in ((shadow.top(), shadow.top() - reach), (shadow.bottom(), shadow.bottom())):
            yield QRadialGradient(QPointF(x, y), reach), QRectF(left, top, reach, reach)


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2,
        (one.green() + other.green()) // 2,
        (one.blue() + other.blue()) // 2,
    )


def _paler(colour: QColor, share: float) -> QColor:
    paler = QColor(colour)
    paler.setAlphaF(colour.alphaF() * share)
    return paler


def list_arrow(cell_rect: QRect, zoom: float) -> QRect:
    """The part of a cell with choices that opens its list."""
    side = round(_ARROW * zoom)
    top = cell_rect.top() + max((cell_rect.height() - side) // 2, 0)
    return QRect(cell_rect.right() - side - 2, top, side, side)


class SheetPainter:
    """Draws the cells of one geometry in one palette."""

    def __init__(self, painter: QPainter, geometry: Geometry, colours: Palette) -> None:
        self._painter = painter
        self._geometry = geometry
        self._colours = colours
        self._zoom = geometry.frame.zoom

    def paint(self, cells: Iterable[Cell], view: View) -> None:
        """Draw the cells, then what lies over them."""
        shown = tuple(cells)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for cell in shown:
            self._fill(cell)
        if view.selection is not None:
            self._select(shown, view.selection, view.current)
        self._lines(shown)
        for cell in shown:
            if cell.curves:
                draw_curves(self._painter, self._geometry.rect(cell), cell.curves, self._colours)
            if cell != view.editing:
                self._text(cell)
        self._over(shown, view)

    def _over(self, cells: Iterable[Cell], view: View) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell in cells if view.marks else ():
            mark = view.marks.get(GridPlace(cell.row, cell.column))
            if mark is not None:
                self._mark(cell, mark)
        if view.selection is not None:
            self._frame(self._span_rect(view.selection), 1, self._colours.accent)
        if view.current is not None:
            self._active(view.current, view)

    def _fill(self, cell: Cell) -> None:
        tint = {
            Role.LABEL: self._colours.label_tint if cell.style.border else None,
            Role.COMPUTED: self._colours.computed_tint,
            Role.LOCKED: self._colours.locked_tint,
        }.get(cell.role)
        if cell.style.light is not None:
            tint = light_tint(cell.style.light, self._colours)
        if tint is not None:
            self._painter.fillRect(self._geometry.rect(cell), tint)

    def _select(self, cells: Iterable[Cell], span: Span, current: Cell | None) -> None:
        for cell in cells:
            if span.holds(cell) and cell != current:
                self._painter.fillRect(self._geometry.rect(cell), self._colours.selection)

    def _lines(self, cells: tuple[Cell, ...]) -> None:
        pen = QPen(self._colours.line)
        pen.setCosmetic(True)
        pen.setWidth(max(1, round(self._painter.device().devicePixelRatio() * 0.8)))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell in cells:
            rect = self._geometry.rect(cell)
            if cell.style.border:
                self._painter.drawRect(rect)
            elif cell.role is Role.INPUT:
                self._rule(cell, rect)
        outer = QPen(_between(self._colours.line, self._colours.ink_faint))
        outer.setCosmetic(True)
        outer.setWidth(pen.width() + 1)
        self._painter.setPen(outer)
        self._painter.drawRect(self._geometry.table)

    def _rule(self, cell: Cell, rect: QRect) -> None:
        """A line to write on, where the form prints no box; on the screen only."""
        pad = self._geometry.pad_across(cell)
        down = rect.bottom() - self._geometry.frame.pad_down // 2
        self._painter.drawLine(rect.left() + pad // 2, down, rect.right() - pad, down)

    def _text(self, cell: Cell) -> None:
        text, ink = cell.text, self._colours.ink
        if cell.proposed:
            ink = self._colours.ink_faint
        if not text and cell.hint and cell.role is Role.INPUT:
            text, ink = cell.hint, self._colours.ink_faint
        if not text:
            return
        geometry = self._geometry
        block = geometry.block(cell, text)
        if block.layout is None:
            return
        self._painter.setPen(ink)
        gaps = gap_formats(cell.text, self._colours)
        rect = geometry.rect(cell)
        over = not cell.text and block.height > rect.height()  # a hint makes no row higher
        if over:
            self._painter.save()
            self._painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        block.layout.draw(self._painter, text_origin(geometry, cell, block.height), gaps)
        if over:
            self._painter.restore()

    def _mark(self, cell: Cell, mark: Mark) -> None:
        rect, leg = self._geometry.rect(cell), _MARK * self._zoom
        corner = QPainterPath(QPointF(rect.right() + 1 - leg, rect.top() + 1))
        corner.lineTo(rect.right() + 1, rect.top() + 1)
        corner.lineTo(rect.right() + 1, rect.top() + 1 + leg)
        corner.closeSubpath()
        self._painter.fillPath(corner, QBrush(getattr(self._colours, mark.colour)))

    def _active(self, cell: Cell, view: View) -> None:
        rect = self._geometry.rect(cell)
        colour = self._colours.accent if view.focused else self._colours.ink_faint
        self._frame(rect, FRAME, colour)
        if cell.choices and cell.role is Role.INPUT:
            self._arrow(list_arrow(rect, self._zoom))

    def _arrow(self, box: QRect) -> None:
        self._painter.fillRect(box, self._colours.paper)
        middle, half = QRectF(box).center(), box.width() * 0.28
        pen = QPen(self._colours.accent, 1.6 * self._zoom)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._painter.drawPolyline(
            [
                QPointF(middle.x() - half, middle.y() - half / 2),
                QPointF(middle.x(), middle.y() + half / 2),
                QPointF(middle.x() + half, middle.y() - half / 2),
            ]
        )

    def _frame(self, rect: QRect, width: int, colour: QColor) -> None:
        """A frame on a cell's lines, the rest of its width inside; `rect` ends at the next cell."""
        left, top, right, bottom = rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1
        across, down = right - left + 1, bottom - top + 1
        for side in (
            QRect(left, top, across, width),
            QRect(left, bottom - width + 1, across, width),
            QRect(left, top, width, down),
            QRect(right - width + 1, top, width, down),
        ):
            self._painter.fillRect(side, colour)

    def _span_rect(self, span: Span) -> QRect:
        geometry = self._geometry
        left, top = geometry.lefts[span.left], geometry.tops[span.top]
        right, bottom = geometry.lefts[span.right + 1], geometry.tops[span.bottom + 1]
        return QRect(left, top, right - left, bottom - top)


def text_origin(geometry: Geometry, cell: Cell, height: float) -> QPointF:
    """Where the upper left corner of a cell's text of some height lies on the paper."""
    left = geometry.rect(cell).left() + geometry.pad_across(cell)
    return QPointF(left, geometry.text_top(cell, height))


def visible_cells(geometry: Geometry, area: QRect) -> Iterator[Cell]:
    """The cells that touch a part of the paper."""
    if not geometry.sheet.rows:
        return
    first, last = geometry.row_at(area.top()), geometry.row_at(area.bottom())
    for cell in geometry.sheet.cells:
        if cell.row > last:
            return
        if cell.row + cell.rows > first:
            yield cell
