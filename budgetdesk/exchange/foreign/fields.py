"""The fields of a form outside its indicators: a label, and the cell right of it or below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import Measure, MoneyError
from budgetdesk.domain.records import Horizon
from budgetdesk.exchange.drawing.words import core_of, is_year_line, says_unit
from budgetdesk.exchange.foreign.columns_over import (
    SEVERAL,
    bare_measure,
    is_amount,
    measure_over,
    of_another_time,
    over_amount,
    year_in,
)
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.labels import (
    FormLabels,
    LabelMeaning,
    goes_on,
    heads_form,
    horizon_in,
    payer_path,
)
from budgetdesk.exchange.foreign.paragraphs import JOINED, Goals, cells_of_text, heads_text
from budgetdesk.exchange.foreign.payers import PaidAmounts
from budgetdesk.exchange.foreign.reading import NO_PLACE, FieldReading, ProjectReading, Unread
from budgetdesk.exchange.foreign.row_units import NO_UNIT, names_unit
from budgetdesk.exchange.foreign.surroundings import (
    is_outside,
    is_over_values,
    paragraphs_below,
    pieces_of,
)
from budgetdesk.exchange.measures import in_measure, measure_in
from budgetdesk.exchange.placement.plan import Certainty

_BELOW = "在标题下面的段落中"
_LONG = 20  # characters: a text that is no label with a name or a number behind it


class FieldRows:
    """Reads the rows of one form one after the other; `used` are the cells that found a place."""

    def __init__(self, grid: SourceGrid, labels: FormLabels, into: ProjectReading) -> None:
        self._grid, self._labels, self._into = grid, labels, into
        self.used: set[SourceCell] = set()
        self._paid = PaidAmounts(into)
        self._measure: Measure | None = None
        self.around: Measure | None = None  # what notes around the form say
        self._horizons: dict[int, Horizon] = {}  # of money, by the column of its label
        self._goals = Goals(into)
        self._year = year_in(into.title)

    @property
    def measure(self) -> Measure | None:
        """What amounts are in by what was read last, else by notes around the form."""
        return self._measure or self.around

    def read(self, row: int) -> None:
        """Read what begins in a row."""
        line = self._grid.said_in(row)
        if len(line) == 1 and self._is_heading(line[0]):
            return
        if self._reads_below(row, line):
            return
        if is_over_values(self._grid, row, self._labels):
            self.used.update(line)
            return
        payers: dict[str, int] = {}
        for cell in line:
            if cell not in self.used:
                self._read_cell(cell, payers)

    def _read_cell(self, cell: SourceCell, payers: dict[str, int]) -> None:
        if len(pieces := pieces_of(cell, self._labels)) > 1:
            self.used.add(cell)
            for piece in pieces:
                self._read_piece(piece, payers)
            unknown = (it for it in pieces if it not in self.used)
            self._into.unread += [Unread(it, NO_PLACE) for it in unknown]
        else:
            self._read_piece(cell, payers)

    def _read_piece(self, cell: SourceCell, payers: dict[str, int]) -> None:
        if inline := self._labels.within(cell.text):
            self._take_inline(cell, *inline)
        elif (paid := self._labels.payer_within(cell.text)) and is_amount(paid[1]):
            self._take_paid(cell, *paid)
        elif (meaning := self._labels.meaning(cell.text)) or self._is_payer(cell):
            self._read_label(cell, meaning, payers)
        elif self._heads(cell) or self._is_heading(cell):
            self.used.add(cell)
            self._measure = measure_in(cell.text) or self._measure
        elif self._is_label_like(cell):
            self._read_label(cell, self._labels.like(cell.text), payers)

    # Headings, titles, units

    def _is_heading(self, cell: SourceCell) -> bool:
        text = cell.said
        is_year = is_year_line(text) and not self._is_beside_unknown(cell)
        says = says_unit(text) or heads_form(text) or is_year
        if says or (cell.loose and len(text) < 20 and measure_in(text)):
            self._measure = measure_in(text) or self._measure
            self._year = (year_in(text) if is_year else "") or self._year
        elif not is_outside(cell):
            return False
        self.used.add(cell)
        return True

    def _is_beside_unknown(self, cell: SourceCell) -> bool:
        """Whether a cell is the value of a label that nobody knows: 立项年度 2025年."""
        before = None if cell.loose else self._grid.at(cell.row, cell.column - 1)
        return before is not None and before.said != "" and before not in self.used

    # A label and what stands right of it

    def _read_label(
        self, cell: SourceCell, meaning: LabelMeaning | None, payers: dict[str, int]
    ) -> None:
        if self._is_money_label(cell, meaning):
            self._read_money(cell, meaning, payers)
            return
        if self._reads_paragraphs(cell, meaning):
            return
        self.used.add(cell)
        if self._joins_cells(cell, meaning):
            return
        values = self._values(cell)
        said = [it for it in values if it.said]
        if meaning and said and self._is_paragraph(meaning) and heads_text(self._grid, said[0]):
            return
        for value in said[: 1 if meaning else 0] if len(said) < 2 else said:
            under = self._labels.under(meaning, cell.text, self._head_of(value))
            if under is not None and (len(said) == 1 or under is not meaning or value is said[0]):
                self._put(value, under, cell)

    def _values(self, label: SourceCell) -> list[SourceCell]:
        """The cells right of a label up to the next label."""
        if label.loose:
            return self._loose_values(label)
        values: list[SourceCell] = []
        column = label.end
        while (cell := self._grid.at(label.row, column)) is not None:
            if cell.said and (cell.row != label.row or cell in self.used):
                break
            if self._is_label(cell, first=not any(it.said for it in values), after=label):
                break
            values.append(cell)
            column = cell.end
        return values

    def _loose_values(self, label: SourceCell) -> list[SourceCell]:
        """The text behind a label on a line outside of tables."""
        behind = [it for it in self._grid.line(label.row) if it.column > label.column]
        if not behind or not behind[0].loose:
            return []
        text = behind[0].text
        is_label = self._labels.meaning(text) or self._labels.within(text)
        return [] if is_label else behind[:1]

    def _is_label(self, cell: SourceCell, *, first: bool, after: SourceCell) -> bool:
        """Whether a cell right of a label is the next label, and not a value worded like one."""
        if not cell.said:
            return False
        meaning = self._labels.meaning(cell.text)
        if meaning is None:
            return self._is_payer(cell) or self._is_inline(cell, first=first, after=after)
        if not first:
            return True
        known = self._labels.meaning(after.text)
        if known is not None and known.path == "name":
            return False
        beside = self._grid.at(cell.row, cell.end)
        return beside is not None or self._is_heading_row(cell.row)

    def _is_inline(self, cell: SourceCell, *, first: bool, after: SourceCell) -> bool:
        """Whether a cell holds a label with its value, and not a value that repeats its label."""
        inline = self._labels.within(cell.text)
        if inline is None or core_of(inline[0]) == core_of(after.text):
            return False
        return not first or after.said[-1] in ":：" or len(cell.said) < _LONG

    def _heads(self, cell: SourceCell) -> bool:
        """Whether a cell stands beside a part of the form, or above the columns of one."""
        if self._labels.is_side(cell.text):
            return True
        return horizon_in(cell.text) is not None and self._is_heading_row(cell.row)

    def _is_heading_row(self, row: int) -> bool:
        """Whether a row holds only labels, which head what stands below; no year of the form."""
        line = self._grid.said_in(row)
        if len(line) == 1 and is_year_line(line[0].text):
            return False
        heads = (
            self._labels.meaning(it.text) or self._labels.is_side(it.text) or horizon_in(it.text)
            for it in line
        )
        return bool(line) and all(heads) and not self._leaves_money_blank(line)

    def _leaves_money_blank(self, line: Sequence[SourceCell]) -> bool:
        """Whether a row asks for amounts that nobody filled in: blank right of each label."""
        money = [
            it
            for it in line
            if not self._labels.is_side(it.text)
            and self._is_money_label(it, self._labels.meaning(it.text))
        ]
        beside = [self._grid.at(it.row, it.end) for it in money]
        return bool(money) and all(it is not None and not it.said for it in beside)

    def _head_of(self, cell: SourceCell) -> str:
        """The heading above a cell: the nearest label of a row that holds only such."""
        above = self._grid.above(cell, cell.column)
        steps = 0
        while above is not None and steps < 8:
            if above.said and self._is_heading_row(above.row):
                return above.text
            above, steps = self._grid.above(above, cell.column), steps + 1
        return ""

    def _reads_below(self, row: int, line: Sequence[SourceCell]) -> bool:
        """Values without a label beside them, below headings: 实施期目标 over its text."""
        open_cells = [it for it in line if it not in self.used and not it.loose]
        if not open_cells or row == 0:
            return False
        found = []
        for cell in open_cells:
            above = self._grid.above(cell, cell.column)
            is_head = above is not None and above.said and self._is_over(above.row)
            names = self._labels.meaning(cell.text) or self._labels.column(cell.text)
            if above is None or not is_head or names:
                return False
            meaning = self._meant_above(above)
            if meaning is None:
                return False
            found.append((cell, meaning, above))
        for cell, meaning, above in found:
            self._put(cell, meaning, above)
        return True

    def _is_over(self, row: int) -> bool:
        return self._is_heading_row(row) or is_over_values(self._grid, row, self._labels)

    def _meant_above(self, head: SourceCell) -> LabelMeaning | None:
        """What the value below a heading is; None where none stands there."""
        meaning = self._labels.meaning(head.text)
        if meaning is not None and self._is_below(meaning):
            return meaning
        if not is_over_values(self._grid, head.row, self._labels):
            return None
        payer = self._labels.payer(head.text)
        if payer and (meaning is None or meaning.path.startswith("funding.")):
            horizon = horizon_in(head.text) or Horizon.ANNUAL
            return LabelMeaning(payer_path(payer, horizon), Certainty.ASSUMED)
        return meaning

    def _is_below(self, meaning: LabelMeaning) -> bool:
        """Whether a field is one whose text may stand below its label."""
        return meaning.path.startswith("goals.")

    def _take_inline(self, cell: SourceCell, label: str, value: str) -> None:
        self.used.add(cell)
        meaning = self._labels.meaning(label)
        if meaning is not None:
            self._put(replace(cell, text=value), meaning, replace(cell, text=label))
            self._take_behind(cell, meaning)

    def _take_paid(self, cell: SourceCell, label: str, amount: str) -> None:
        self.used.add(cell)
        path = payer_path(self._labels.payer(label), horizon_in(label) or Horizon.ANNUAL)
        self._put_amount(replace(cell, text=amount), replace(cell, text=label), path, None)

    def _reads_paragraphs(self, label: SourceCell, meaning: LabelMeaning | None) -> bool:
        """Take the paragraphs below a label that stands on a line of its own."""
        if meaning is None or not self._is_paragraph(meaning):
            return False
        lines = list(paragraphs_below(self._grid, label, self._labels))
        if lines:
            self.used |= {label, *lines}
            text = "\n".join(it.said for it in lines)
            told = FieldReading(meaning.path, text, lines[0], Certainty.GUESSED, _BELOW)
            self._into.put(told, goes_on=goes_on(label.text))
        return bool(lines)

    def _take_behind(self, cell: SourceCell, meaning: LabelMeaning) -> None:
        """What stands right of a value on a line outside of tables, where a form has no label."""
        path = self._labels.behind(meaning.path)
        after = [it for it in self._grid.said_in(cell.row) if it.column > cell.column]
        if not (path and cell.loose and after):
            return
        text = after[0].text
        if self._labels.within(text) is None and self._labels.meaning(text) is None:
            self._put(after[0], LabelMeaning(path, meaning.certainty), cell)

    def _put(self, value: SourceCell, meaning: LabelMeaning, label: SourceCell) -> None:
        self.used |= {value, label}
        why = f"按相近的标签「{meaning.like}」读入" if meaning.like else value.note
        field = self._labels.kind.fields.get(meaning.path)
        if field is not None and field.kind.is_money:
            self._put_amount(value, label, meaning.path, meaning, why)
            return
        certainty = Certainty.GUESSED if value.note else meaning.certainty
        reading = FieldReading(meaning.path, value.text.strip(), value, certainty, why)
        if not goes_on(label.text):
            reading = self._goals.placed(reading, label)
        self._into.put(reading, goes_on=goes_on(label.text))

    def _joins_cells(self, label: SourceCell, meaning: LabelMeaning | None) -> bool:
        """Take a text that stands in several cells right of its label."""
        if meaning is None or not self._is_paragraph(meaning):
            return False
        rows = cells_of_text(self._grid, label, self._labels)
        cells = [it for row in rows for it in row]
        if cells and not self.used.intersection(cells):
            self.used.update(cells)
            text = "\n".join("".join(it.said for it in row) for row in rows)
            self._put(replace(cells[0], text=text, note=cells[0].note or JOINED), meaning, label)
        return bool(cells)

    def _is_paragraph(self, meaning: LabelMeaning) -> bool:
        field = self._labels.kind.fields.get(meaning.path)
        return field is not None and field.kind is Kind.PARAGRAPH

    def _is_label_like(self, cell: SourceCell) -> bool:
        """Whether an unknown text is much like a label and stands where one does."""
        beside = self._grid.at(cell.row, cell.end)
        is_first = cell is self._grid.said_in(cell.row)[0]
        if cell.loose or beside is None or not beside.said or not is_first:
            return False
        return self._labels.like(cell.text) is not None

    # Money

    def _is_payer(self, cell: SourceCell) -> bool:
        """Whether a text says who pays, with room for an amount beside it."""
        if cell.loose or not self._labels.payer(cell.text):
            return False
        beside = self._grid.at(cell.row, cell.end)
        return beside is not None and (not beside.said or is_amount(beside.text))

    def _is_money_label(self, cell: SourceCell, meaning: LabelMeaning | None) -> bool:
        if meaning is not None:
            return meaning.path.startswith("funding.")
        return self._is_payer(cell)

    def _read_money(
        self, cell: SourceCell, meaning: LabelMeaning | None, payers: dict[str, int]
    ) -> None:
        self.used.add(cell)
        self._measure = measure_in(cell.text) or self._measure
        values = self._values(cell)
        payer = self._labels.payer(cell.text) or (meaning.path.split(".")[2] if meaning else "")
        horizon = self._horizon_of(cell, meaning, payers.get(payer, 0), payer)
        payers[payer] = payers.get(payer, 0) + 1
        amounts = [it for it in values if it.said and bare_measure(it.text) is None]
        said, doubts = self._of_this_time(amounts)
        spans = {it: horizon_in(self._head_of(it)) for it in said}
        for value in said:
            headed = spans[value]
            if headed is None and value is not said[0]:
                continue
            doubt = SEVERAL if list(spans.values()).count(headed) > 1 else doubts
            self._put_amount(value, cell, payer_path(payer, headed or horizon), meaning, doubt)

    def _of_this_time(self, values: list[SourceCell]) -> tuple[list[SourceCell], str]:
        """Amounts without those below 上年预算数, 增减 or another year than the form's.

        A year over the only one may be some other value's, 立项年度: that is asked about.
        """
        over = {it: over_amount(self._grid, it) for it in values}
        own = [it for it in values if not of_another_time(over[it], self._year)]
        dated = [it for it in values if not of_another_time(over[it], "")]
        if own or not dated:
            return own, ""
        return dated, f"上面写着「{over[dated[0]]}」"

    def _horizon_of(
        self, cell: SourceCell, meaning: LabelMeaning | None, before: int, payer: str
    ) -> Horizon:
        told = horizon_in(cell.text)
        if told is None and meaning is not None and ".implementation." in meaning.path:
            told = Horizon.IMPLEMENTATION
        if told is not None:
            self._horizons[cell.column] = told
            return told
        if cell.column in self._horizons:
            return self._horizons[cell.column]
        twice = sum(self._labels.payer(it.text) == payer for it in self._grid.line(cell.row)) > 1
        return Horizon.IMPLEMENTATION if twice and not before else Horizon.ANNUAL

    def _put_amount(
        self,
        value: SourceCell,
        label: SourceCell,
        path: str,
        meaning: LabelMeaning | None,
        doubt: str = "",
    ) -> None:
        over = over_amount(self._grid, value)
        measure = measure_in(label.text) or measure_over(over) or measure_in(self._head_of(value))
        measure = self._measure_behind(value) or measure or self._side_measure(label)
        measure = measure or self._measure_over(label) or self.measure
        certainty = meaning.certainty if meaning else Certainty.SURE
        why = value.note or doubt
        if measure is None and not names_unit(value.text):
            certainty, why = Certainty.GUESSED, "；".join(filter(None, (why, NO_UNIT)))
        self.used.add(value)
        try:
            text = in_measure(value.text.strip(), measure or Measure.YUAN)
        except MoneyError as error:
            self._into.unread.append(Unread(value, str(error)))
            return
        self._paid.put(FieldReading(path, text, value, certainty, why), label.text)

    def _measure_behind(self, value: SourceCell) -> Measure | None:
        """The unit that stands in a cell of its own behind an amount."""
        behind = None if value.loose else self._grid.at(value.row, value.end)
        measure = bare_measure(behind.text) if behind is not None else None
        if behind is not None and measure is not None:
            self.used.add(behind)
        return measure

    def _measure_over(self, label: SourceCell) -> Measure | None:
        """What a heading over several labels says of their unit: 资金（万元） over 合计."""
        above = None if label.loose else self._grid.above(label, label.column)
        return measure_in(above.text) if above and above.columns > label.columns else None

    def _side_measure(self, label: SourceCell) -> Measure | None:
        """What the label beside a block of money says of its unit: 项目资金（万元）."""
        column = label.column - 1
        while column >= 0:
            side = self._grid.at(label.row, column)
            if side is None:
                return None
            if measure := measure_in(side.text):
                return measure
            column = side.column - 1
        return None

    def take_columns(self, row: int, heads: Mapping[str, SourceCell], into: ProjectReading) -> None:
        """What the columns of a list say of its project in a row: merged, repeated, blank."""
        self._into, self._paid = into, PaidAmounts(into)
        for path, head in heads.items():
            cell = self._grid.at(row, head.column)
            if cell is None or not cell.said:
                continue
            self.used.add(cell)
            meaning = self._labels.meaning(head.text)
            if path.startswith("funding."):
                self._put_amount(cell, head, path, meaning)
            else:
                certainty = meaning.certainty if meaning else Certainty.ASSUMED
                into.put(FieldReading(path, cell.said, cell, certainty, cell.note))

    def left(self, rows: range) -> Iterator[SourceCell]:
        """The cells of some rows that hold a text and found no place."""
        for row in rows:
            yield from (it for it in self._grid.said_in(row) if it not in self.used)
