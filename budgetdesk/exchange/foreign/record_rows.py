"""The fields of a form of another kind than a project's: grids of amounts beside its texts."""

from collections.abc import Sequence

from budgetdesk.exchange.drawing.words import (
    core_of,
    is_constant,
    is_dash,
    is_number,
    without_brackets,
)
from budgetdesk.exchange.foreign.columns import is_head
from budgetdesk.exchange.foreign.columns_over import is_amount
from budgetdesk.exchange.foreign.fields import FieldRows
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import FormLabels, LabelMeaning
from budgetdesk.exchange.foreign.reading import FieldReading, ProjectReading
from budgetdesk.exchange.foreign.surroundings import is_outside
from budgetdesk.exchange.measures import measure_in
from budgetdesk.exchange.placement.plan import Certainty

_LONG = 12  # characters: what a form prints so long is a question, and no value
_TOTALS = {"weight": "total_points", "score": "total_score"}  # by what their columns hold
_FURTHEST = 400  # rows between a heading and what stands below it


class RecordRows(FieldRows):
    """Reads the rows of one form: amounts by their row and column, all else as of projects."""

    def __init__(self, grid: SourceGrid, labels: FormLabels, into: ProjectReading) -> None:
        super().__init__(grid, labels, into)
        self._headings: dict[int, bool] = {}

    def read(self, row: int) -> None:
        """Read what begins in a row; one of headings tells of the rows below it."""
        line = self._grid.said_in(row)
        if len(line) > 1 and self._is_heading_row(row):
            for cell in line:
                if self._is_printed(cell.text) or self._labels.names_row(cell.text):
                    self.used.add(cell)
                self._measure = measure_in(cell.text) or self._measure
            return
        super().read(row)

    def _read_cell(self, cell: SourceCell, payers: dict[str, int]) -> None:
        if is_outside(cell) or not (self._reads_amounts(cell) or self._reads_amount(cell)):
            super()._read_cell(cell, payers)

    def _reads_amounts(self, label: SourceCell) -> bool:
        """Take the amounts right of a label, each by the heading of its column."""
        values = [it for it in self._right_of(label) if it.said]
        paths = {it: self._path_of(label, self._head_of(it)) for it in values}
        if not any(paths.values()):
            return False
        self.used.add(label)
        of_results = all(self._is_computed(path) for path in paths.values() if path)
        of_results = of_results and not self._labels.names_row(label.text)
        for value, path in paths.items():
            if not path and (of_results or self._is_printed_there(value)):
                self.used.add(value)
            elif path:
                self._put_value(value, path, label)
        return True

    def _path_of(self, label: SourceCell, head: str) -> str:
        """The path of a value by its row and column: of 总分 the points, and the score."""
        meaning = self._labels.meaning(label.text)
        if meaning is not None and meaning.path in _TOTALS.values():
            path = _TOTALS.get(self._labels.column(head), "")
            return path if path in self._labels.kind.fields else ""
        return self._labels.grid(label.text, head)

    def _is_printed_there(self, value: SourceCell) -> bool:
        """Whether a form prints a text in the place of a value: —, and points (10)."""
        points = self._labels.column(self._head_of(value)) == "weight"
        return is_constant(value.text) and (points or not is_number(value.text))

    def _is_computed(self, path: str) -> bool:
        field = self._labels.kind.fields.get(path)
        return field is not None and bool(field.formula)

    def _read_label(
        self, cell: SourceCell, meaning: LabelMeaning | None, payers: dict[str, int]
    ) -> None:
        """Of a row of results, which the book computes itself, the first is held against it.

        合计 is one only below points: in a grid of amounts it is theirs.
        """
        right = [it for it in self._right_of(cell) if it.said]
        is_result = meaning is not None and self._is_computed(meaning.path)
        is_sum = is_result and self._labels.names_row(cell.text)
        if is_sum and right and not self._is_of_points(right[0]):
            return
        super()._read_label(cell, meaning, payers)
        if is_result:
            self.used.update(it for it in right if self._is_of_points(it) or is_dash(it.text))

    def _is_of_points(self, value: SourceCell) -> bool:
        """Whether a value stands below a heading of a table of indicators."""
        return self._labels.column(self._head_of(value)) != ""

    def _reads_amount(self, label: SourceCell) -> bool:
        """Take the amount right of a label that names it alone: 其中：一般公共预算资金."""
        path = self._labels.amount_of(label.text, self._head_of(label))
        if not path or self._is_heading_row(label.row):
            return False
        value = self._grid.at(label.row, label.end)
        self.used.add(label)
        if value is not None and value.said:
            self._put_value(value, path, label)
        return True

    def _right_of(self, label: SourceCell) -> list[SourceCell]:
        """The cells right of a label up to the next one that the form prints."""
        found: list[SourceCell] = []
        for cell in self._grid.line(label.row):
            if label.loose or cell.loose or cell.column < label.end:
                continue
            if cell.said and not is_constant(cell.text) and self._is_printed(cell.text):
                break
            found.append(cell)
        return found

    def _put_value(self, value: SourceCell, path: str, label: SourceCell) -> None:
        field = self._labels.kind.fields.get(path)
        if field is not None and field.kind.is_money:
            self._put_amount(value, label, path, LabelMeaning(path, Certainty.SURE))
            return
        self.used.add(value)
        self._into.put(FieldReading(path, value.said, value, Certainty.SURE, value.note))

    def _is_heading_row(self, row: int) -> bool:
        """Whether a row holds only what the form prints: labels, headings of amounts."""
        if row not in self._headings:
            line = self._grid.said_in(row)
            printed = bool(line) and all(self._is_printed(it.text) for it in line)
            heads = is_head(line, self._labels) or self._heads_columns(line)
            heads = heads or self._heads_turned(line)
            self._headings[row] = printed or heads
        return self._headings[row]

    def _heads_columns(self, line: Sequence[SourceCell]) -> bool:
        """Whether a row heads columns of amounts, one of them perhaps unknown: 核定数."""
        heads = [it for it in line if self._labels.heads_column(it.text)]
        words = all(
            len(without_brackets(core_of(it.text))) <= _LONG
            and not (is_amount(it.text) or is_number(it.text))
            for it in line
        )
        unknown = [it for it in line if not self._is_printed(it.text)]
        return len(heads) > max(1, len(unknown)) and words

    def _heads_turned(self, line: Sequence[SourceCell]) -> bool:
        """Whether a row heads amounts by who pays, their columns being the rows below."""
        rows = [it for it in line if self._labels.names_row(it.text)]
        others = (it for it in line if it not in rows)
        return len(rows) > 1 and all(self._is_printed(it.text) for it in others)

    def _head_of(self, cell: SourceCell) -> str:
        """The heading above a cell, however many rows of indicators stand between."""
        for row in range(cell.row - 1, max(-1, cell.row - _FURTHEST), -1):
            if self._is_heading_row(row):
                above = self._grid.at(row, cell.column)
                if above is not None and above.said:
                    return above.text
        return ""

    def _is_label(self, cell: SourceCell, *, first: bool, after: SourceCell) -> bool:
        """Whether a cell right of a label is the next one, or a question that the form prints."""
        if super()._is_label(cell, first=first, after=after):
            return True
        return len(cell.said) > _LONG and self._labels.prints(cell.text)

    def _is_printed(self, text: str) -> bool:
        labels = self._labels
        return (
            labels.meaning(text) is not None
            or labels.is_side(text)
            or labels.heads_amounts(text)
            or labels.prints(text)
            or measure_in(text) is not None
        )

    def _is_below(self, meaning: LabelMeaning) -> bool:
        field = self._labels.kind.fields.get(meaning.path)
        return field is not None and field.kind.is_text

    def _heads(self, cell: SourceCell) -> bool:
        return super()._heads(cell) or (
            self._labels.meaning(cell.text) is None and self._is_printed(cell.text)
        )
