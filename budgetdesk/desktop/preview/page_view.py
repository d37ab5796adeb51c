"""The pages one below the other, each drawn when it comes into view."""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from budgetdesk.desktop.preview.document import PageRequest, PdfDocument
from budgetdesk.desktop.theme import colours, theme

_GAP = 16  # logical pixels between pages
_KEPT = 24  # pictures
_SMALLEST, _LARGEST = 0.25, 4.0
_STEP = 1.15
_SCREEN_DPI = 96 / 72  # logical pixels a point at 100 %

Fetch = Callable[[PageRequest, Callable[[QImage], None]], None]


class PageView(QAbstractScrollArea):
    """Shows a PDF. Pictures are fetched in the background through `fetch`."""

    page_changed = Signal(int)  # counted from 0
    zoom_changed = Signal()

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._document: PdfDocument | None = None
        self._pictures: OrderedDict[PageRequest, QImage] = OrderedDict()
        self._asked: set[PageRequest] = set()
        self._generation = 0
        self._zoom: float | None = None  # None: as wide as the view
        self._page = 0
        self._rects: list[QRect] = []
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self.viewport().update)

    @property
    def page(self) -> int:
        """The page in view, counted from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """Logical pixels a point, as a share of 96 dpi."""
        return self._fitting() if self._zoom is None else self._zoom

    def show_document(self, document: PdfDocument | None) -> None:
        """Show another PDF, at the same place; None lets go of the one there is."""
        self._document = document
        self._generation += 1
        self._pictures.clear()
        self._asked.clear()
        self._lay_out()

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom, 1.0 as printed; None keeps the page as wide as the view."""
        middle = self._page
        self._zoom = None if zoom is None else max(_SMALLEST, min(_LARGEST, zoom))
        self._lay_out()
        self.go_to(middle)
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Zoom in (positive) or out."""
        self.set_zoom(self.zoom * _STEP**steps)

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if self._rects:
            page = max(0, min(len(self._rects) - 1, page))
            self.verticalScrollBar().setValue(self._rects[page].top() - _GAP // 2)
            self._set_page(page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view; a page not drawn yet is blank paper."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colours().desk)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_view():
            self._draw(painter, page)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as the view where that was asked for."""
        page = self._page
        self._lay_out()
        self.go_to(page)
        self.zoom_changed.emit()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pages and ends by the keys that have their names."""
        bar = self.verticalScrollBar()
        deeds = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self._page + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self._page - 1),
            Qt.Key.Key_Home: lambda: bar.setValue(bar.minimum()),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
        }
        deed = deeds.get(Qt.Key(event.key()))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _draw(self, painter: QPainter, page: int) -> None:
        rect = self._rects[page].translated(self._offset())
        painter.fillRect(rect.adjusted(-1, 0, 2, 3), colours().shadow)
        painter.fillRect(rect, Qt.GlobalColor.white)
        request = PageRequest(page, self._scale())
        picture = self._pictures.get(request)
        if picture is not None:
            self._pictures.move_to_end(request)
            painter.drawImage(rect, picture)
            return
        older = next((p for r, p in reversed(self._pictures.items()) if r.page == page), None)
        if older is not None:
            painter.drawImage(rect, older)
        self._ask_for(request)

    def _ask_for(self, request: PageRequest) -> None:
        if request in self._asked:
            return
        self._asked.add(request)
        generation = self._generation
        self._fetch(request, lambda picture: self._take(generation, request, picture))

    def _take(self, generation: int, request: PageRequest, picture: QImage) -> None:
        if generation != self._generation:
            return
        self._asked.discard(request)
        self._pictures[request] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def _lay_out(self) -> None:
        sizes = self._document.sizes if self._document else ()
        factor = self.zoom * _SCREEN_DPI
        room = self.viewport().size()
        self._rects, top = [], _GAP
        for size in sizes:
            width, height = round(size.width() * factor), round(size.height() * factor)
            self._rects.append(QRect(max(_GAP, (room.width() - width) // 2), top, width, height))
            top += height + _GAP
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, top - room.height()))
        bar.setPageStep(room.height())
        bar.setSingleStep(40)
        widest = max((rect.width() for rect in self._rects), default=0) + 2 * _GAP
        across.setRange(0, max(0, widest - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()

    def _in_view(self) -> list[int]:
        """The pages that the view touches, in order."""
        seen = QRect(-self._offset(), self.viewport().size())
        first = bisect_left(self._rects, seen.top(), key=lambda rect: rect.bottom())
        last = bisect_right(self._rects, seen.bottom(), key=lambda rect: rect.top())
        return list(range(first, last))

    def _offset(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _fitting(self) -> float:
        sizes = self._document.sizes if self._document else ()
        widest = max((size.width() for size in sizes[:50]), default=595.0)
        room = self.viewport().width() - 2 * _GAP
        return max(_SMALLEST, min(1.6, room / (widest * _SCREEN_DPI)))

    def _scale(self) -> float:
        return round(self.zoom * _SCREEN_DPI * self.devicePixelRatioF(), 4)

    def _on_scrolled(self) -> None:
        seen = self._in_view()
        if not seen:
            return
        middle = -self._offset().y() + self.viewport().height() // 3
        self._set_page(next((p for p in seen if self._rects[p].bottom() >= middle), seen[-1]))

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
