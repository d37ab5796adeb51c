"""The commands of a grid of lines, each an action with its Chinese name and its keys."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from budgetdesk.book.errors import BookError
from budgetdesk.desktop.cells.keyboard import key_action, write_keys
from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.editing import LineEditing
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.pasting import LinePasting
from budgetdesk.desktop.ledger.rows import GroupHeading, NewRow
from budgetdesk.desktop.ledger.work import LinesWork, lines_among
from budgetdesk.domain.ledger_lines import AMOUNT, Line
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.clipboard.writing import format_cells


class LineCommands(QObject):
    """What can be done with the chosen cells and lines."""

    message = Signal(str)  # one quiet sentence
    naming_wanted = Signal()

    def __init__(
        self, editing: LineEditing, cursor: Cursor, model: LinesModel, work: LinesWork,
        bearer: QWidget,
    ) -> None:  # fmt: skip
        """`bearer` is the widget that has the actions."""
        super().__init__(bearer)
        self._editing = editing
        self._cursor = cursor
        self._model = model
        self._work = work
        self._bearer = bearer
        self._all: list[QAction] = []
        self.pasting = LinePasting(
            cursor, model, work, work.jobs, bearer,
            attempt=self._attempt, say=self.message.emit, show=self._show_made,
        )  # fmt: skip
        self.cut = self._action("剪切", "Ctrl+X", self._cut)
        self.copy = self._action("复制", "Ctrl+C", self._copy)
        self.paste = self._action("粘贴", "Ctrl+V", self.pasting.paste)
        self.paste_lines = self._action(
            "粘贴为新的行…", "Ctrl+Shift+V", self.pasting.paste_as_lines
        )
        self.clear = self._action("清除内容", "Del", self._clear)
        self.fill_down = self._action("向下填充", "Ctrl+D", self._fill_down)
        self.insert_line = self._action("插入行", "Ctrl+Return", self._insert)
        self.duplicate = self._action("复制行", "Ctrl+Shift+D", self._duplicate)
        self.delete_lines = self._action("删除行", "Ctrl+-", self._delete)
        self.name_code = self._action("为科目命名…", "", self.naming_wanted.emit)
        self.correspond = self._action("按对应关系填政府经济科目", "", self._correspond)

    def menu(self) -> list[QAction | None]:
        """The commands for a menu, None where a line parts them."""
        self.refresh()
        cells = [self.cut, self.copy, self.paste, self.paste_lines, self.clear, self.fill_down]
        lines = [self.insert_line, self.duplicate, self.delete_lines]
        codes = [self.name_code]
        if isinstance(self._model.terms, LedgerTerms):
            codes = [self.correspond, self.name_code]
        return [*cells, None, *lines, None, *codes]

    def refresh(self) -> None:
        """Enable what can be done with the current cell."""
        writable = self._work.writable
        on_line = self._cursor.line is not None
        for action in (self.paste, self.paste_lines, self.insert_line):
            action.setEnabled(writable)
        self.fill_down.setEnabled(writable and not isinstance(self._cursor.row, GroupHeading))
        over_lines = (self.cut, self.clear, self.duplicate, self.delete_lines)
        for action in (*over_lines, self.correspond, self.name_code):
            action.setEnabled(writable and on_line)

    def release(self) -> None:
        """Enable all again: what a menu offered for one cell says nothing of the next."""
        for action in self._all:
            action.setEnabled(True)

    # What is chosen

    def lines(self) -> list[Line]:
        """The lines that any chosen cell is in."""
        return lines_among(map(self._model.row, self._cursor.chosen().rows))

    def columns(self) -> list[StrEnum]:
        """The columns that any chosen cell is in."""
        columns = self._model.columns
        return [columns[number] for number in self._cursor.chosen().columns]

    # The clipboard

    def _copy(self) -> None:
        terms, columns = self._model.terms, self.columns()
        texts = [[_to_copy(terms.shown(line, column), column) for column in columns]
                 for line in self.lines()]  # fmt: skip
        if texts:
            alone = len(texts) == len(texts[0]) == 1
            QGuiApplication.clipboard().setText(texts[0][0] if alone else format_cells(texts))

    def _cut(self) -> None:
        self._copy()
        self._clear()

    # Cells and lines

    def _clear(self) -> None:
        if self._cursor.chosen().whole_lines:
            self._delete()
        elif self.lines():
            self._work.clear(self.lines(), self.columns())

    def _fill_down(self) -> None:
        lines, cursor = self.lines(), self._cursor
        if not lines and cursor.row == NewRow():
            self._begin_as_above()
        elif len(lines) == 1:  # as in WPS: from the cell above
            above = lines_among(reversed(self._model.shown[: cursor.chosen().rows[0]]))
            lines = above[:1] + lines
        if len(lines) > 1:
            self._work.fill(lines, self.columns())

    def _begin_as_above(self) -> None:
        """Begin a line in the new row by what the cell above says."""
        cursor, column = self._cursor, self._cursor.column
        above = self._model.line(cursor.index.row() - 1)
        text = self._model.terms.editable(above, column) if above else ""
        if text:
            cursor.go_to_line(self._work.begin(column, text))

    def _insert(self) -> None:
        cursor = self._cursor
        here = cursor.line
        kind = self._work.kind
        [made] = self._work.add(f"新增一行{kind.name}", [self._work.fresh(here)], after=here)
        cursor.go_to_line(made, self._model.columns.index(kind.first))

    def _duplicate(self) -> None:
        lines = self.lines()
        if lines:
            self._show_made(self._work.duplicate(lines))

    def _delete(self) -> None:
        lines = self.lines()
        if lines:
            row = self._cursor.chosen().rows[0]
            column = self._cursor.index.column()
            self._work.delete(lines)
            self._cursor.go_to(row, column)
            self.message.emit(f"已删除 {len(lines)} 行，Ctrl+Z 可以撤销。")

    def _correspond(self) -> None:
        count = self._work.correspond(self.lines())
        done = f"已按对应关系填写 {count} 行。"
        self.message.emit(done if count else "选中的行没有要按对应关系填写的。")

    def _show_made(self, made: Sequence[int]) -> None:
        """Put the cursor on new lines, all of them chosen where they stand together."""
        places = [self._model.place(line_id) for line_id in made]
        first, last = min(places), max(places)
        if len(made) == 1:
            self._cursor.go_to(first, max(self._cursor.index.column(), 0))
        elif first >= 0:
            self._cursor.choose_rows(first, last if last - first == len(made) - 1 else first)

    def _action(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        # The table takes its keys itself; the shortcut is there for menus to show.
        action = key_action(self._bearer, text, keys, lambda: self._do(act))
        write_keys(action, text)
        self._all.append(action)
        return action

    def _do(self, act: Callable[[], object]) -> None:
        """Carry out a command after the open cell is written; a refusal is said below the cell."""
        if not self._editing.commit():
            return
        if act != self._copy and not self._work.writable:
            self.message.emit(self._work.reason)
            return
        self._attempt(act)

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (TypedError, BookError) as error:
            self._editing.refuse(str(error))


def _to_copy(text: str, column: StrEnum) -> str:
    """Amounts without separators, so that Excel takes them as numbers."""
    return text.replace(",", "") if column == AMOUNT else text
