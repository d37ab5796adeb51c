"""A department's overall form as it was read, put over what the book has of it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.read import departments, overall_of
from budgetdesk.domain.overall_funding import OverallFunding
from budgetdesk.domain.records import Department, OverallForm, RecordKind
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.foreign.records import ReadRecord
from budgetdesk.exchange.json_file import JsonNumber
from budgetdesk.exchange.overall_file import key_in_file, overall_content, read_overall
from budgetdesk.exchange.shape import Reader, Shape
from budgetdesk.forms.definition import FormSet


def overall_read(read: ReadRecord, path: Path, form_set: FormSet, book: Book) -> OverallForm:
    """An overall form that says what the file does, and where that is silent what the book does.

    Raises:
        ImportFault: a value is of another kind than its field.
    """
    held = _held(read, book)
    content: dict[str, Any] = overall_content(held, form_set, book.info.fiscal_year)
    content["fiscal_year"] = JsonNumber(str(book.info.fiscal_year))
    kind = form_set.dictionary.kinds[RecordKind.OVERALL]
    for where, value in read.fields.items():
        field = kind.fields.get(where)
        keys = where if field is None or field.own else key_in_file(field)
        _put(content, [keys] if field is None or field.own else keys.split("."), value)
    for band, rows in read.lists.items():
        keys_of = {it.last: it.last if it.own else it.key for it in kind.lists[band].fields}
        content[band] = [_row(row, keys_of) for row in rows]
    return read_overall(Shape(Reader(path), content), form_set)


def _row(row: Mapping[str, object], keys: Mapping[str, str]) -> dict[str, object]:
    blank = dict.fromkeys(keys.values(), "")
    return {**blank, **{keys.get(last, last): value for last, value in row.items()}}


def _put(content: dict[str, Any], keys: list[str], value: object) -> None:
    for key in keys[:-1]:
        content = content[key]
    content[keys[-1]] = value


def _held(read: ReadRecord, book: Book) -> OverallForm:
    """What the book has of the department; amounts only as they were typed there."""
    for it in departments(book):
        if fold_name(it.name) == fold_name(read.of.department):
            held = overall_of(book, it.id)
            own = held.filled_in or OverallFunding(held.by_source, held.by_direction)
            return replace(
                held, by_source=own.by_source, by_direction=own.by_direction, filled_in=None
            )
    return OverallForm(Department(read.of.code, read.of.department))
