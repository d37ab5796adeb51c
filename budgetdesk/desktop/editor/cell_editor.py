"""The text editor that lies over the active cell of a form, exactly on the painted text."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from budgetdesk.desktop.cells.held_focus import HeldFocus
from budgetdesk.desktop.editor.text_cache import text_option
from budgetdesk.desktop.editor.typeface import paper_font
from budgetdesk.desktop.palette import Palette
from budgetdesk.forms.sheet import Style


class CellEditor(HeldFocus, QTextEdit):
    """Edits the text of one cell after another."""

    height_changed = Signal()  # the text needs another height
    caret_moved = Signal()
    entered = Signal()  # the focus has come
    left = Signal()  # the focus went to another part of the window
    menu_wanted = Signal(QPoint)  # global position

    def __init__(self, parent: QWidget, wheel: Callable[[QWheelEvent], None]) -> None:
        """`wheel` is what is around the cell when the wheel is turned over it."""
        super().__init__(parent)
        self._wheel = wheel
        self.one_line = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { border: none; padding: 0; background: transparent; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self.height_changed)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.rest()

    # What is edited

    def rest(self) -> None:
        """Edit nothing, and show nothing."""
        super().rest()
        self.setPlainText("")
        self.setCursorWidth(0)
        self._cover(on=False)

    def dress(self, style: Style, zoom: float, colours: Palette) -> None:
        """Take on the look of a cell's text."""
        self.document().setDefaultFont(paper_font(style.size * zoom, bold=style.bold))
        self.document().setDefaultTextOption(text_option(style.align))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, colours.ink)
        palette.setColor(QPalette.ColorRole.Base, colours.paper)
        palette.setColor(QPalette.ColorRole.Highlight, colours.selection)
        palette.setColor(QPalette.ColorRole.HighlightedText, colours.ink)
        self.setPalette(palette)

    def start(self, text: str, *, one_line: bool, typed_over: bool, opaque: bool) -> None:
        """Show a text for editing, the caret at its end; `typed_over` when a key replaces it.

        An opaque editor hides what the form paints below it.
        """
        self.wake(typed_over=typed_over)
        self.one_line = one_line
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setCursorWidth(1)
        self._cover(on=opaque)

    def _cover(self, *, on: bool) -> None:
        """Paint paper under the text, so that each letter need not paint the form again."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on)

    def set_side_room(self, left: int, right: int) -> None:
        """Keep the text off the editor's left and right edges, in pixels; a new text forgets it."""
        document = self.document()
        root = document.rootFrame()
        shape = root.frameFormat()
        if (shape.leftMargin(), shape.rightMargin()) != (left, right):
            shape.setMargin(0)
            shape.setLeftMargin(left)
            shape.setRightMargin(right)
            document.setUndoRedoEnabled(False)  # no edit of the clerk's
            root.setFrameFormat(shape)
            document.setUndoRedoEnabled(True)

    def text(self) -> str:
        """The text as it stands, line breaks as line feeds."""
        return self.toPlainText()

    @property
    def text_height(self) -> float:
        """How high the text is in pixels, letters under composition included."""
        return self.document().size().height()

    def break_line(self) -> None:
        """Put in a line break."""
        self.textCursor().insertBlock(QTextBlockFormat())

    # Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters under composition move the caret without a word."""
        super().inputMethodEvent(event)
        self.caret_moved.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, on one line where the field is one line."""
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        self.insertPlainText(" ".join(text.split("\n")) if self.one_line else text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, on paper while it is edited.

        At rest there is nothing to draw: on screens of broken scale a caret of no width shows.
        """
        if not self.editing:
            return
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), self.palette().base())
            painter.end()
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form; a text field in a text field would keep it."""
        self._wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the form's menu."""
        self.menu_wanted.emit(event.globalPos())

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The cell grows with its text, so there is nothing to scroll."""
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            if bar.value():
                bar.setValue(0)

    def sizeHint(self) -> QSize:
        """No size of its own: the cell gives it."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """No size of its own: the cell gives it."""
        return QSize(0, 0)
