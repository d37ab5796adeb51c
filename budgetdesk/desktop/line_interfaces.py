"""The interfaces that tell screen readers of line edits, and of spin boxes around one.

Qt's own interface of a line edit seeks words and sentences with a search that never ends where
the text begins in Chinese or the question is for its end. Qt's multi-line fields seek in another
way, which ends. So the texts of all line edits are told by one field that is never shown: it says
and stands as the line edit does at every question.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEditableTextInterface,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QAccessibleValueInterface,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QAccessibleWidget,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from budgetdesk.desktop.accessible_pointers import nothing, pointer
from budgetdesk.desktop.held_interfaces import hold

# One line stays one line, of as many characters, in a field of many lines.
_ONE_LINE = str.maketrans(dict.fromkeys("\r\n\u2028\u2029\ufdd0\ufdd1", " "))


def interface_of(widget: QLineEdit | QAbstractSpinBox) -> QAccessibleInterface | None:
    """A new interface at each call: Qt frees each on its own."""
    if isinstance(widget, QLineEdit):
        return hold(AccessibleLine(widget, widget), widget)
    edit = widget.findChild(QLineEdit)
    return hold(AccessibleBox(widget, edit), widget) if edit is not None else None


class AccessibleLine(QAccessibleWidget):
    """A line edit, or a widget around one."""

    _ROLE = QAccessible.Role.EditableText

    def __init__(self, widget: QWidget, edit: QLineEdit) -> None:
        super().__init__(widget, self._ROLE)
        self._edit = edit
        self._editing = _Editing(edit)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """Its text, as the field that tells of it says it, and what can be done to the text."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return pointer(_teller().text_of(self._edit))
        if kind == QAccessible.InterfaceType.EditableTextInterface:
            return pointer(self._editing)
        return super().interface_cast(kind) or nothing()

    def text(self, kind: QAccessible.Text) -> str:
        """Its value, never a password's; its name and description, or what is to be typed."""
        if kind == QAccessible.Text.Value:
            return self._edit.displayText()
        told = super().text(kind)
        if not told and kind == QAccessible.Text.Description:
            return self._edit.placeholderText()
        return told

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Type another value, where one may be typed."""
        if kind == QAccessible.Text.Value and not self._edit.isReadOnly():
            self._edit.selectAll()
            self._edit.insert(text)

    def state(self) -> QAccessible.State:
        """What a widget tells, and that it can be typed into."""
        state: Any = super().state()
        state.editable = state.selectableText = True
        state.readOnly = self._edit.isReadOnly()
        state.passwordEdit = self._edit.echoMode() != QLineEdit.EchoMode.Normal
        state.supportsAutoCompletion = self._edit.completer() is not None
        return cast(QAccessible.State, state)


class AccessibleBox(AccessibleLine):
    """A spin box; Qt's own asks its line edit past all factories."""

    _ROLE = QAccessible.Role.SpinBox

    def __init__(self, box: QAbstractSpinBox, edit: QLineEdit) -> None:
        super().__init__(box, edit)
        self._number = _Number(box) if isinstance(box, QSpinBox | QDoubleSpinBox) else None

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """A number beside the text, where it has one."""
        if kind == QAccessible.InterfaceType.ValueInterface and self._number is not None:
            return pointer(self._number)
        return super().interface_cast(kind)


class _Number(QAccessibleValueInterface):
    """The number of a spin box, and its limits."""

    def __init__(self, box: QSpinBox | QDoubleSpinBox) -> None:
        super().__init__()
        self._box = box

    def currentValue(self) -> float:
        return self._box.value()

    def setCurrentValue(self, value: Any) -> None:
        self._box.setValue(value)

    def minimumValue(self) -> float:
        return self._box.minimum()

    def maximumValue(self) -> float:
        return self._box.maximum()

    def minimumStepSize(self) -> float:
        return self._box.singleStep()


class _Editing(QAccessibleEditableTextInterface):
    """Changes of a text; offsets are Qt's, in units of UTF-16."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__()
        self._edit = edit

    def deleteText(self, start: int, end: int) -> None:
        self.replaceText(start, end, "")

    def insertText(self, offset: int, text: str) -> None:
        self.replaceText(offset, offset, text)

    def replaceText(self, start: int, end: int, text: str) -> None:
        if self._edit.isReadOnly():
            return
        self._edit.setCursorPosition(start)
        self._edit.setSelection(start, end - start)
        self._edit.insert(text)


@cache
def _teller() -> "_Teller":
    return _Teller()


class _Teller(QTextEdit):
    """Says and stands as a line edit does, without being shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self._edit: QLineEdit | None = None
        self._following = False
        self._said = ""
        self._text = QAccessible.queryAccessibleInterface(self).textInterface()
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)

    def text_of(self, edit: QLineEdit) -> QAccessibleTextInterface:
        """The text of a line edit as it is now, until the next one is asked for."""
        with self._follow():
            self._edit = edit
            self._say(edit.displayText().translate(_ONE_LINE))
            self._stand(edit)
            self._mark(edit)
            for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
                bar.setValue(0)  # what is outside the line edit is outside here, not scrolled to
        return self._text

    @contextmanager
    def _follow(self) -> Iterator[None]:
        self._following = True
        try:
            yield
        finally:
            self._following = False

    def _say(self, text: str) -> None:
        if text != self._said:
            self.setPlainText(text)
            self._said = text

    def _mark(self, edit: QLineEdit) -> None:
        """Cursor and selection."""
        position = anchor = edit.cursorPosition()
        if edit.hasSelectedText():
            first, last = edit.selectionStart(), edit.selectionEnd()
            anchor = last if position == first else first
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) != (anchor, position):
            cursor.setPosition(anchor)
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _stand(self, edit: QLineEdit) -> None:
        """Every character where the line edit shows it."""
        if self.font() != edit.font():
            self.setFont(edit.font())
        caret = edit.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        before = QTextCursor(self.document())
        before.setPosition(edit.cursorPosition(), QTextCursor.MoveMode.KeepAnchor)
        metrics = edit.fontMetrics()
        left = caret.center().x() - metrics.horizontalAdvance(before.selectedText())
        width = metrics.horizontalAdvance(self._said) + metrics.averageCharWidth()
        self.move(edit.mapToGlobal(QPoint(left, caret.top())))
        self.resize(width, metrics.height())
        self.viewport().setGeometry(self.rect())  # which waits for being shown

    def _lead(self) -> None:
        """What a reader moves or marks here is moved and marked in the line edit."""
        if self._following or self._edit is None or not shiboken6.isValid(self._edit):
            return
        cursor = self.textCursor()
        self._edit.setCursorPosition(cursor.position())
        if cursor.hasSelection():
            self._edit.setSelection(cursor.anchor(), cursor.position() - cursor.anchor())
