"""Typing into a cell of a line: what may be chosen, what is refused, and writing it."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QTableView

from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import GroupHeading, NewRow, Row
from budgetdesk.desktop.ledger.table_editing import TableEditing
from budgetdesk.desktop.ledger.work import LinesWork
from budgetdesk.domain.ledger_choices import Choice, choices_for
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import AMOUNT, Line
from budgetdesk.domain.typed import TypedError


class LineEditing(TableEditing):
    """Opens the current cell, offers what suits, writes what was typed when the cell is left."""

    message = Signal(str)  # one quiet sentence

    def __init__(
        self, view: QTableView, cursor: Cursor, model: LinesModel, work: LinesWork
    ) -> None:
        super().__init__(view)
        self._cursor = cursor
        self._model = model
        self._work = work
        self._row: Row | None = None
        self._column: StrEnum = LedgerField.UNIT
        self._made = 0  # the line that the text just written has begun

    def begin(self, *, typed_over: bool) -> bool:
        """Open the current cell; False where nothing may be typed."""
        row, column = self._cursor.row, self._cursor.column
        if self.open:
            return True
        if not self._work.writable:
            self.message.emit(self._work.reason)
            return False
        if row is None or isinstance(row, GroupHeading):
            return False
        self._row, self._column = row, column
        line, terms = _line(row), self._model.terms
        held = terms.editable(line, column) if line else ""
        self._start(held, typed_over=typed_over, right=column == AMOUNT)
        self.notice.hide()
        if column not in terms.catalogues and column != LedgerField.PROJECT:
            self.show_choices()
        return True

    def _tell(self, sentence: str) -> None:
        self.message.emit(sentence)

    def close(self) -> None:
        """Close the cell; what was typed and not written is given up."""
        super().close()
        self._row = None

    def refuse(self, sentence: str) -> None:
        """Say below the cell why its text is refused."""
        self.list.hide()
        self._view.scrollTo(self._cursor.index)
        super().refuse(sentence)

    def place(self) -> None:
        """Lay the editor over the current cell, and say to a screen reader which it is."""
        super().place()
        if not self.open:
            self._tell_cell()

    def show_choices(self) -> None:
        """List what suits the text; what the cell holds when nothing was typed yet."""
        text = self.editor.text()
        untouched = not self.typed_over and text == self._before
        found = self._choices("" if untouched else text)
        self.list.offer(found, self.cell_rect(), marked=self._marked(found, text))

    def _choices(self, text: str) -> Sequence[Choice]:
        line = _line(self._row) or self._work.fresh(column=self._column)
        return choices_for(self._model.terms, line, self._column, text)

    def _marked(self, found: Sequence[Choice], text: str) -> int:
        """Which choice Enter takes: none where the text may well be meant as it stands."""
        held = next((place for place, each in enumerate(found) if each.typed == text), -1)
        if held >= 0 or not text:
            return held
        if self._column == LedgerField.PROJECT:
            return 0 if text.isascii() and text.isalpha() else -1
        if text.isdigit() and found and not found[0].typed.startswith(text):
            return -1
        return 0

    def _write(self, text: str) -> None:
        work = self._work
        begun = _line(self._row)
        if begun is None:
            self._made = work.begin(self._column, text) if text.strip() else 0
            return
        # As it is now: the line may have changed elsewhere since its cell was opened.
        line = self._model.arrangement.lines.get(begun.id)
        if line is None:
            raise TypedError("这一行已经被删除，请按 Esc 放弃修改。")
        work.write(line, self._column, text)

    def _written(self) -> None:
        made, self._made = self._made, 0
        if made:
            self._cursor.go_to_line(made)
        self._tell_unnamed()

    def _tell_unnamed(self) -> None:
        """Say how a code is named that was just written and that no catalogue has."""
        line, column, terms = self._cursor.line, self._column, self._model.terms
        code = getattr(line, column.value) if line and column in terms.catalogues else None
        if code and code in dict(terms.unknown(line)).values():
            name = terms.code_kind(column).name
            how = f"要为它命名，在编码后面写上名称：“{code} 名称”。"
            self.message.emit(f"目录中没有{name} {code}，已照录。{how}")

    def _on_text(self, _text: str) -> None:
        self.notice.hide()
        if self._column != AMOUNT:
            self.show_choices()

    def _tell_cell(self) -> None:
        index = self._cursor.index
        label = self._model.terms.labels[self._cursor.column]
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or label
        self.editor.setAccessibleName(f"第 {index.row() + 1} 行 {spoken}")
        if self.editor.hasFocus():
            said = QAccessibleEvent(self.editor, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(said)


def _line(row: Row | None) -> Line | None:
    return None if row is None or isinstance(row, GroupHeading | NewRow) else row
