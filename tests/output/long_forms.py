"""The forms of a set with lists so long that they go on over a page's end."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import record
from budgetdesk.book.edit import add_row
from budgetdesk.book.writing import write_field
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.exchange.drawing.trial import sample_of
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Role, Sheet

_MORE = 4  # rows below each second level
_WITHOUT_LEVELS = 24
_TEXTS = (Kind.LINE, Kind.PARAGRAPH)


@cache
def long_forms(set_id: str) -> tuple[Sheet, ...]:
    """The forms of a shipped set as they are printed, each list with many rows."""
    form_set = load_form_set(set_id)
    year = form_set.fiscal_year
    with TemporaryDirectory() as aside:
        book, made = sample_of(form_set, Path(aside) / "长.budget")
        with book:
            forms = [(form, it) for it in made for form in form_set.forms_of(it[0])]
            for form, of in forms:
                _lengthen(book, lay_out(form, record(book, *of), year, every_slot=True))
            return tuple(lay_out(form, record(book, *of), year) for form, of in forms)


def _lengthen(book: Book, sheet: Sheet) -> None:
    with book.step("加行") as step:
        for ref in _first_texts(book, sheet):
            for number in range(_MORE if ref.level1 else _WITHOUT_LEVELS):
                row = replace(ref, row_id=add_row(step, ref, None))
                write_field(step, row, f"第{number + 1}条")


def _first_texts(book: Book, sheet: Sheet) -> Iterator[FieldRef]:
    """A text of each list that is typed into, for each of its second levels."""
    met = set()
    for cell in sheet.cells:
        ref = cell.field
        if ref is None or cell.role is not Role.INPUT or field_of(ref).kind not in _TEXTS:
            continue
        band = book.dictionary.list_of(ref)
        slot = ref.path.rpartition(".")[0], ref.level1, ref.level2
        if band is not None and not band.fixed and slot not in met:
            met.add(slot)
            yield ref
