"""What was changed by hand in the visible sheets of a package, against the cells written.

Nothing is laid out again. Rows that came or went are found by what the rows say, so that all cells
below them don't count as changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from budgetdesk.exchange.cell_names import cell_name
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened
from budgetdesk.exchange.sealed.worksheets import Grid
from budgetdesk.exchange.sealed.written import (
    CODE_CELL,
    BadCells,
    FieldKey,
    WrittenCell,
    WrittenSheet,
)

_WIDEST = 400  # rows on either side that are aligned one by one
_TOLD = 40  # characters of a row
_SEVERAL = 3  # rows in which nobody moved a text by hand alike


class EditKind(StrEnum):
    """What kind of change it is."""

    INPUT = "input"  # a cell that is filled in
    LABEL = "label"
    TOTAL = "total"  # a figure that is reckoned
    OTHER = "other"  # what stands where nothing was written
    CODE = "code"  # 校验码
    ROW_DELETED = "row_deleted"
    ROW_INSERTED = "row_inserted"
    SHEET_DELETED = "sheet_deleted"
    SHEET_RENAMED = "sheet_renamed"
    SHEET_ADDED = "sheet_added"
    SHEET_COPIED = "sheet_copied"
    SHEETS_REORDERED = "sheets_reordered"
    COLUMNS_MOVED = "columns_moved"


_ROWS = frozenset({EditKind.ROW_DELETED, EditKind.ROW_INSERTED})
_ROLES = {"l": EditKind.LABEL, "t": EditKind.LABEL, "c": EditKind.TOTAL, "k": EditKind.TOTAL}


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One change: `row` and `column` from 0 as they stand now, `old` and `new` canonical text.

    Of rows `old` or `new` is what the row says, and `cells` are those that went with it.
    """

    kind: EditKind
    sheet: str
    row: int = 0
    column: int = 0
    old: str = ""
    new: str = ""
    field: FieldKey | None = None
    cells: tuple[WrittenCell, ...] = ()
    is_formula: bool = False  # without a value that could be taken

    @property
    def is_decisive(self) -> bool:
        """Whether somebody has to decide about it; anything else is told and changes nothing."""
        if self.kind in _ROWS:
            return (self.old or self.new) != ""
        return self.kind in (EditKind.INPUT, EditKind.COLUMNS_MOVED)

    @property
    def place(self) -> str:
        """`B7`; "" for a whole sheet."""
        if self.kind is EditKind.COLUMNS_MOVED or self.kind.startswith("sheet"):
            return ""
        if self.kind in _ROWS:
            return f"第 {self.row + 1} 行"
        return cell_name(self.row, self.column)


def hand_edits(opened: Opened) -> tuple[HandEdit, ...]:
    """Every visible change of a package, sheet by sheet."""
    if opened.as_written:
        return ()
    found = _FoundEdits(opened)
    code = opened.envelope.code
    edits = [*found.of_sheets()]
    for written in opened.written:
        name = found.now.get(written.name)
        if name is not None:
            edits += _found_in(opened, written, name, code)
    return tuple(
        replace(it, is_formula=(it.row, it.column) in opened.unreckoned.get(it.sheet, ()))
        if opened.unreckoned and it.kind not in _ROWS
        else it
        for it in edits
    )


def _found_in(opened: Opened, written: WrittenSheet, name: str, code: str) -> Sequence["HandEdit"]:
    sheet = opened.sheets[name]
    if sheet.says_just(written, code):
        return ()
    try:
        return [*_in_sheet(written, sheet.cells, name, code)]
    except BadCells as error:
        raise DamagedPackage(opened.path, "封存的格子读不出来，请让对方重新发来。") from error


class _FoundEdits:
    """Which worksheet of the file is which of those written."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._written = {it.name: it for it in opened.written}
        self._strange = [name for name in opened.sheets if name not in self._written]
        self.now = {name: name for name in self._written if name in opened.sheets}
        self._renamed = dict(self._renamings())
        self.now |= {old: new for new, old in self._renamed.items()}

    def of_sheets(self) -> Iterator[HandEdit]:
        for name in self._written:
            if name not in self.now:
                yield HandEdit(EditKind.SHEET_DELETED, name, old=name)
        for name in self._strange:
            if name in self._renamed:
                old = self._renamed[name]
                yield HandEdit(EditKind.SHEET_RENAMED, name, old=old, new=name)
            elif (like := self._most_like(name, self._written)) is not None:
                yield HandEdit(EditKind.SHEET_COPIED, name, old=like, new=name)
            else:
                yield HandEdit(EditKind.SHEET_ADDED, name, new=name)
        before = [self.now[name] for name in self._written if name in self.now]
        after = [name for name in self._opened.sheets if name in set(before)]
        if before != after:
            yield HandEdit(EditKind.SHEETS_REORDERED, after[0], new="、".join(after))

    def _renamings(self) -> Iterator[tuple[str, str]]:
        missing = [name for name in self._written if name not in self.now]
        for name in self._strange:
            # What is more like a sheet that is still there is a copy of that one.
            like = self._most_like(name, [*missing, *self.now])
            if like in missing:
                missing.remove(like)
                yield name, like

    def _most_like(self, name: str, among: Mapping[str, object] | Sequence[str]) -> str | None:
        """The written sheet that a strange one says mostly the same as."""
        said = set(self._opened.sheets[name].cells.values())
        likeness = {one: _likeness(self._written[one], said) for one in among}
        best = max(likeness, key=lambda one: likeness[one], default=None)
        return best if best is not None and likeness[best] >= 0.5 else None


def _likeness(sheet: WrittenSheet, said: set[str]) -> float:
    texts = {*sheet.said.values()}
    return len(texts & said) / max(1, len(texts | said))


def _in_sheet(written: WrittenSheet, grid: Grid, name: str, code: str) -> Iterator[HandEdit]:
    said = written.said
    coded = {place for place, text in said.items() if text == CODE_CELL}
    said |= dict.fromkeys(coded, code)
    if said == grid:
        return
    cells: dict[int | None, list[WrittenCell]] = {}
    for it in written.cells:
        own = it._replace(value=code) if (it.row, it.column) in coded else it
        cells.setdefault(it.row, []).append(own)
    before, after = _rows(said), _rows(grid)
    pairs = _aligned(before, after)
    if _are_columns_moved(before, after, pairs):
        yield HandEdit(EditKind.COLUMNS_MOVED, name, new="内容到了别的列，没有逐格比较")
        return
    for old, new in pairs:
        if new is None:
            told, gone = _told(before[old or 0]), tuple(cells.get(old, ()))
            yield HandEdit(EditKind.ROW_DELETED, name, old or 0, old=told, cells=gone)
        elif old is None:
            told = _told(after[new])
            if told or new < len(before):  # blank rows before a remark below all are no rows
                yield HandEdit(EditKind.ROW_INSERTED, name, new, new=told)
        else:
            yield from _in_row(name, cells.get(old, ()), after[new], new, coded)


def _in_row(
    name: str,
    own: Sequence[WrittenCell],
    now: Mapping[int, str],
    row: int,
    coded: set[tuple[int, int]],
) -> Iterator[HandEdit]:
    written = {it.column: it for it in own}
    for column in sorted({*written, *now}):
        cell, new = written.get(column), now.get(column, "")
        if cell is None:
            yield HandEdit(EditKind.OTHER, name, row, column, "", new)
        elif cell.value != new:
            kind = EditKind.INPUT if cell.field else _ROLES.get(cell.role, EditKind.OTHER)
            kind = EditKind.CODE if (cell.row, column) in coded else kind
            yield HandEdit(kind, name, row, column, cell.value, new, cell.field)


def _are_columns_moved(
    before: Sequence[Mapping[int, str]],
    after: Sequence[Mapping[int, str]],
    pairs: Sequence[tuple[int | None, int | None]],
) -> bool:
    """Whether columns came or went: texts of several rows stand as much further left or right.

    What stands in a cell then is another field's, and told or taken cell by cell it would be wrong.
    """
    moved: dict[int, set[int]] = {}  # rows by how far
    for old, new in pairs:
        if old is not None and new is not None and before[old] != after[new]:
            for distance in _distances(before[old], after[new]):
                moved.setdefault(distance, set()).add(old)
    return any(len(rows) >= _SEVERAL for rows in moved.values())


def _distances(row: Mapping[int, str], now: Mapping[int, str]) -> Iterator[int]:
    """How far texts of a row went that stand in it once, before and now."""
    told, said = [*row.values()], [*now.values()]
    places = {text: column for column, text in now.items()}
    for column, text in row.items():
        if told.count(text) == said.count(text) == 1 and places[text] != column:
            yield places[text] - column


def _rows(cells: Grid) -> list[dict[int, str]]:
    height = max((row for row, _ in cells), default=-1) + 1
    rows: list[dict[int, str]] = [{} for _ in range(height)]
    for (row, column), text in cells.items():
        rows[row][column] = text
    return rows


def _told(row: Mapping[int, str]) -> str:
    text = " ".join(row[column].replace("\n", " ") for column in sorted(row))
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


def _aligned(
    before: Sequence[Mapping[int, str]], after: Sequence[Mapping[int, str]]
) -> list[tuple[int | None, int | None]]:
    """Which row is which; None for one that came or went."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    same = [(it, it) for it in range(start)]
    tail = [(len(before) - it, len(after) - it) for it in range(end, 0, -1)]
    old, new = range(start, len(before) - end), range(start, len(after) - end)
    return [*same, *_middle(before, after, old, new), *tail]


def _middle(
    before: Sequence[Mapping[int, str]],
    after: Sequence[Mapping[int, str]],
    old: range,
    new: range,
) -> list[tuple[int | None, int | None]]:
    if len(old) > _WIDEST or len(new) > _WIDEST:
        return [*zip_longest(old, new)]
    return _cheapest(before, after, old, new)


def _cheapest(
    before: Sequence[Mapping[int, str]],
    after: Sequence[Mapping[int, str]],
    old: range,
    new: range,
) -> list[tuple[int | None, int | None]]:
    """The alignment that leaves the fewest cells changed: a row gone or come counts its cells."""
    costs = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    gone = [_weight(before[it]) for it in old]
    come = [_weight(after[it]) for it in new]
    for i in range(len(old), -1, -1):
        for j in range(len(new), -1, -1):
            ways = []
            if i < len(old) and j < len(new):
                ways.append(_changed(before[old[i]], after[new[j]]) + costs[i + 1][j + 1])
            if i < len(old):
                ways.append(gone[i] + costs[i + 1][j])
            if j < len(new):
                ways.append(come[j] + costs[i][j + 1])
            costs[i][j] = min(ways, default=0.0)
    return _traced(costs, gone, before, after, old, new)


def _traced(
    costs: Sequence[Sequence[float]],
    gone: Sequence[float],
    before: Sequence[Mapping[int, str]],
    after: Sequence[Mapping[int, str]],
    old: range,
    new: range,
) -> list[tuple[int | None, int | None]]:
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        here = costs[i][j]
        if i < len(old) and j < len(new):
            step = _changed(before[old[i]], after[new[j]]) + costs[i + 1][j + 1]
            if here == step:
                pairs.append((old[i], new[j]))
                i, j = i + 1, j + 1
                continue
        if i < len(old) and here == gone[i] + costs[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _weight(row: Mapping[int, str]) -> float:
    """What it costs that a row came or went: more than to change half of it."""
    return 1.0 + 0.75 * len(row)


def _changed(row: Mapping[int, str], other: Mapping[int, str]) -> float:
    return float(sum(row.get(it) != other.get(it) for it in {*row, *other}))
