"""The text editor that lies over the active cell, exactly on the painted text.

It keeps the keyboard focus all the time, also while nothing is edited: then it is empty and
unseen, and the first pinyin letter finds a living input field. Handing the focus over only when
the first key arrives would lose that letter to the input method.
"""

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from budgetdesk.desktop.cell_keys import CellKeys, leaves_cell, types_text
from budgetdesk.desktop.editor.text_cache import text_option
from budgetdesk.desktop.editor.typeface import paper_font
from budgetdesk.desktop.palette import Palette
from budgetdesk.forms.sheet import Style


class FormKeys(CellKeys, Protocol):
    """The form around the cell."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel was turned over the cell."""


class CellEditor(QTextEdit):
    """Edits the text of one cell after another."""

    height_changed = Signal()  # the text needs another height
    caret_moved = Signal()
    left = Signal()  # the focus went to another part of the window
    menu_wanted = Signal(QPoint)  # global position

    def __init__(self, keys: FormKeys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.editing = False
        self.one_line = False
        self._typed_over = False
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
        """Edit nothing: stay focused and ready, but unseen and out of the mouse's way."""
        self.editing = False
        self._typed_over = False
        self.setPlainText("")
        self.setCursorWidth(0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
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
        self.editing = True
        self.one_line = one_line
        self._typed_over = typed_over
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setCursorWidth(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
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

    @property
    def text(self) -> str:
        """The text as it stands, line breaks as line feeds."""
        return self.toPlainText()

    @property
    def text_height(self) -> float:
        """How high the text is in pixels, letters under composition included."""
        return self.document().size().height()

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not yet text."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def finish_composing(self) -> None:
        """Have the input method hand over what it holds."""
        if self.composing:
            QGuiApplication.inputMethod().commit()

    def break_line(self) -> None:
        """Put in a line break."""
        self.textCursor().insertBlock(QTextBlockFormat())

    # Qt

    def event(self, event: QEvent) -> bool:
        """Keep from the window's shortcuts the keys that the form acts on."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._keys.claims_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The form first, then the text; a letter on a resting cell begins to replace it."""
        if self._keys.take_key(event):
            event.accept()
            return
        if not self.editing and not (types_text(event) and self._keys.begin_typing()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The first letter under composition begins to replace the cell's text."""
        brings = event.preeditString() or event.commitString()
        if not self.editing and brings and not self._keys.begin_typing():
            event.ignore()
            return
        if event.commitString():
            self._typed_over = False
        super().inputMethodEvent(event)
        self.caret_moved.emit()  # letters under composition move it without a word
        if self.editing and not brings and self._typed_over and not self.text:
            self._keys.give_up()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, on one line where the field is one line."""
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        self.insertPlainText(" ".join(text.split("\n")) if self.one_line else text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the form that the cell is left."""
        super().focusOutEvent(event)
        if leaves_cell(event):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, on paper while it is edited."""
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), self.palette().base())
            painter.end()
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: it scrolls, never the cell."""
        self._keys.wheelEvent(event)

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
