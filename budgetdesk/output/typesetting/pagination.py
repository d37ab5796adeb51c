"""Rows onto pages: what does not fit is continued, nothing is cut.

Rows marked `repeat` stand again on further pages. A label whose cell goes on to the next page
is printed there again with （续）, and so is the name of what the rows beside it are of; other
texts go on where they stopped, at least two lines at a time where that is possible.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from budgetdesk.forms.sheet import Cell, Role
from budgetdesk.output.typesetting.measuring import PAD_Y, PAPER, broken, text_need
from budgetdesk.output.typesetting.page import FittedSheet, FittedText, Page, PlacedCell

_ROUNDING = 0.01  # points
_KEPT_WHOLE = 7  # lines: a row of no more goes to the next page undivided
_LONGEST_STEP_BACK = 0.25  # of a page left empty to break at a better place
_AGAIN = "（续）"
_AGAIN_NARROW = "(续)"
_AGAIN_UPRIGHT = "︵续︶"  # one below the other, in columns one character wide

_Strip = tuple[int, float]  # a row, and the height of its part on one page


def paginate(fitted: FittedSheet) -> tuple[Page, ...]:
    """The pages of a fitted sheet, every character of its fields on exactly one of them."""
    if fits_one_page(fitted):
        return (Page(fitted.page, 1, 1, tuple(_in_place(fitted))),)
    contents = list(_Filling(fitted).pages())
    return tuple(
        Page(fitted.page, number, len(contents), cells)
        for number, cells in enumerate(contents, start=1)
    )


def page_count(fitted: FittedSheet) -> int:
    """How many pages a fitted sheet takes."""
    if fits_one_page(fitted):
        return 1
    return sum(1 for _ in _Filling(fitted).pages())


def fits_one_page(fitted: FittedSheet) -> bool:
    """Whether all rows stand on one page."""
    return sum(fitted.heights) <= fitted.page.inner_height + _ROUNDING


def _in_place(fitted: FittedSheet) -> Iterator[PlacedCell]:
    """The cells of a form that takes one page."""
    lefts = tuple(accumulate(fitted.widths, initial=fitted.page.margin))
    tops = tuple(accumulate(fitted.heights, initial=fitted.page.margin))
    for cell, text in zip(fitted.sheet.cells, fitted.texts, strict=True):
        left, top = lefts[cell.column], tops[cell.row]
        width = lefts[cell.column + cell.columns] - left
        yield PlacedCell(cell, text, left, top, width, tops[cell.row + cell.rows] - top)


class _Filling:
    """The rows and lines not placed yet, while the pages of one sheet are filled in order."""

    def __init__(self, fitted: FittedSheet) -> None:
        self._fitted = fitted
        self._cells = fitted.sheet.cells
        self._edges = tuple(accumulate(fitted.widths, initial=fitted.page.margin))
        self._heights = list(fitted.heights)  # of what remains of each row
        self._pending = [text.lines for text in fitted.texts]  # lines not placed yet
        self._labelled: set[int] = set()  # labels that stand on some page
        self._row = 0  # the first row not placed whole
        self._divided = False  # part of that row stands on the page before
        self._repeats = self._repeated_rows()
        self._rows_cells = self._cells_by_row()

    def _repeated_rows(self) -> tuple[int, ...]:
        rows = tuple(row for row, it in enumerate(self._fitted.sheet.rows) if it.repeat)
        height = sum(self._fitted.heights[row] for row in rows)
        return rows if height < self._fitted.page.inner_height / 2 else ()

    def _cells_by_row(self) -> list[list[int]]:
        covering: list[list[int]] = [[] for _ in self._heights]
        for place, cell in enumerate(self._cells):
            for row in range(cell.row, cell.row + cell.rows):
                covering[row].append(place)
        return covering

    def pages(self) -> Iterator[tuple[PlacedCell, ...]]:
        """The cells of each page."""
        yield self._next_page()
        while self._row < len(self._heights):
            yield self._next_page()

    def _next_page(self) -> tuple[PlacedCell, ...]:
        rows = self._fitted.sheet.rows
        again = [
            (row, self._fitted.heights[row])
            for row in self._repeats
            if rows[row].stands_again(row, self._row)
        ]
        self._grow_for_continuations(again)
        room = self._fitted.page.inner_height - sum(height for _, height in again)
        end, part = self._page_end(room, again)
        strips = [*again, *((row, self._heights[row]) for row in range(self._row, end))]
        if part:
            strips.append((end, part))
        placed = tuple(self._placed(strips, end))
        self._row, self._divided = end, part > 0
        if part:
            self._heights[end] = max(self._heights[end] - part, 0.0)
        return placed

    # -- where the page ends

    def _page_end(self, room: float, again: Sequence[_Strip]) -> tuple[int, float]:
        """The first row that is not whole on this page, and the height of its part that is."""
        end, used = self._row, 0.0
        while end < len(self._heights) and used + self._heights[end] <= room + _ROUNDING:
            used += self._heights[end]
            end += 1
        if end == len(self._heights):
            return end, 0.0
        if part := self._part_of_row(end, room - used, again):
            return end, part
        if end == self._row:  # higher than a page and not to be divided: let it run over
            return end + 1, 0.0
        return self._better_end(end, room, again), 0.0

    def _better_end(self, end: int, room: float, again: Sequence[_Strip]) -> int:
        """`end`, or a row not far before it where a break is good."""
        lost, earlier = 0.0, end
        while earlier > self._row and lost <= room * _LONGEST_STEP_BACK:
            if self._is_good_end(earlier, again):
                return earlier
            earlier -= 1
            lost += self._heights[earlier]
        return end

    def _is_good_end(self, end: int, again: Sequence[_Strip]) -> bool:
        if self._is_heading(end - 1):
            return False
        cut = (place for place in self._rows_cells[end - 1] if self._last_row(place) >= end)
        return all(self._has_room(place, end, again) for place in cut)

    def _is_heading(self, row: int) -> bool:
        """Whether a row only names or sums what stands below it."""
        if self._fitted.sheet.rows[row].leads:
            return True
        starting = [self._cells[place] for place in self._rows_cells[row]]
        own = [cell for cell in starting if cell.row == row and cell.rows == 1]
        return bool(own) and all(cell.role in {Role.LABEL, Role.TITLE} for cell in own)

    def _has_room(self, place: int, end: int, again: Sequence[_Strip]) -> bool:
        """Whether a cell cut before row `end` has room here for its label or a few lines."""
        cell, text = self._cells[place], self._fitted.texts[place]
        height = self._height_above(cell, end, again)
        if cell.role is Role.LABEL or cell.names:
            return height + _ROUNDING >= text_need(self._label(place))
        few = min(len(self._pending[place]), 2)
        return height + _ROUNDING >= few * text.leading + 2 * PAD_Y

    def _height_above(self, cell: Cell, end: int, again: Sequence[_Strip]) -> float:
        """The height of a cell's part on this page, above row `end`."""
        repeated = sum(height for row, height in again if cell.row <= row)
        return repeated + sum(self._heights[max(cell.row, self._row) : end])

    def _part_of_row(self, row: int, room: float, again: Sequence[_Strip]) -> float:
        """The height at which a row is divided here, in points; 0 where it is kept whole."""
        must = row == self._row  # it has the whole page and is still too high
        leader = max(
            (place for place in self._rows_cells[row] if self._flows(place)),
            key=lambda place: len(self._pending[place]) * self._fitted.texts[place].leading,
            default=None,
        )
        if leader is None:
            return 0.0
        lines, text = len(self._pending[leader]), self._fitted.texts[leader]
        if lines <= _KEPT_WHOLE and not must:
            return 0.0
        above = self._height_above(self._cells[leader], row, again)
        most = int((room + above - 2 * PAD_Y + _ROUNDING) / text.leading)
        for here in range(min(most, lines - 2), 1, -1):
            part = here * text.leading + 2 * PAD_Y - above
            if part > 0 and self._is_good_part(row, part, again):
                return part
        return room if must and most >= 1 else 0.0

    def _is_good_part(self, row: int, part: float, again: Sequence[_Strip]) -> bool:
        return all(
            self._divides_well(place, self._height_above(self._cells[place], row, again) + part)
            for place in self._rows_cells[row]
        )

    def _divides_well(self, place: int, height: float) -> bool:
        """Whether a cell's part of this height shows its label, or leaves no line alone."""
        if not self._flows(place):
            return height + _ROUNDING >= text_need(self._label(place))
        lines = len(self._pending[place])
        here = min(self._lines_in(place, height), lines)
        return here == lines or (here != 1 and lines - here != 1)

    # -- what stands on the page

    def _placed(self, strips: Sequence[_Strip], end: int) -> Iterator[PlacedCell]:
        tops = list(accumulate((height for _, height in strips), initial=self._fitted.page.margin))
        where = {row: index for index, (row, _) in enumerate(strips)}
        whole = {row for row, _ in strips if row < end}
        seen = sorted({place for row, _ in strips for place in self._rows_cells[row]})
        for place in seen:
            cell = self._cells[place]
            rows = [row for row in range(cell.row, self._last_row(place) + 1) if row in where]
            top, bottom = tops[where[rows[0]]], tops[where[rows[-1]] + 1]
            left, right = self._edges[cell.column], self._edges[cell.column + cell.columns]
            goes_on = self._last_row(place) not in whole
            text = self._text_here(place, bottom - top, goes_on=goes_on)
            flows = self._flows(place)
            yield PlacedCell(
                cell,
                text,
                left,
                top,
                right - left,
                bottom - top,
                cut=flows and len(text.lines) != len(self._fitted.texts[place].lines),
                ends=not flows or not self._pending[place],
            )

    def _text_here(self, place: int, height: float, *, goes_on: bool) -> FittedText:
        text = self._fitted.texts[place]
        if self._last_row(place) < self._row:  # a head that stands here again
            return text if text_need(text) <= height + _ROUNDING else text.part(())
        if not self._flows(place):
            label = self._label(place)
            if goes_on and text_need(label) > height + _ROUNDING:
                return text.part(())
            self._labelled.add(place)
            return label
        pending = self._pending[place]
        count = self._lines_in(place, height) if goes_on else len(pending)
        self._pending[place] = pending[count:]
        return text.part(pending[:count])

    def _lines_in(self, place: int, height: float) -> int:
        leading = self._fitted.texts[place].leading
        return max(int((height - 2 * PAD_Y + _ROUNDING) / leading), 0)

    def _grow_for_continuations(self, again: Sequence[_Strip]) -> None:
        """Make room for what the cells begun on the pages before still have to show."""
        if self._row >= len(self._heights):
            return
        for place in self._rows_cells[self._row]:
            if not self._begun(place):
                continue
            cell, last = self._cells[place], self._last_row(place)
            need = text_need(self._rest(place))
            missing = need - self._height_above(cell, last + 1, again)
            if missing > 0:
                self._heights[last] += missing

    def _rest(self, place: int) -> FittedText:
        if self._flows(place):
            return self._fitted.texts[place].part(self._pending[place])
        return self._label(place)

    # -- cells

    def _last_row(self, place: int) -> int:
        cell = self._cells[place]
        return cell.row + cell.rows - 1

    def _flows(self, place: int) -> bool:
        """Whether a cell's text goes on where it stopped; labels stand again whole."""
        cell = self._cells[place]
        return cell.role not in {Role.LABEL, Role.TITLE} and not cell.names

    def _begun(self, place: int) -> bool:
        """Whether part of a cell stands on an earlier page."""
        cell = self._cells[place]
        return cell.row < self._row or (self._divided and cell.row == self._row)

    def _label(self, place: int) -> FittedText:
        """A label's text for this page: with （续） where it stood on an earlier one."""
        text, cell = self._fitted.texts[place], self._cells[place]
        if place not in self._labelled or not cell.text.strip() or cell.role is Role.TITLE:
            return text
        width = self._edges[cell.column + cell.columns] - self._edges[cell.column]
        again = _again_mark(PAPER.line(width, cell.style, text.size) / text.size)
        return broken(cell.text + again, cell.style, width, text.size, text.leading)


def _again_mark(room: float) -> str:
    """（续） in the form that a column with room for so many characters can show."""
    if room >= 3:
        return _AGAIN
    return _AGAIN_NARROW if room >= 2 else _AGAIN_UPRIGHT
