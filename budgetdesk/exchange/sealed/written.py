"""The cells that a package was written with, as they travel in it: place, text, role, field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.forms.sheet import Cell, Role, Sheet

CODE_CELL = "\x00code"
"""What stands for 校验码, which is reckoned from the payload that this is a part of."""

_TABS = re.compile(r"(?m)^\t+|[^\S\n]+$")


class FieldKey(NamedTuple):
    """A field by identities that hold in every book, and how its cell shows it.

    `shown` is the kind of an amount that the form tells in another unit than the dictionary, and
    `suffix` what it prints behind the value; `proposed` is 1 where nobody typed what it shows.
    """

    kind: str
    record: str  # uuid
    path: str
    row: str = ""  # uuid
    level1: str = ""
    level2: str = ""
    number: int = 0  # within a blank slot, from 0
    part: str = ""
    shown: str = ""
    suffix: str = ""
    proposed: int = 0


class WrittenCell(NamedTuple):
    """One cell: `value` is canonical text, `field` None for labels and what is reckoned."""

    row: int
    column: int
    value: str
    role: str
    field: FieldKey | None = None


class BadCells(Exception):  # noqa: N818 - the fault is in the file
    """What a package says of its cells is no such thing."""


@dataclass(frozen=True)
class WrittenSheet:
    """One worksheet as it was written; `told` are its cells as JSON.

    Most sheets of most packages were not touched: their cells are looked at one by one only where
    something was.
    """

    name: str
    form: str
    told: Sequence[Sequence[Any]]

    @cached_property
    def columns(self) -> tuple[Sequence[int], Sequence[int], Sequence[str]]:
        """The rows, columns and texts of all cells, each in one sequence.

        Raises:
            ValueError, TypeError: a stranger's are none.
        """
        if not self.told:
            return (), (), ()
        rows, columns, texts, *_ = zip(*self.told, strict=False)
        return rows, columns, texts

    @property
    def said(self) -> dict[tuple[int, int], str]:
        """What each cell says that says anything, by row and column."""
        return {(cell[0], cell[1]): cell[2] for cell in self.told if cell[2]}

    @cached_property
    def cells(self) -> tuple[WrittenCell, ...]:
        """All cells; BadCells where a stranger's are none."""
        try:
            return tuple(map(_cell, self.told))
        except (TypeError, ValueError) as error:
            raise BadCells(self.name) from error


def canonical(value: object) -> str:
    """A cell's value as every office program keeps it: what they rewrite makes no difference."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return _number(value)
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isprintable() and value[-1:] != " ":  # nearly all
            return value
        text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
        return _TABS.sub("", text).rstrip()
    iso = getattr(value, "isoformat", None)
    return str(iso()) if iso else str(value)


def _number(value: float) -> str:
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def written_sheets(book: Book, sheets: Sequence[Sheet], hidden: str) -> list[WrittenSheet]:
    """The cells of sheets as their workbook will have them."""
    from budgetdesk.output.excel.workbook import placed_cells, sealed_names

    keys = _Keys(book)
    return [
        WrittenSheet(
            name,
            sheet.form_id,
            [
                _trimmed(row, column, canonical(value), cell.role.value[0], keys.of_cell(cell))
                for row, column, value, cell in placed_cells(sheet)
                if value or cell.role is Role.INPUT
            ],
        )
        for name, sheet in zip(sealed_names(sheets, hidden), sheets, strict=True)
    ]


class _Keys:
    """The identities of records and rows, each table read once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, Mapping[int, str]] = {}

    def of_cell(self, cell: Cell) -> FieldKey | None:
        ref = cell.field
        if ref is None or not has_form(ref.record) or cell.role is not Role.INPUT:
            return None
        kind = self._book.dictionary.kinds[ref.record]
        record = self._uuids(kind.table).get(ref.record_id, "")
        band = self._book.dictionary.list_of(ref)
        row = self._uuids(band.table).get(ref.row_id, "") if band else ""
        field = self._book.dictionary.field(ref)
        is_other = ref.declared is not None and ref.declared.kind is not field.kind
        shown = ref.declared.kind.value if ref.declared and is_other else ""
        rest = (ref.level1, ref.level2, ref.index, ref.part, shown, cell.suffix)
        proposed = int(cell.proposed)
        return FieldKey(str(ref.record), record, ref.path, row, *rest, proposed)

    def _uuids(self, table: str) -> Mapping[int, str]:
        if table not in self._known:
            self._known[table] = dict(self._book.rows(f"SELECT id, uuid FROM {table}"))  # noqa: S608
        return self._known[table]


def ref_of(book: Book, key: FieldKey) -> FieldRef | None:
    """The field of a book that a key means; None where its record or row is not there."""
    kind = book.dictionary.kinds.get(key.kind)
    if kind is None:
        return None
    field = kind.fields.get(key.path) or kind.level_fields.get(key.path)
    if field is None:
        return None
    record = _id(book, kind.table, key.record)
    band = kind.list_at(key.path)
    row = _id(book, band.table, key.row) if band and key.row else 0
    if record is None or row is None:
        return None
    declared = field if field.own else None
    if key.shown in _AMOUNTS and field.kind.is_money:
        declared = replace(field, kind=Kind(key.shown))
    place = (row, key.level1, key.level2, key.number)
    return FieldRef(key.kind, record, key.path, *place, declared, key.part)


_AMOUNTS = (Kind.MONEY, Kind.MONEY_WAN)


def _id(book: Book, table: str, uuid: str) -> int | None:
    found = book.rows(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,))  # noqa: S608
    return found[0][0] if found else None


def as_json(sheets: Iterable[WrittenSheet]) -> list[dict[str, Any]]:
    """Written sheets as JSON."""
    return [{"name": it.name, "form": it.form, "cells": it.told} for it in sheets]


def _trimmed(row: int, column: int, value: str, role: str, field: FieldKey | None) -> list[Any]:
    """A cell as JSON; what is blank at a key's end is left out."""
    if field is None:
        return [row, column, value, role]
    key = [*field]
    while not key[-1]:
        key.pop()
    return [row, column, value, role, key]


def from_json(told: Sequence[Mapping[str, Any]]) -> list[WrittenSheet]:
    """Written sheets of JSON; TypeError, KeyError or ValueError where places or texts are none."""
    sheets = [WrittenSheet(it["name"], it["form"], it["cells"]) for it in told]
    for sheet in sheets:
        if not isinstance(sheet.name, str) or not isinstance(sheet.told, list):
            raise TypeError(sheet.name)
        _require_cells(sheet)
    return sheets


def _require_cells(sheet: WrittenSheet) -> None:
    rows, columns, texts = sheet.columns
    if not ({*map(type, rows), *map(type, columns)} <= {int} and {*map(type, texts)} <= {str}):
        raise TypeError(sheet.name)
    if rows and not (
        0 <= min(rows) <= max(rows) < 2**20 and 0 <= min(columns) <= max(columns) < 2**14
    ):
        raise ValueError(sheet.name)


def _cell(told: Sequence[Any]) -> WrittenCell:
    row, column, value, role, *rest = told
    if not isinstance(role, str):
        raise TypeError(told)
    return WrittenCell(row, column, value, role, _key(rest[0]) if rest else None)


_KEY_TYPES = [type(it) for it in FieldKey("", "", "")]


def _key(told: Sequence[Any]) -> FieldKey:
    key = FieldKey(*told)
    if [*map(type, key)] != _KEY_TYPES:
        raise TypeError(told)
    return key
