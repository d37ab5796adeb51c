"""A form of a set as an Excel template: blank, or with each field named in braces in its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.exchange.cell_names import cell_name, letters_of
from budgetdesk.exchange.drawing.marks import level_mark, mark_of
from budgetdesk.exchange.drawing.side_writing import write_side_sheets
from budgetdesk.exchange.drawing.vocabulary import base_form_set
from budgetdesk.exchange.exporting import make_folder, require_free
from budgetdesk.forms.definition import (
    Entry,
    FixedRow,
    Form,
    FormPlace,
    FormRow,
    FormSet,
    IndicatorBand,
    Label,
    ListBand,
)
from budgetdesk.forms.own_tables import OwnTables
from budgetdesk.forms.sheet import Align, Role
from budgetdesk.output.files import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LIST_ROWS = 3
"""How many rows a template prints of a list without levels."""
_WIDTH = 96.0  # characters of all columns of an upright page
_LYING = 140.0
_NO_SLOT = Slot("", "")


class _Marks(NamedTuple):
    """A record kind without and with what the set declares, of which the cells' marks speak."""

    base: KindDeclaration
    own: KindDeclaration
    formulas: bool  # whether they stand in the marks


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of a template: what stands there, and of a row of a list its slot and number.

    `level` is 1 or 2 for a cell that names a level.
    """

    row: int
    column: int
    rows: int
    columns: int
    content: Label | Entry
    slot: Slot = _NO_SLOT
    number: int = 0
    level: int = 0

    @property
    def place(self) -> str:
        """Its name in Excel."""
        return cell_name(self.row, self.column)


def write_template_files(
    form_set: FormSet, folder: Path, own: OwnTables | None = None, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write the forms of a set as one workbook of templates into a folder; the files' paths.

    `own` is what the set says beyond the one that drawn sets stand on: its rules, formulas and
    figures get sheets of their own.

    Raises:
        OutputError: the file cannot be written, or one of its name stands there.
    """
    path = folder / f"{form_set.id}.xlsx"
    require_free(folder, [path.name], overwrite=overwrite)
    make_folder(folder)
    write_templates(path, form_set.forms, marked=True, kinds=form_set.dictionary.kinds, own=own)
    return (path,)


def write_templates(
    path: Path,
    forms: Sequence[Form],
    *,
    marked: bool,
    kinds: Mapping[str, KindDeclaration] = MappingProxyType({}),
    own: OwnTables | None = None,
) -> None:
    """Write a workbook with a sheet for each form.

    Args:
        path: the file to write or replace.
        forms: at least one.
        marked: whether each cell to be filled in names its field; else it is blank.
        kinds: the record kinds as the set declares them, where it has lists of its own.
        own: what gets sheets beside the forms; without it a formula stands in its cell's mark.

    Raises:
        OutputError: the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    for form in forms:
        sheet = book.create_sheet(form.name[:31])
        base = base_form_set().dictionary.kinds[form.kind]
        marks = _Marks(base, kinds.get(form.kind, base), own is None) if marked else None
        _draw(sheet, form, marks)
    book.remove(book.worksheets[0])
    if own is not None:
        write_side_sheets(book, own, kinds)
    with replacing(path) as temporary:
        book.save(temporary)


def template_cells(form: Form) -> tuple[TemplateCell, ...]:
    """The cells of a form with a row for each slot, and some of each other list."""
    starts = list(accumulate(row_heights(form), initial=0))
    cells: list[TemplateCell] = []
    for number, row in enumerate(form.rows):
        cells += _cells(form, row, starts, number)
    return tuple(cells)


def row_heights(form: Form) -> list[int]:
    """How many rows of its template each row of a form is."""
    return [_height(form, row) for row in form.rows]


def _height(form: Form, row: FormRow) -> int:
    if isinstance(row, IndicatorBand):
        return len(_slots(form, row))
    return LIST_ROWS if isinstance(row, ListBand) else 1


def _slots(form: Form, band: IndicatorBand) -> tuple[Slot, ...]:
    if any(half.level2 is not None for half in band.halves):
        return tuple(form.tree.slots())
    return tuple(Slot(name, "") for name in form.tree.level1_names)


def _cells(form: Form, row: FormRow, starts: list[int], number: int) -> Iterator[TemplateCell]:
    start = starts[number]
    if isinstance(row, FixedRow):
        for place in row.places:
            yield _cell(place, start, starts[number + place.rows] - start)
        return
    height = starts[number + 1] - start
    for place in row.beside:
        yield _cell(place, start, height)
    if isinstance(row, ListBand):
        for index in range(height):
            for place in row.places:
                yield _cell(place, start + index, 1, number=index)
        return
    yield from _slotted(form, row, start)


def _slotted(form: Form, band: IndicatorBand, start: int) -> Iterator[TemplateCell]:
    slots = _slots(form, band)
    for index, slot in enumerate(slots):
        first = index == 0 or slots[index - 1].level1 != slot.level1
        if first and band.level1 is not None:
            alike = sum(it.level1 == slot.level1 for it in slots)
            yield _cell(band.level1, start + index, alike, slot=slot, level=1)
        for half in band.halves:
            if half.level2 is not None:
                yield _cell(half.level2, start + index, 1, slot=slot, level=2)
            for place in half.places:
                yield _cell(place, start + index, 1, slot=slot)


def _cell(
    place: FormPlace[Label] | FormPlace[Label | Entry], row: int, rows: int, *,
    slot: Slot = _NO_SLOT, number: int = 0, level: int = 0,
) -> TemplateCell:  # fmt: skip
    return TemplateCell(row, place.column, rows, place.columns, place.content, slot, number, level)


def _draw(sheet: "Worksheet", form: Form, marks: _Marks | None) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    total = sum(form.columns)
    room = _LYING if form.landscape else _WIDTH
    for column, width in enumerate(form.columns):
        sheet.column_dimensions[letters_of(column)].width = round(room * width / total, 2)
    for cell in template_cells(form):
        style = cell.content.style
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if style.border:
                    sheet.cell(row + 1, column + 1).border = Border(line, line, line, line)
        at = sheet.cell(cell.row + 1, cell.column + 1)
        at.value = _text(form, cell, marks) or None
        at.font = Font(size=style.size, bold=style.bold)
        align = style.align.value if style.align is not Align.CENTER else "center"
        at.alignment = Alignment(
            horizontal=align,
            vertical=style.valign.value.replace("middle", "center"),
            wrap_text=True,
        )
        if cell.rows * cell.columns > 1:
            sheet.merge_cells(
                start_row=cell.row + 1, end_row=cell.row + cell.rows,
                start_column=cell.column + 1, end_column=cell.column + cell.columns,
            )  # fmt: skip


def _text(form: Form, cell: TemplateCell, marks: _Marks | None) -> str:
    content, marked = cell.content, marks is not None
    if isinstance(content, Entry):
        return "" if marks is None else mark_of(form, content, *marks)
    if cell.level:
        name = cell.slot.level1 if cell.level == 1 else cell.slot.level2
        return level_mark(content, name) if marked else name
    text = content.text.replace("{row}", "{row}" if marked else str(cell.number + 1))
    for formula in () if marked else content.formulas:  # of nothing filled in it gives nothing
        text = text.replace(formula, "")
    return text if marked or content.role is not Role.TITLE else text.replace("{year}", "2026")
