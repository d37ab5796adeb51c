"""From a template to its parts: rows are read one after the other from the top."""

import re
from typing import NamedTuple

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.indicator_region import (
    RoleOf,
    is_indicator_head,
    read_indicators,
)
from budgetdesk.exchange.drawing.points_table import PointsTable, read_points_table
from budgetdesk.exchange.drawing.regions import (
    Body,
    GridCell,
    GridPart,
    HeadedColumn,
    ListPart,
    Part,
    Single,
)
from budgetdesk.exchange.drawing.repairing import repaired
from budgetdesk.exchange.drawing.sorting import (
    Knows,
    below,
    heading_of,
    is_head_row,
    sorted_boxes,
)
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.words import (
    core_of,
    guess_kind,
    is_head_label,
    is_number,
    is_prompt,
    is_title,
)

FORMULA_TOLD = "有公式，公式不读，请核对这格是填写还是算出。"
"""What is said of a cell with a formula that is not understood."""
_NUMBER_HEAD = re.compile(r"序号|编号|序")
_NOT_SUMMED = re.compile(r"单价|数量|标准$")
_TOTAL = re.compile(r"^(?:自评|评价|评估)?(?:总分|总得分|得分合计|综合得分)")
_SUM = re.compile(r"^(?:总分|(?:金额|资金|经费)?合计|总计|总得分|得分合计|小计)")


class ReadPage(NamedTuple):
    """A template read: with its labels as wide as shown, its title, and the parts of its body."""

    template: Template
    title: str
    body: Body
    unknown: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in the order of the form."""
        return tuple(self.body.parts)


def read_page(template: Template, knows: Knows, role_of: RoleOf) -> ReadPage:
    """The parts of a form.

    Args:
        template: the sheet as the file has it.
        knows: whether a text is a label of some form.
        role_of: which field of an indicator a heading names.
    """
    heading = heading_of(template)
    template = repaired(template, heading.first, knows)
    sorts = sorted_boxes(template, heading.first, knows)
    reader = _Reader(Body(template, sorts, heading.first), role_of)
    unknown = reader.read()
    plain = re.fullmatch(r"(?:Sheet|工作表)\s*[0-9]*", template.sheet)
    title = heading.title or (template.path.stem if plain else template.sheet)
    return ReadPage(template, title, reader.body, tuple(unknown))


def _is_free(box: Box) -> bool:
    return not box.text or is_prompt(box.text)


class _Reader:
    """Reads the body row by row."""

    def __init__(self, body: Body, role_of: RoleOf) -> None:
        self.body, self._role_of = body, role_of
        self._unknown: list[tuple[str, str]] = []
        self._heads: list[HeadedColumn] = []  # of the last block of indicators

    def read(self) -> list[tuple[str, str]]:
        """Read all rows; what was not understood, by cell."""
        row = self.body.first
        while row < self.body.height:
            if self._is_second_form(row):
                break
            row = self._read_from(row)
        self._read_above(self.body.first)
        for box, sort in self.body.sorts.items():
            if box.formula and sort is not None:
                self._unknown.append((box.place, FORMULA_TOLD))
        return self._unknown

    def _read_above(self, first: int) -> None:
        """The cells beside labels above the body: 填报单位： and the like."""
        template = self.body.template
        for label in (it for row in range(first) for it in template.starting(row)):
            box = template.at(label.row, label.end)
            if is_head_label(label.text) and box is not None and _is_free(box):
                self.body.parts.append(Single(box, label))

    def _read_from(self, row: int) -> int:
        body = self.body
        if is_indicator_head(body, row, self._role_of):
            if (table := read_points_table(body, row, self._role_of)) is not None:
                self._take_table(table, row)
                return table.after
            part, after = read_indicators(body, row, self._role_of)
            if part is not None:
                self._read_beside(row, part.first)
                body.parts.append(part)
                body.used |= {it for it in body.sorts if part.head <= it.row < part.last}
                self._heads = [column for half in part.halves for column in half]
                return after
        if is_head_row(body.template, body.starting(row), body.sorts):
            after = self._read_grid(row)
            if after > row:
                return after
        self._read_row(row)
        return row + 1

    def _take_table(self, table: PointsTable, row: int) -> None:
        body = self.body
        body.parts.append(table.part)
        body.used |= {it for it in body.sorts if row <= it.row < table.after}

    def _read_beside(self, row: int, first: int) -> None:
        """Cells of the record itself that stand merged down beside its indicators."""
        body = self.body
        for box in body.starting(row):
            under = below(body.template, box)
            if under is None or not (body.is_label(box) and body.is_open(under)):
                continue
            if under.row == first and under.rows > 1 and not self._role_of(box.text):
                body.parts.append(Single(under, box))
                body.used |= {under, box}

    def _is_second_form(self, row: int) -> bool:
        """Whether another form begins: a title as wide as the sheet, below what was read."""
        boxes = [box for box in self.body.starting(row) if box.text]
        if len(boxes) != 1 or not self.body.parts or boxes[0].columns < len(self._widths) - 1:
            return False
        text = fold(boxes[0].text)
        if not (is_title(text) and text.endswith(("表", "书")) and len(text) > 5):
            return False
        told = "这里起像是另一张表，没有读，请把它放到另一张工作表。"
        self._unknown.append((boxes[0].place, told))
        return True

    @property
    def _widths(self) -> tuple[float, ...]:
        return self.body.template.widths

    # Labels with their cells

    def _read_row(self, row: int) -> None:
        body = self.body
        boxes = body.starting(row)
        if boxes and _SUM.match(fold(boxes[0].text)) and self._heads:
            self._read_sum(boxes)
            return
        for box in boxes:
            if not body.is_open(box) or box in body.used:
                continue
            label = self._label_of(box)
            if label is not None:
                body.used |= {box, label}
                head = self._heading_of(box)
                body.parts.append(Single(box, label, head))

    def _read_sum(self, boxes: list[Box]) -> None:
        """The totals below the columns of a block of indicators."""
        for box in boxes[1:]:
            head = next((it for it in self._heads if it.column == box.column), None)
            if head is None or not self.body.is_open(box) or head.columns > box.columns:
                continue
            number = guess_kind(head.head, wide=False).kind in ("money", "count")
            number = number and not _NOT_SUMMED.search(core_of(head.head))
            if self._role_of(head.head) in ("weight", "score") or number:
                self.body.parts.append(Single(box, boxes[0], head.head, sums=True))
                self.body.used.add(box)

    def _label_of(self, box: Box) -> Box | None:
        """The label left of a cell, else the one right above it that is as wide."""
        template, body = self.body.template, self.body
        left = template.at(box.row, box.column - 1) if box.column else None
        if left is not None and body.is_label(left) and left not in body.used:
            return left
        above = template.at(box.row - 1, box.column)
        if above is None or not body.is_label(above) or above in body.used:
            return None
        return above if above.columns == box.columns and above.row >= body.first else None

    def _heading_of(self, box: Box) -> str:
        """The label above a cell in its own column, past other cells to be filled in."""
        row = box.row - 1
        while row >= self.body.first:
            above = self.body.template.at(row, box.column)
            if above is None:
                return ""
            if self.body.is_label(above):
                return above.text if above.column >= box.column - 1 else ""
            row = above.row - 1
        return ""

    # Grids and lists

    def _read_grid(self, row: int) -> int:
        """The grid or list whose headings stand in a row; the row below it."""
        heads = self._value_heads(row)
        if not heads:
            return row
        bottom = max(head.bottom for head in heads)
        last, limit = bottom, self._side_end(row, heads)
        scored = any(self._role_of(it.text) == "score" for it in heads)
        while last < limit and self._continues(last, heads, row):
            if (scored and self._is_sum(last)) or self._is_below_list(last, bottom, heads, row):
                break
            last += 1
        if last == bottom:
            return row
        numbered = self._numbered(row, bottom)
        labels = [self._row_label(at, heads, row) for at in range(bottom, last)]
        if not any(labels) and (last - bottom > 1 or numbered is not None):
            self._add_list(row, bottom, last, heads, numbered)
        else:
            self._add_grid(row, bottom, last, heads)
            self._read_left_of(row, bottom, last, heads[0])
            self._heads = [HeadedColumn(it.text, "", it.column, it.columns) for it in heads]
        return last

    def _is_below_list(self, row: int, first: int, heads: list[Box], head_row: int) -> bool:
        """Whether a row holds the total below rows that have no labels of their own."""
        label = self._row_label(row, heads, head_row)
        return bool(_SUM.match(fold(label))) and not self._row_label(first, heads, head_row)

    def _is_sum(self, row: int) -> bool:
        """Whether a row holds the total of points: 总分."""
        boxes = self.body.starting(row)
        return bool(boxes) and bool(_TOTAL.match(fold(boxes[0].text)))

    def _side_end(self, row: int, heads: list[Box]) -> int:
        """The row below the label that stands beside headings and their cells, if one does."""
        column = heads[0].column
        while column > 0 and (box := self.body.template.at(row, column - 1)) is not None:
            if self.body.is_label(box) and box.bottom > max(it.bottom for it in heads):
                return box.bottom
            column = box.column
        return self.body.height

    def _value_heads(self, row: int) -> list[Box]:
        """The headings above cells to be filled in, or printed with a constant.

        Where some headings are two rows high, those in the second row are among them.
        """
        first = [box for box in self.body.starting(row) if self._heads_value(box)]
        second: list[Box] = []
        if any(box.rows > 1 for box in first):
            below_it = self.body.starting(row + 1)
            second = [it for it in below_it if self._heads_value(it) and self._is_parted(it)]
        return sorted([*first, *second], key=lambda it: it.column)

    def _heads_value(self, box: Box) -> bool:
        body = self.body
        under = below(body.template, box)
        if not body.is_label(box) or under is None or body.is_label(under):
            return False
        beside = body.template.at(box.row, box.end)
        if beside is not None and beside.row == box.row and body.is_open(beside):
            return False
        return not _NUMBER_HEAD.fullmatch(fold(box.text))

    def _is_parted(self, box: Box) -> bool:
        """Whether a heading stands below a wider one."""
        above = self.body.template.at(box.row - 1, box.column)
        return above is not None and self.body.is_label(above) and above.columns > box.columns

    def _numbered(self, row: int, bottom: int) -> int | None:
        """The column of row numbers, where one is headed so or counts from 1."""
        for box in self.body.starting(row):
            under = self.body.template.at(bottom, box.column)
            if _NUMBER_HEAD.fullmatch(fold(box.text)):
                return box.column
            if under is not None and is_number(under.text) and under.text == "1":
                return box.column
        return None

    def _continues(self, row: int, heads: list[Box], head_row: int) -> bool:
        """Whether a row of cells stands below the headings: none is a label, one is aligned."""
        body, aligned = self.body, 0
        for head in heads:
            box = body.template.at(row, head.column)
            if box is None or body.is_label(box):
                return False
            if box.row == row and (box.column, box.columns) != (head.column, head.columns):
                return False
            aligned += box.row == row
        left = body.template.at(row, heads[0].column - 1) if heads[0].column else None
        begins_new = left is not None and left.row == row and self._is_side(left, head_row)
        return aligned > 0 and not begins_new and not self._is_narrower(row, heads)

    def _is_narrower(self, row: int, heads: list[Box]) -> bool:
        """Whether a row's label leaves blanks before the headings, where the first row's does not.

        Its cell begins there: the row stands below the grid, and its blanks are not merged.
        """
        template, column = self.body.template, heads[0].column
        first = template.at(max(it.bottom for it in heads), column - 1) if column else None
        left = template.at(row, column - 1) if column else None
        if first is None or left is None or not self.body.is_label(first):
            return False
        return self.body.is_open(left) and self.body.is_label(template.at(row, first.column))

    def _is_side(self, box: Box, head_row: int) -> bool:
        """Whether a label beside a row begins another part: it is higher than one row."""
        beside = self.body.template.at(head_row, box.column)
        is_more = self.body.is_label(box) and box.rows > 1
        return is_more and self.body.is_label(beside)

    def _row_label(self, row: int, heads: list[Box], head_row: int) -> str:
        label = self.body.label_left(row, heads[0].column, head_row)
        return label.text if label is not None else ""

    def _add_grid(self, row: int, bottom: int, last: int, heads: list[Box]) -> None:
        body, cells = self.body, []
        for at in range(bottom, last):
            for head in heads:
                box = body.template.at(at, head.column)
                if box is None or box.row != at or not body.is_open(box):
                    continue
                if self._lacks_label(box, heads):
                    continue
                cells.append(self._grid_cell(box, head, row))
                body.used.add(box)
        body.parts.append(GridPart(self._part_name(row, last, heads), tuple(cells)))

    def _read_left_of(self, row: int, bottom: int, last: int, head: Box) -> None:
        """The labels with their cells that stand in rows of a grid, left of all of it."""
        body = self.body
        labels = (body.label_left(at, head.column, row) for at in range(bottom, last))
        left = min([it.column for it in labels if it is not None], default=head.column)
        for at in range(row, last):
            for box in body.starting(at):
                beside = body.template.at(at, box.column - 1) if box.column else None
                has_label = beside is not None and beside.row == at and body.is_label(beside)
                if box.end <= left and body.is_open(box) and beside is not None and has_label:
                    body.used |= {box, beside}
                    body.parts.append(Single(box, beside))

    def _grid_cell(self, box: Box, head: Box, head_row: int) -> GridCell:
        label = self.body.label_left(box.row, box.column, head_row)
        if label is None:
            return GridCell(box, "", head.text)
        above = self.body.template.at(head_row, label.column)
        row_head = above.text if above is not None and self.body.is_label(above) else ""
        return GridCell(box, label.text, head.text, row_head)

    def _lacks_label(self, box: Box, heads: list[Box]) -> bool:
        """Whether the label of a row is blank, in a column where other rows have theirs."""
        left = self.body.template.at(box.row, box.column - 1) if box.column else None
        if left is None or not self.body.is_open(left) or left.text:
            return False
        above = self.body.template.at(heads[0].row, left.column)
        is_value = any(head.column == left.column for head in heads)
        return self.body.is_label(above) and not is_value and above is not None and above.rows == 1

    def _add_list(
        self, row: int, bottom: int, last: int, heads: list[Box], numbered: int | None
    ) -> None:
        body = self.body
        columns = tuple(
            HeadedColumn(
                it.text, body.label_above(it.row, it.column, it.columns), it.column, it.columns
            )
            for it in heads
        )
        name = self._part_name(row, last, heads)
        self._heads = list(columns)
        body.parts.append(ListPart(name, columns, bottom, last, numbered))

    def _part_name(self, row: int, last: int, heads: list[Box]) -> str:
        """The label beside a grid or list, else the heading that stands above all of it."""
        body = self.body
        beside = body.label_beside(row, last, heads[0].column)
        if beside or row <= body.first:
            return beside
        above = body.template.at(row - 1, 0)
        is_heading = above is not None and above.columns >= len(self._widths) - 1
        return above.text if above is not None and is_heading and body.is_label(above) else ""
