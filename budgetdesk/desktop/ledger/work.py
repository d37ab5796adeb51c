"""What is done to the lines of the ledger, each deed one step; and the news of all steps."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from budgetdesk.book import edit, read
from budgetdesk.book.change import Action, Change
from budgetdesk.desktop.ledger.model import COLUMNS, LedgerModel
from budgetdesk.desktop.ledger.rows import Row
from budgetdesk.desktop.ledger.source import changes_terms, terms_of
from budgetdesk.desktop.session import Session
from budgetdesk.domain.ledger_terms import LedgerTerms, field_label, fresh_line
from budgetdesk.domain.ledger_words import LedgerField
from budgetdesk.domain.records import LedgerLine
from budgetdesk.domain.typed import TypedError

_ALWAYS_FILLED = (LedgerField.UNIT, LedgerField.NATURE, LedgerField.SOURCE, LedgerField.ORIGIN)
Block = Sequence[Sequence[str]]


class LedgerWork(QObject):
    """Changes lines through steps of the book and keeps the model at what the book holds.

    Every deed raises BookError where the book refuses it and changes nothing then.
    """

    refreshed = Signal()  # the model shows another state of the book

    def __init__(self, session: Session, model: LedgerModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._after: int | None = None  # where the lines of the step under way stand
        session.changed.connect(self._on_change)
        self.reload()

    def leave(self) -> None:
        """Hear no more of the book."""
        self._session.changed.disconnect(self._on_change)

    @property
    def writable(self) -> bool:
        """Whether lines can be changed: not in a read-only book, and not without a unit."""
        return not self._session.book.read_only and bool(self._model.terms.units)

    @property
    def reason(self) -> str:
        """Why nothing can be changed; "" where it can."""
        if self._session.book.read_only:
            return "账套是只读的，不能修改。"
        return "" if self.writable else "请先新建单位，再录入预算明细。"

    def reload(self) -> None:
        """Read everything from the book again."""
        book = self._session.book
        self._model.arrangement.new_row = not book.read_only
        with book.snapshot():
            terms, lines = terms_of(book), read.ledger(book)
        self._model.load(lines, terms)
        self.refreshed.emit()

    # Cells

    def write(self, line: LedgerLine, column: LedgerField, text: str) -> None:
        """Write what was typed into a cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        self._update(f"修改 {field_label(column)}", [self._terms.with_text(line, column, text)])

    def begin(self, column: LedgerField, text: str) -> int:
        """Begin a new line at the end, like the last one, by a cell's text; its id.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        begun = self._terms.with_text(self.fresh(), column, text)
        return self.add("新增一行预算明细", [begun])[0]

    def clear(self, lines: Iterable[LedgerLine], columns: Sequence[LedgerField]) -> None:
        """Empty cells; TypedError where only such are chosen as are never empty."""
        wanted = [column for column in columns if column not in _ALWAYS_FILLED]
        if not wanted:
            names = "、".join(map(field_label, columns))
            raise TypedError(f"{names}不能清空，可以直接录入新的内容，或删除整行。")
        cleared = [self._with_texts(line, dict.fromkeys(wanted, "")) for line in lines]
        self._update(f"清除 {'、'.join(map(field_label, wanted))}", cleared)

    def fill(self, lines: Sequence[LedgerLine], columns: Sequence[LedgerField]) -> None:
        """Give the cells of lines what the first of the lines says."""
        first, *others = lines
        texts = {column: self._terms.editable(first, column) for column in columns}
        filled = [self._with_texts(line, texts) for line in others]
        self._update(f"向下填充 {'、'.join(map(field_label, columns))}", filled)

    def put_block(
        self, lines: Sequence[LedgerLine], columns: Sequence[LedgerField], block: Block
    ) -> None:
        """Write rows of texts over the cells of lines, all or nothing.

        Raises:
            TypedError: a text doesn't suit its cell; the sentence names row and column.
        """
        written = []
        for number, (line, texts) in enumerate(zip(lines, block, strict=False), start=1):
            try:
                written.append(self._with_texts(line, dict(zip(columns, texts, strict=False))))
            except TypedError as error:
                raise TypedError(f"第 {number} 行{error}") from error
        self._update(f"粘贴 {len(written)} 行", written)

    # Lines

    def fresh(self, like: LedgerLine | None = None) -> LedgerLine:
        """A new line like another, else like the last one that is shown."""
        last = lines_among(reversed(self._model.shown[-2:]))
        return fresh_line(self._terms.units[0], like or (last[0] if last else None))

    def add(
        self, name: str, lines: Sequence[LedgerLine], after: LedgerLine | None = None
    ) -> list[int]:
        """Add lines below another, or at the end; their ids."""
        self._after = after.id if after else None
        try:
            with self._session.book.step(name) as step:
                return [edit.add_ledger_line(step, replace(line, id=0)) for line in lines]
        finally:
            self._after = None

    def duplicate(self, lines: Sequence[LedgerLine]) -> list[int]:
        """Add copies of lines below the last of them; their ids."""
        return self.add(f"复制 {len(lines)} 行预算明细", lines, after=lines[-1])

    def delete(self, lines: Sequence[LedgerLine]) -> None:
        """Delete lines."""
        with self._session.book.step(f"删除 {len(lines)} 行预算明细") as step:
            for line in lines:
                edit.delete_ledger_line(step, line.id)

    # The book's news

    def _on_change(self, change: Change) -> None:
        if changes_terms(change):
            self._model.use_terms(terms_of(self._session.book))
        if change.touches("unit") or change.touches("department"):
            self.reload()  # each line holds its unit
            return
        rows = [row for row in change.rows if row.table == "ledger_line"]
        if rows:
            gone = [row.row_id for row in rows if row.action is Action.DELETE]
            stay = [row.row_id for row in rows if row.action is not Action.DELETE]
            changed = read.ledger(self._session.book, stay) if stay else ()
            self._model.take(changed, gone, self._after)
        if rows or changes_terms(change):
            self.refreshed.emit()

    @property
    def _terms(self) -> LedgerTerms:
        return self._model.terms

    def _with_texts(self, line: LedgerLine, texts: dict[LedgerField, str]) -> LedgerLine:
        for column in COLUMNS:  # in this order: what follows from a unit or code gives way
            if column not in texts:
                continue
            try:
                line = self._terms.with_text(line, column, texts[column])
            except TypedError as error:
                raise TypedError(f"{field_label(column)}：{error}") from error
        return line

    def _update(self, name: str, lines: Iterable[LedgerLine]) -> None:
        with self._session.book.step(name) as step:
            for line in lines:
                edit.update_ledger_line(step, line)


def lines_among(rows: Iterable[Row | None]) -> list[LedgerLine]:
    """The ledger lines of some rows, without headings and the new row."""
    return [row for row in rows if isinstance(row, LedgerLine)]
