"""What is done to the lines of a grid, each deed one step; and the news of all steps."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import put_catalogue_entry
from budgetdesk.book.change import Action, Change
from budgetdesk.book.edit import add_project
from budgetdesk.book.step import Step
from budgetdesk.desktop.jobs import Jobs, on_companion
from budgetdesk.desktop.ledger.kinds import LineKind, changes_terms
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import GroupHeading, NewRow, Row
from budgetdesk.desktop.session import Session
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import name_with_code
from budgetdesk.domain.ledger_lines import UNIT, Line, Terms
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import LedgerLine
from budgetdesk.domain.text import fold_name
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.placement.on_lines import LineCell
from budgetdesk.exchange.placement.plan import Plan

Names = Mapping[tuple[CatalogueKind, str], str]
_NO_NAMES: Names = {}
_TOLD_EVERY = 200  # lines


class LinesWork(QObject):
    """Changes lines through steps of the book and keeps the model at what the book holds.

    Every deed raises BookError where the book refuses it and changes nothing then. A code typed
    with its name (`2130599 其他扶贫支出`) that no catalogue has is named by the same step.
    """

    refreshed = Signal()  # the model shows another state of the book

    def __init__(
        self,
        session: Session,
        kind: LineKind,
        model: LinesModel,
        parent: QObject | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        """`jobs` carry out what takes long; of its own where none are given."""
        super().__init__(parent)
        self.jobs = jobs or Jobs(self)
        self._session = session
        self.kind = kind
        self._model = model
        self._after: int | None = None  # where the lines of the step under way stand
        session.changed.connect(self._on_change)
        self._load(model.terms)

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
        return "" if self.writable else f"请先新建单位，再录入{self.kind.name}。"

    def reload(self) -> None:
        """Read everything from the book again."""
        book = self._session.book
        with book.snapshot():
            self._load(self.kind.terms(book))

    def _load(self, terms: Terms) -> None:
        book = self._session.book
        self._model.arrangement.new_row = not book.read_only
        self._model.load(self.kind.read(book, None), terms)
        self.refreshed.emit()

    # Cells

    def write(self, line: Line, column: StrEnum, text: str) -> None:
        """Write what was typed into a cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        label = self._terms.label(column)
        changed = [self._terms.with_text(line, column, text)]
        self._update(f"修改 {label}", changed, self._names_in([(column, text)]))

    def begin(self, column: StrEnum, text: str) -> int:
        """Begin a new line at the end, like the last one, by a cell's text; its id.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        begun = self._terms.with_text(self.fresh(column=column), column, text)
        names = self._names_in([(column, text)])
        return self.add(f"新增一行{self.kind.name}", [begun], names=names)[0]

    def clear(self, lines: Iterable[Line], columns: Sequence[StrEnum]) -> None:
        """Empty cells; TypedError where only such are chosen as are never empty."""
        wanted = [column for column in columns if not self._is_always_filled(column)]
        if not wanted:
            names = "、".join(map(self._terms.label, columns))
            raise TypedError(f"{names}不能清空，可以直接录入新的内容，或删除整行。")
        cleared = [self._with_texts(line, dict.fromkeys(wanted, "")) for line in lines]
        self._update(f"清除 {'、'.join(map(self._terms.label, wanted))}", cleared)

    def fill(self, lines: Sequence[Line], columns: Sequence[StrEnum]) -> None:
        """Give the cells of lines what the first of the lines says."""
        first, *others = lines
        texts = {column: self._terms.editable(first, column) for column in columns}
        filled = [self._with_texts(line, texts) for line in others]
        self._update(f"向下填充 {'、'.join(map(self._terms.label, columns))}", filled)

    def put(self, plan: Plan[LineCell[StrEnum]]) -> None:
        """Write what was pasted over the cells of lines, all or nothing.

        Raises:
            TypedError: a text doesn't suit its cell; the sentence names row and column. Or a line
                is no longer there.
        """
        texts: dict[int, dict[StrEnum, str]] = defaultdict(dict)
        for edit in plan.edits:
            texts[edit.ref.line][edit.ref.column] = edit.text
        if not texts.keys() <= self._model.arrangement.lines.keys():
            raise TypedError("要粘贴到的行已被删除，没有粘贴。")
        written = []
        for number, (line_id, given) in enumerate(texts.items(), start=1):
            try:
                written.append(self._with_texts(self._model.arrangement.lines[line_id], given))
            except TypedError as error:
                raise TypedError(f"第 {number} 行{error}") from error
        given_names = ((edit.ref.column, edit.text) for edit in plan.edits)
        self._update(f"粘贴 {len(written)} 行", written, self._names_in(given_names))

    def correspond(self, lines: Iterable[Line]) -> int:
        """Give lines the government code that corresponds to their department code; how many."""
        terms = self._terms
        if not isinstance(terms, LedgerTerms):
            return 0
        changed = [
            replace(line, government_economic=proposed)
            for line in lines
            if isinstance(line, LedgerLine)
            and (proposed := terms.proposed(line)) not in (None, line.government_economic)
        ]
        if changed:
            self._update("按对应关系填政府经济科目", changed)
        return len(changed)

    def name_codes(self, names: Names) -> None:
        """Name codes that no catalogue has; a blank name takes one back."""
        with self._session.book.step(f"为 {len(names)} 个科目命名") as step:
            put_names(step, names)

    # Forms of the projects that lines name

    def formless(self) -> Mapping[tuple[int, str], list[LedgerLine]]:
        """The lines of each project of this year for which its unit has no form.

        Spellings that differ only in width and brackets are one project.
        """
        as_written: dict[tuple[int, str], list[LedgerLine]] = defaultdict(list)
        for line in self._model.arrangement.lines.values():
            if isinstance(line, LedgerLine) and line.lacks_form:
                as_written[line.unit.id, line.project or ""].append(line)
        found: dict[tuple[int, str], list[LedgerLine]] = defaultdict(list)
        for (unit_id, name), lines in as_written.items():
            found[unit_id, fold_name(name)] += lines
        return found

    def make_forms(self) -> int:
        """Add a blank project for each that lines name and their unit lacks; how many."""
        from budgetdesk.exchange.placing import blank_project

        lacking = self.formless().values()
        form_set = self._session.form_set
        with self._session.book.step(f"为 {len(lacking)} 个项目建申报表") as step:
            for first, *others in lacking:
                add_project(step, blank_project(form_set, first.unit, first.project or ""))
                for line in others:
                    if line.project != first.project:
                        self.kind.update(step, replace(line, project=first.project))
        return len(lacking)

    # Lines

    def fresh(self, like: Line | None = None, column: StrEnum | None = None) -> Line:
        """A new line like another, else like the last one that is shown."""
        last = lines_among(reversed(self._model.shown[-2:]))
        made: Line = self._terms.fresh(like or (last[0] if last else None), column)
        return made

    def add(
        self,
        name: str,
        lines: Sequence[Line],
        after: Line | None = None,
        names: Names = _NO_NAMES,
    ) -> list[int]:
        """Add lines below another, or at the end; their ids."""
        self._after = after.id if after else None
        try:
            with self._session.book.step(name) as step:
                put_names(step, names)
                return [self.kind.add(step, replace(line, id=0)) for line in lines]
        finally:
            self._after = None

    def adding(
        self, name: str, lines: Sequence[Line], names: Names
    ) -> Callable[[Progress], list[int]]:
        """What adds many lines as one step off the main thread and gives their ids.

        Nothing of them stays where it is cancelled. `catch_up` shows them.
        """
        add = self.kind.add

        def work(book: Book, progress: Progress) -> list[int]:
            made = []
            with book.step(name) as step:
                put_names(step, names)
                for number, line in enumerate(lines):
                    if number % _TOLD_EVERY == 0:
                        progress(number, len(lines))
                    made.append(add(step, replace(line, id=0)))
            return made

        return on_companion(self._session.book, work)

    def catch_up(self) -> None:
        """Show what was written off the main thread."""
        self._session.book.catch_up()

    def duplicate(self, lines: Sequence[Line]) -> list[int]:
        """Add copies of lines below the last of them; their ids."""
        return self.add(f"复制 {len(lines)} 行{self.kind.name}", lines, after=lines[-1])

    def delete(self, lines: Sequence[Line]) -> None:
        """Delete lines."""
        with self._session.book.step(f"删除 {len(lines)} 行{self.kind.name}") as step:
            for line in lines:
                self.kind.delete(step, line.id)

    # The book's news

    def _on_change(self, change: Change) -> None:
        if change.touches("unit", "department"):
            self.reload()  # each line holds its unit
            return
        if changes_terms(change):
            self._model.use_terms(self.kind.terms(self._session.book))
        rows = tuple(change.of(self.kind.table))
        if rows:
            gone = [row.row_id for row in rows if row.action is Action.DELETE]
            stay = [row.row_id for row in rows if row.action is not Action.DELETE]
            changed = self.kind.read(self._session.book, stay) if stay else ()
            self._model.take(changed, gone, self._after)
        if rows or changes_terms(change):
            self.refreshed.emit()

    @property
    def _terms(self) -> Terms:
        return self._model.terms

    def _is_always_filled(self, column: StrEnum) -> bool:
        return column == UNIT or bool(self._terms.words(column))

    def _with_texts(self, line: Line, texts: Mapping[StrEnum, str]) -> Line:
        for column in self._model.columns:  # in this order: what follows from a unit gives way
            if column not in texts:
                continue
            try:
                line = self._terms.with_text(line, column, texts[column])
            except TypedError as error:
                raise TypedError(f"{self._terms.label(column)}：{error}") from error
        return line

    def _names_in(self, texts: Iterable[tuple[StrEnum, str]]) -> Names:
        """The names that texts for columns give to codes that no catalogue has."""
        names: dict[tuple[CatalogueKind, str], str] = {}
        for column, text in texts:
            kind = self._terms.catalogues.get(column)
            given = name_with_code(text) if kind is not None else None
            if kind and given and not self._terms.catalogue(column).name_of(given[0]):
                names.setdefault((kind, given[0]), given[1])
        return names

    def _update(self, name: str, lines: Iterable[Line], names: Names = _NO_NAMES) -> None:
        with self._session.book.step(name) as step:
            put_names(step, names)
            for line in lines:
                self.kind.update(step, line)


def lines_among(rows: Iterable[Row | None]) -> list[Line]:
    """The lines of some rows, without headings and the new row."""
    return [row for row in rows if row is not None and not isinstance(row, (GroupHeading, NewRow))]


def put_names(step: Step, names: Names) -> None:
    """Keep the names of codes that no catalogue has."""
    for (kind, code), name in names.items():
        put_catalogue_entry(step, kind, code, name)
