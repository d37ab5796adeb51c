"""A record's sheet as pasting sees it: labels with their fields, and lists with their columns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import FormRecord
from budgetdesk.exchange.placement.words import joined_target, key_of
from budgetdesk.forms.parts import SIGN, UNIT, VALUE
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.forms.standing import Standing, in_list, list_path, row_ref, standing_of

_BESIDE = (SIGN, UNIT)  # of the column with the value


@dataclass(frozen=True, slots=True)
class ListHalf:
    """The columns of one list: those of its fields, and the one that names level 2, if any.

    `likes` are the fields in those columns, in any row. A target in three columns is one field in
    the column of its value; `sign` and `measure` are its other columns, `parts` its three cells.
    """

    list_path: str
    level2: int | None
    columns: tuple[int, ...]
    likes: tuple[FieldRef, ...]
    sign: int | None = None
    measure: int | None = None
    parts: tuple[tuple[int, FieldRef], ...] = ()

    @property
    def target(self) -> int:
        """Which of the fields has a sign and a measure beside it, or would have."""
        parted = (number for number, like in enumerate(self.likes) if not like.part)
        named = (n for n in parted if self.likes[n].path.endswith(".target"))
        return next(named, len(self.likes) - 1)


@dataclass(frozen=True, slots=True)
class AbreastBand:
    """The rows of the sheet in which lists stand abreast; `head` is the row of their headings."""

    top: int
    bottom: int
    level1: int | None
    halves: tuple[ListHalf, ...]

    @property
    def head(self) -> int:
        """The row of headings above."""
        return self.top - 1

    def half_at(self, column: int) -> int:
        """The half that a column of the sheet belongs to: the first for what both share."""
        starts = [min(half.columns[0], _or(half.level2, half.columns[0])) for half in self.halves]
        return max((n for n, start in enumerate(starts) if start <= column), default=0)

    def column_set(self) -> set[int]:
        """Every column in which something of the lists begins."""
        columns = {column for half in self.halves for column in half.columns}
        parts = {one for half in self.halves for one in (half.sign, half.measure)}
        return (
            columns
            | {one for one in parts if one is not None}
            | {
                one
                for one in (self.level1, *(half.level2 for half in self.halves))
                if one is not None
            }
        )


class FormMap:
    """Finds places on one sheet of one record; `printed` is the record as a worksheet has it."""

    def __init__(self, sheet: Sheet, record: FormRecord, printed: Sheet | None = None) -> None:
        sheet = _without_suggestions(sheet)
        self.sheet, self.record = sheet, record
        on_paper = printed if printed is not None else sheet
        self._printed = {cell.field for cell in on_paper.cells if cell.field is not None}
        self.rows, self.columns = len(sheet.rows), len(sheet.columns)
        self._covering = {
            (row, column): cell
            for cell in sheet.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self._lines: dict[int, list[Cell]] = defaultdict(list)
        for cell in sheet.cells:
            self._lines[cell.row].append(cell)
        self._of_field = {cell.field: cell for cell in sheet.cells if cell.field is not None}
        self._of_path = {ref.path: ref for ref in self._of_field}
        self.bands = tuple(self._find_bands())
        self._of_field |= {cell.field: cell for cell in self._whole_targets() if cell.field}

    def _whole_targets(self) -> Iterator[Cell]:
        """A cell for each target that stands in three, with all that it says."""
        halves = (half for band in self.bands for half in band.halves)
        for half in (it for it in halves if (it.sign, it.measure) != (None, None)):
            for row in self._rows_of(half):
                value = self.at(row, half.columns[half.target])
                if value is not None and value.field is not None:
                    parts = (self.at(row, it) if it is not None else None
                             for it in (half.sign, half.measure))  # fmt: skip
                    sign, measure = (it.text if it is not None else "" for it in parts)
                    text = joined_target(sign, value.text, measure)
                    yield replace(value, field=_whole(value.field), text=text)

    def _rows_of(self, half: ListHalf) -> range:
        return next(range(it.top, it.bottom + 1) for it in self.bands if half in it.halves)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self._covering.get((row, column))

    def beginning(self, row: int, column: int) -> Cell | None:
        """The cell that begins at a place."""
        cell = self.at(row, column)
        return cell if cell and (cell.row, cell.column) == (row, column) else None

    def line(self, row: int) -> Sequence[Cell]:
        """The cells that begin in a row."""
        return self._lines.get(row, ())

    def shown(self, ref: FieldRef) -> Cell | None:
        """The cell of a field, where the sheet has one."""
        return self._of_field.get(ref)

    def prints(self, row: int) -> bool:
        """Whether a worksheet has a row of a list; it lacks slots that are not used."""
        return any(cell.field in self._printed for cell in self.line(row))

    @property
    def has_fields(self) -> bool:
        """Whether there is anything to fill in or computed; a document may be text alone."""
        return bool(self._of_field)

    @property
    def like(self) -> FieldRef:
        """Any field of the record, where the sheet has one."""
        return next(iter(self._of_field))

    def like_of(self, path: str) -> FieldRef:
        """A field of that path, where the sheet has one, else any field of the record."""
        return self._of_path.get(path, self.like)

    # Labels outside the lists

    def label_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that have labels and stand in no list, with all their cells."""
        for row in sorted(self._lines):
            if self.band_of(row) is None and any(is_label(cell) for cell in self._lines[row]):
                yield row, self._lines[row]

    # Lists

    def band_of(self, row: int) -> AbreastBand | None:
        """The band that a row lies in."""
        return next((band for band in self.bands if band.top <= row <= band.bottom), None)

    def standing(self, row: int, half: ListHalf) -> Standing | None:
        """Where the row of a list stands that a row of the sheet shows."""
        cell = self.at(row, half.columns[0])
        ref = cell.field if cell is not None else None
        return standing_of(self.record, ref) if ref is not None and in_list(ref) else None

    def refs(self, half: ListHalf, standing: Standing) -> list[FieldRef]:
        """The fields of the row at a standing: a stored one, or one to be made."""
        return [row_ref(self.record, like, like.path, standing) for like in half.likes]

    def slots(self, band: AbreastBand) -> list[Slot]:
        """The slots of a band in the sheet's order, each once."""
        found: dict[tuple[str, str], Slot] = {}
        for row in range(band.top, band.bottom + 1):
            for half in band.halves:
                standing = self.standing(row, half)
                if standing is not None:
                    slot = standing.slot
                    found.setdefault((bare(slot.level1), bare(slot.level2)), slot)
        return list(found.values())

    def _find_bands(self) -> Iterator[AbreastBand]:
        listed: dict[int, list[Cell]] = {
            row: cells
            for row in sorted(self._lines)
            if (cells := [one for one in self._lines[row] if one.field and in_list(one.field)])
        }
        rows = list(listed)
        while rows:
            top = bottom = rows.pop(0)
            paths = _paths(listed[top])
            while rows and rows[0] == bottom + 1 and _paths(listed[rows[0]]) == paths:
                bottom = rows.pop(0)
            yield self._band(top, bottom, listed[top])

    def _band(self, top: int, bottom: int, fields: list[Cell]) -> AbreastBand:
        labels = [
            cell.column
            for cell in self._lines[top]
            if cell.field is None and cell.role is Role.LABEL
        ]
        halves = []
        after = -1
        for path in dict.fromkeys(_paths(fields)):
            mine = [cell for cell in fields if cell.field and list_path(cell.field) == path]
            first = mine[0].column
            level2 = max((one for one in labels if after < one < first), default=None)
            halves.append(_half(path, level2, mine))
            after = mine[-1].column
        leftmost = min(labels, default=None)
        level1 = leftmost if leftmost is not None and leftmost != halves[0].level2 else None
        return AbreastBand(top, bottom, level1, tuple(halves))


def _without_suggestions(sheet: Sheet) -> Sheet:
    """A sheet without what it only suggests: a worksheet has a blank there, and so has the book."""
    cells = (
        replace(it, text="")
        if it.proposed and it.field and it.field.declared and it.field.declared.only_suggested
        else it
        for it in sheet.cells
    )
    return replace(sheet, cells=tuple(cells))


def _half(path: str, level2: int | None, cells: Sequence[Cell]) -> ListHalf:
    """One list's columns by the cells of one of its rows."""
    parts = {cell.field.part.rstrip("+"): cell.column for cell in cells if cell.field}
    own = [cell for cell in cells if cell.field and cell.field.part.rstrip("+") not in _BESIDE]
    likes = (_whole(cell.field) for cell in own if cell.field)
    columns = tuple(cell.column for cell in own)
    parted = ((it.column, it.field) for it in cells if it.field and _is_part(it.field))
    return ListHalf(
        path, level2, columns, tuple(likes), parts.get(SIGN), parts.get(UNIT), tuple(parted)
    )


def _is_part(ref: FieldRef) -> bool:
    return ref.part.rstrip("+") in (VALUE, *_BESIDE)


def _whole(ref: FieldRef) -> FieldRef:
    """A target in parts stands for itself, whole; what is ticked is a part all the same."""
    return replace(ref, part="") if ref.part == VALUE else ref


def is_label(cell: Cell) -> bool:
    """Whether a cell is a printed label with words in it."""
    return cell.field is None and cell.role is Role.LABEL and bool(key_of(cell.text))


def is_field(cell: Cell) -> bool:
    """Whether a cell shows a field, typed, computed or locked."""
    return cell.field is not None


def _paths(fields: Sequence[Cell]) -> list[str]:
    return [list_path(cell.field) for cell in fields if cell.field]


def _or(column: int | None, other: int) -> int:
    return other if column is None else column
