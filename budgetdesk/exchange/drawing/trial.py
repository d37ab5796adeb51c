"""A book of one project with invented data, to see a form set as it will be filled in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import add_record, record
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.book.overall import put_overall
from budgetdesk.book.writing import write_field
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.domain.records import (
    Department,
    OverallForm,
    RecordKind,
    Unit,
)
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.drawing.invented import invented
from budgetdesk.exchange.exporting import make_folder, require_free
from budgetdesk.exchange.placing import blank_project
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.sheet import Cell, Role, Sheet
from budgetdesk.output.sheet_files import SHEET_WRITERS


def print_sample(form_set: FormSet, folder: Path, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Print a book with invented data as Excel and PDF into a folder; the files' paths.

    Raises:
        OutputError: a file cannot be written, or one of its name stands there.
    """
    paths = tuple(folder / f"{form_set.id} 示例{kind.suffix}" for kind in SHEET_WRITERS)
    require_free(folder, [path.name for path in paths], overwrite=overwrite)
    make_folder(folder)
    sheets = sample_sheets(form_set)
    for path, write in zip(paths, SHEET_WRITERS.values(), strict=True):
        write(path, sheets, form_set.name, ignore_progress)
    return paths


def sample_sheets(form_set: FormSet) -> tuple[Sheet, ...]:
    """The forms of a set filled with invented data, as they are printed."""
    with TemporaryDirectory() as aside:
        book, made = sample_of(form_set, Path(aside) / "示例.budget")
        with book:
            return tuple(
                lay_out(form, record(book, kind, record_id), form_set.fiscal_year)
                for kind, record_id in made
                for form in form_set.forms_of(kind)
            )


def sample_of(form_set: FormSet, path: Path) -> tuple[Book, list[tuple[str, int]]]:
    """A new book at a path, every cell that may be typed into filled with invented data.

    Its records come with it, by kind and id.
    """
    book = Book.create(
        path, BookInfo(form_set.id, form_set.fiscal_year, "示例"), form_set.dictionary
    )
    made = list(_made(book, form_set))
    for kind, record_id in made:
        for _ in range(2):  # what is typed into a blank row makes it; the rest goes into that
            _fill(book, form_set, kind, record_id)
    return book, made


def _made(book: Book, form_set: FormSet) -> Iterator[tuple[str, int]]:
    """The records of the kinds that the set has forms of, those above before those below."""
    department = Department("201", "示范县示例局")
    with book.step("示例") as step:
        department = replace(department, id=add_department(step, department))
        unit = Unit("示范县示例中心", department)
        unit = replace(unit, id=add_unit(step, unit))
        ids = {
            RecordKind.PROJECT.value: add_project(step, blank_project(form_set, unit, "示例项目"))
        }
        stages = form_set.dictionary.stages(RecordKind.OVERALL.value)
        if any(form_set.has_form(kind.kind) for kind in stages):
            ids[RecordKind.OVERALL.value] = put_overall(step, OverallForm(department))
    for root in list(ids):
        yield root, ids[root]
        for kind in form_set.dictionary.stages(root)[1:]:
            if kind.below in ids and form_set.has_form(kind.kind):
                yield kind.kind, _add(book, kind, ids)


def _add(book: Book, kind: KindDeclaration, ids: dict[str, int]) -> int:
    with book.step("示例") as step:
        ids[kind.kind] = add_record(step, kind.kind, ids[kind.below])
    return ids[kind.kind]


def _fill(book: Book, form_set: FormSet, kind: str, record_id: int) -> None:
    for form in form_set.forms_of(kind):
        sheet = lay_out(form, record(book, kind, record_id), form_set.fiscal_year, every_slot=True)
        with book.step("示例") as step:
            for ref, text in _texts(sheet.cells, form_set.fiscal_year):
                write_field(step, ref, parse_typed(field_of(ref).kind, text))


def _texts(cells: tuple[Cell, ...], year: int) -> Iterator[tuple[FieldRef, str]]:
    """What is typed into which fields: whole ones, and of a row that is not yet one cell alone."""
    met: set[FieldRef] = set()
    rows: set[tuple[str, str, str, int]] = set()
    for cell in cells:
        ref = None if cell.field is None else replace(cell.field, part="")
        if ref is None or cell.role is not Role.INPUT or _is_filled(cell) or ref in met:
            continue
        met.add(ref)
        listed = field_of(ref).listed or ref.level1
        row = ref.path.rpartition(".")[0], ref.level1, ref.level2, ref.index
        if listed and not ref.row_id:
            if row in rows or ref.index or field_of(ref).kind is Kind.CHOICE:
                continue
            rows.add(row)
        yield ref, invented(field_of(ref), year, cell.choices)


def _is_filled(cell: Cell) -> bool:
    """Whether anything stands in a cell, or one of its boxes is ticked."""
    return "√" in cell.text if cell.text.startswith("□") else bool(cell.text.strip())
