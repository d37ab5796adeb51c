"""Typing into a cell of a line: what may be chosen, what is refused, and writing it."""

from enum import StrEnum
from typing import TYPE_CHECKING

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.editor.notice import CellNotice
from budgetdesk.desktop.ledger.rows import Heading, NewRow, Row
from budgetdesk.desktop.ledger.suggestions import Suggestions
from budgetdesk.desktop.theme import colours
from budgetdesk.domain.ledger_choices import Choice, choices_for
from budgetdesk.domain.ledger_lines import AMOUNT, Line
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.typed import TypedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from budgetdesk.desktop.ledger.table import LinesTable


class CellEditing:
    """Opens the current cell, offers what suits, writes what was typed when the cell is left."""

    def __init__(self, table: "LinesTable") -> None:
        self._table = table
        self._cell = table.cell
        self._row: Row | None = None
        self._column: StrEnum = LedgerField.UNIT
        self._before = ""
        self.typed_over = False  # arrows leave the cell
        self.list = Suggestions(table.viewport())
        self.notice = CellNotice(table.viewport())
        self._cell.textEdited.connect(self._on_text)
        self._cell.left.connect(self.commit)
        self.list.taken.connect(self._take)

    @property
    def open(self) -> bool:
        """Whether a cell is being edited."""
        return self._cell.editing

    @property
    def changed(self) -> bool:
        """Whether the open cell holds another text than before."""
        return self.open and self._cell.text() != self._before

    def begin(self, *, typed_over: bool) -> bool:
        """Open the current cell; False where nothing may be typed."""
        table = self._table
        row, column = table.current_row(), table.current_column()
        if self.open:
            return True
        if not table.work.writable:
            table.message.emit(table.work.reason)
            return False
        if row is None or isinstance(row, Heading):
            return False
        table.scrollTo(table.currentIndex())
        table.place_cell()
        self._row, self._column, self.typed_over = row, column, typed_over
        line = _line(row)
        self._before = table.ledger.terms.editable(line, column) if line else ""
        self._cell.start(
            "" if typed_over else self._before,
            typed_over=typed_over,
            right=column == AMOUNT,
        )
        self.notice.hide()
        if column not in table.ledger.terms.catalogues and column != LedgerField.PROJECT:
            self.show_choices()
        return True

    def commit(self) -> bool:
        """Write the open cell and close it; False when its text is refused and it stays open."""
        if not self.open:
            return True
        self._cell.finish_composing()
        if not self.changed:
            self.close()
            return True
        try:
            made = self._write(self._cell.text())
        except (TypedError, BookError) as error:
            self.refuse(str(error))
            return False
        self.close()
        if made:
            self._table.go_to_line(made, self._table.currentIndex().column())
        self._tell_unnamed()
        return True

    def close(self) -> None:
        """Close the cell; what was typed and not written is given up."""
        self._cell.rest()
        self._row = None
        self.hide_slips()
        self._table.place_cell()

    def refuse(self, sentence: str) -> None:
        """Say below the cell why its text is refused."""
        self.list.hide()
        self._table.scrollTo(self._table.currentIndex())
        self.notice.show_for(sentence, self._table.cell_rect(), colours().error)

    def hide_slips(self) -> None:
        """Take list and sentence away."""
        self.list.hide()
        self.notice.hide()

    def show_choices(self) -> None:
        """List what suits the text; what the cell holds when nothing was typed yet."""
        text = self._cell.text()
        untouched = not self.typed_over and text == self._before
        found = self._choices("" if untouched else text)
        self.list.offer(found, self._table.cell_rect(), marked=self._marked(found, text))

    def _choices(self, text: str) -> "Sequence[Choice]":
        line = _line(self._row) or self._table.work.fresh(column=self._column)
        return choices_for(self._table.ledger.terms, line, self._column, text)

    def _marked(self, found: "Sequence[Choice]", text: str) -> int:
        """Which choice Enter takes: none where the text may well be meant as it stands."""
        held = next((place for place, each in enumerate(found) if each.typed == text), -1)
        if held >= 0 or not text:
            return held
        if self._column == LedgerField.PROJECT:
            return 0 if text.isascii() and text.isalpha() else -1
        if text.isdigit() and found and not found[0].typed.startswith(text):
            return -1
        return 0

    def _write(self, text: str) -> int:
        """Write the text; the id of the line it began in the new row, else 0."""
        work = self._table.work
        begun = _line(self._row)
        if begun is None:
            return work.begin(self._column, text) if text.strip() else 0
        # As it is now: the line may have changed elsewhere since its cell was opened.
        line = self._table.ledger.arrangement.lines.get(begun.id)
        if line is None:
            raise TypedError("这一行已经被删除，请按 Esc 放弃修改。")
        work.write(line, self._column, text)
        return 0

    def _tell_unnamed(self) -> None:
        """Say how a code is named that was just written and that no catalogue has."""
        line, column, terms = self._table.current_line(), self._column, self._table.ledger.terms
        code = getattr(line, column.value) if line and column in terms.catalogues else None
        if code and code in dict(terms.unknown(line)).values():
            name = terms.code_kind(column).name
            how = f"要为它命名，在编码后面写上名称：“{code} 名称”。"
            self._table.message.emit(f"目录中没有{name} {code}，已照录。{how}")

    def _on_text(self) -> None:
        self.notice.hide()
        if self._column != AMOUNT:
            self.show_choices()

    def _take(self, text: str) -> None:
        self._cell.setText(text)
        self.commit()


def _line(row: Row | None) -> Line | None:
    return None if row is None or isinstance(row, Heading | NewRow) else row
