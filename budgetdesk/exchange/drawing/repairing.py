"""Cells that are not merged as they look: what a template shows as one box becomes one.

A blank cell that is only the rest of a label beside or above it is taken into the label; blank
cells that a heading spans, or that follow one label, are one cell to be filled in.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.indicator_region import is_level
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.words import (
    core_of,
    is_constant,
    is_grouping,
    is_prompt,
    is_signed,
    sounds_like_label,
)

Knows = Callable[[str], bool]
_HEAD_OF_LEVEL = re.compile(r"[一二三四]级|绩效|指标")  # 三级指标 heads levels and is none
_NAMES_LIST = re.compile(r"(?:明细|清单|一览)表?$")
_WIDEST_LABEL = 3  # columns; wider ones are titles and headings of parts


def repaired(template: Template, first: int, knows: Knows) -> Template:
    """The template with the boxes of its body, from row `first` on, as wide and high as shown."""
    merged = [box for box in template.boxes if box.row >= first and box.merged]
    undone = bool(merged) and not any(knows(box.text) for box in merged)
    lower = not any(box.text and box.rows > 1 and box.column == 0 for box in merged)
    for _ in range(2):  # what is beside a label may only be known once that above it is whole
        template = _Repair(template, first, knows, undone=undone, lower=lower).whole()
    return template


class _Repair:
    """Takes blank cells into the boxes that they are part of."""

    def __init__(
        self, template: Template, first: int, knows: Knows, *, undone: bool, lower: bool
    ) -> None:
        """What the sheet's own merged cells say of those that are not.

        `undone`: cells to be filled in are merged, and labels nowhere. `lower`: no label at the
        left is merged over rows, so that a blank below one may be its rest.
        """
        self._template, self._first, self._knows = template, first, knows
        self._undone, self._lower = undone, lower

    def whole(self) -> Template:
        """The template with its boxes put together."""
        self._join_signatures()
        self._join_list_names()
        for row in range(self._first, len(self._template.heights) - 2):
            self._join_heads(row)
        for row in range(self._first, len(self._template.heights)):
            for box in self._template.starting(row):
                if self._template.at(box.row, box.column) == box and self._says(box):
                    self._widen(box)
        if self._lower and self._labels_at_left():
            self._lower_labels()
        for box in [it for it in self._template.boxes if it.row >= self._first]:
            if box.columns > 1 and self._says(box):
                self._join_below(box)
        return self._template

    def _says(self, box: Box) -> bool:
        """Whether a box holds a label, and neither a prompt nor a constant."""
        if not box.text or is_constant(box.text):
            return False
        return self._knows(box.text) or not is_prompt(box.text)

    def _is_open(self, box: Box) -> bool:
        """Whether a box is blank, or holds words that no label is made of."""
        if not box.text or box.formula:
            return True
        known = self._knows(box.text) or is_constant(box.text)
        return not known and (is_prompt(box.text) or not sounds_like_label(box.text))

    def _put(self, box: Box) -> None:
        kept = (it for it in self._template.boxes if not _covers(box, it))
        boxes = sorted((*kept, box), key=lambda it: (it.row, it.column))
        self._template = replace(self._template, boxes=tuple(boxes))

    # Labels

    def _join_list_names(self) -> None:
        """The name of a list above its headings, 采购明细, goes over all of its columns."""
        for row in range(self._first, len(self._template.heights) - 1):
            boxes, heads = self._template.starting(row), self._template.starting(row + 1)
            labelled = len(heads) > 2 and all(self._says(it) for it in heads)
            alone = len(boxes) > 1 and all(map(_is_single_blank, boxes[1:]))
            if labelled and alone and _NAMES_LIST.search(core_of(boxes[0].text)):
                self._put(replace(boxes[0], columns=len(self._template.widths)))

    def _widen(self, box: Box) -> None:
        """Take the blank cells beside a label into it, as far as they are its own."""
        if box.merged or self._signs(box.row):
            return
        end, behind = self._run(box)
        merged = behind is not None and behind.columns > 1 and behind.row == box.row
        plain = self._plain_end(box, end)
        if plain == end > box.end and merged and behind is not None and self._is_open(behind):
            self._put(replace(box, columns=end - box.column))
            return
        many = self._heads_many(box.row)
        if self._undone and not many and (columns := self._columns_of(box, plain, end, behind)):
            self._put(replace(box, columns=columns))
            return
        if self._has_value(box.row) and not many:
            return
        labelled = many or (behind is not None and self._says(behind))
        for near in self._near(box):
            whole = box.column == 0 and near.columns == len(self._template.widths)
            slot = _is_slot(box.text)
            takes_all = near.end == end and behind is not None and self._says(behind)
            if takes_all and box.column > 0 and not many:
                continue  # it would have no cell of its own
            own = near.end <= plain or (near.end == end and not slot and (labelled or whole))
            if own and near.column == box.column and box.end < near.end <= end:
                self._put(replace(box, columns=near.columns))
                return

    def _signs(self, row: int) -> bool:
        """Whether a row is one of signatures: 填报人： 联系电话： and the like."""
        boxes = [box for box in self._template.starting(row) if self._says(box)]
        return len(boxes) > 1 and all(is_signed(box.text) for box in boxes)

    def _join_signatures(self) -> None:
        for row in range(len(self._template.heights)):
            if row < self._first or self._signs(row):
                self._join_behind_colons(row)

    def _join_behind_colons(self, row: int) -> None:
        """Make one cell of the blanks that follow 填报单位： or 填报人：, as they look."""
        for box in self._template.starting(row):
            first = self._template.at(row, box.end)
            if first is None or not (self._is_open(first) and fold(box.text).endswith(":")):
                continue
            end, _ = self._run(first)
            if not first.merged and end > first.end:
                self._put(replace(first, columns=end - first.column))

    def _columns_of(self, box: Box, plain: int, end: int, behind: Box | None) -> int:
        """The columns of a label whose cell is the last of the blanks behind it; 0 for others.

        The label above it, where it is known to be narrower, tells how wide it is.
        """
        ends = behind is None or behind.row != box.row or self._says(behind)
        if ends and is_grouping(box.text):
            return end - box.column
        if not ends or not plain == end > box.end + 1:
            return 0
        above = self._template.at(box.row - 1, box.column)
        alike = above is not None and above.column == box.column and self._says(above)
        if alike and above is not None and box.end < above.end < end:
            return above.columns
        return end - 1 - box.column

    def _has_value(self, row: int) -> bool:
        """Whether a merged cell to be filled in stands right behind a label of the row."""
        boxes = self._template.starting(row)
        return any(
            before.text and box.columns > 1 and not box.text
            for before, box in pairwise(boxes)
            if before.end == box.column
        )

    def _heads_many(self, row: int) -> bool:
        """Whether several labels of a row stand above cells to be filled in, as headings do."""
        count = 0
        for box in self._template.starting(row):
            below = self._template.at(box.bottom, box.column)
            if self._says(box) and below is not None and below.column == box.column:
                count += self._is_open(below)
        return count > 1

    # Headings in two rows

    def _join_heads(self, row: int) -> None:
        """Put together headings in two rows, where some stand below a wider one."""
        parents = [box for box in self._template.starting(row) if self._parts(box) > 1]
        if not parents:
            return
        higher = [box for box in self._template.starting(row) if self._is_high(box)]
        if not higher:
            return
        for box in parents:
            self._put(replace(box, columns=self._parts(box)))
        for box in higher:
            self._put(replace(box, rows=2, columns=self._width_of(box)))

    def _parts(self, box: Box) -> int:
        """How many headings stand below one, the others below the blank rest of it."""
        if not self._says(box) or box.merged:
            return 0
        column = box.column
        while (
            (under := self._template.at(box.row + 1, column)) is not None
            and self._says(under)
            and not under.merged
            and self._is_open_at(box.row + 2, column)
            and (column == box.column or self._is_single_at(box.row, column))
        ):
            column += 1
        return column - box.column

    def _is_high(self, box: Box) -> bool:
        """Whether a label has a single blank below it, and below that a cell or level."""
        return self._says(box) and not box.merged and self._is_single_at(box.row + 1, box.column)

    def _width_of(self, box: Box) -> int:
        """The columns of a heading in two rows: those of the cell below, where they are blank."""
        below = self._template.at(box.row + 2, box.column)
        if below is None or below.column != box.column:
            return 1
        rest = range(box.column + 1, below.end)
        blank = all(self._is_single_at(row, it) for it in rest for row in (box.row, box.row + 1))
        return below.columns if blank else 1

    def _is_single_at(self, row: int, column: int) -> bool:
        box = self._template.at(row, column)
        return box is not None and _is_single_blank(box)

    def _is_open_at(self, row: int, column: int) -> bool:
        box = self._template.at(row, column)
        return box is not None and self._is_open(box)

    def _run(self, box: Box) -> tuple[int, Box | None]:
        """The column behind the single blanks beside a label, and what stands there."""
        end, beside = box.end, self._template.at(box.row, box.end)
        while beside is not None and _is_single_blank(beside):
            end, beside = beside.end, self._template.at(box.row, beside.end)
        return end, beside

    def _plain_end(self, box: Box, end: int) -> int:
        """The column behind those blanks that stand below no heading of their own."""
        for column in range(box.end, end):
            if self._is_headed(box.row, column):
                return column
        return end

    def _is_headed(self, row: int, column: int) -> bool:
        """Whether a label stands above a blank in its own column: it is a cell below a heading."""
        row -= 1
        while row >= self._first and (above := self._template.at(row, column)) is not None:
            if above.text or above.merged:
                is_slot = _is_slot(above.text)
                return bool(above.text) and above.column == column and not is_slot
            row = above.row - 1
        return False

    def _near(self, box: Box) -> Iterator[Box]:
        """The merged cell right below that it heads, and the merged box right above."""
        below = self._template.at(box.bottom, box.column)
        above = self._template.at(box.row - 1, box.column) if box.row > self._first else None
        if below is not None and self._is_open(below):
            yield below
        if above is not None and 1 < above.columns < len(self._template.widths):
            yield above

    # Labels down the left side

    def _labels_at_left(self) -> bool:
        """Whether the first column holds labels alone, so that a blank there is part of one."""
        boxes = [it for it in self._template.boxes if it.column == 0 and it.row >= self._first]
        blanks = [it for it in boxes if not it.text]
        return not any(it.columns > 1 or not self._has_label_above(it) for it in blanks)

    def _has_label_above(self, box: Box) -> bool:
        row = box.row - 1
        while row >= self._first and (above := self._template.at(row, box.column)) is not None:
            if above.text:
                return above.columns <= _WIDEST_LABEL
            row = above.row - 1
        return False

    def _lower_labels(self) -> None:
        for box in [it for it in self._template.boxes if it.column == 0 and it.row >= self._first]:
            now = self._template.at(box.row, 0)
            if now is None or now.row != box.row or not self._says(now):
                continue
            bottom = self._bottom(now)
            if bottom > now.bottom:
                self._put(replace(now, rows=bottom - now.row))

    def _bottom(self, box: Box) -> int:
        """The row below a label at the left, the blank cells below it taken in."""
        row = box.bottom
        if self._heads_many(box.row) and self._is_blank(row) and self._is_blank(row + 1):
            return row  # rows of a list, whose first column this heads
        while row < len(self._template.heights):
            below = [self._template.at(row, column) for column in range(box.column, box.end)]
            if any(it is None or not _is_single_blank(it) for it in below):
                break
            row += 1
        return row

    def _is_blank(self, row: int) -> bool:
        """Whether a row holds nothing but single cells without a word."""
        boxes = self._template.starting(row) if row < len(self._template.heights) else []
        return len(boxes) == len(self._template.widths) and all(map(_is_single_blank, boxes))

    # Cells to be filled in

    def _join_below(self, head: Box) -> None:
        """Make one cell of the single blanks that a merged heading spans, row by row."""
        row = head.bottom
        while row < len(self._template.heights):
            cells = [self._template.at(row, column) for column in range(head.column, head.end)]
            first, *others = cells
            if first is None or first.merged or not self._is_open(first):
                return
            if any(it is None or not _is_single_blank(it) for it in others):
                return
            self._put(replace(first, columns=head.columns))
            row += 1


def _is_slot(text: str) -> bool:
    """Whether a text is a level's name beside rows of indicators, and not a heading of levels."""
    return is_level(text) and not _HEAD_OF_LEVEL.match(core_of(text))


def _covers(box: Box, other: Box) -> bool:
    inside_rows = box.row <= other.row and other.bottom <= box.bottom
    return inside_rows and box.column <= other.column and other.end <= box.end


def _is_single_blank(box: Box) -> bool:
    return not (box.text or box.merged or box.formula)
