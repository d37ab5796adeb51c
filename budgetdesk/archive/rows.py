"""A package's contents as rows of the archive's tables.

Contents are exchange files as the program writes them; anything else in them is an error, and
nothing of the package is taken. What the dictionary doesn't have as a base field goes whole into
the record's `own`.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from budgetdesk.archive.columns import BESIDE, holds_values, table_of, tables
from budgetdesk.archive.copying import CopyRows, Value
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import FieldGroup, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import parse_wan, parse_yuan
from budgetdesk.domain.records import Nature, Origin, RecordKind, Source
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange import ledger_file, revenue_file
from budgetdesk.exchange.catalogue_file import read_catalogue
from budgetdesk.exchange.csv_lines import as_meant
from budgetdesk.exchange.sealed.contents import FILES, Contents
from budgetdesk.exchange.versions import FORMAT_KEYS, UUID_KEY

VERSION_BITS = 20
"""A record's id is that of its version, so many bits higher, with its number in the version."""

_PARTS: Mapping[str, str] = {RecordKind.PROJECT: "projects", RecordKind.OVERALL: "overall"}
_DISCLOSURE = "disclosure"
_ABOUT = frozenset({*FORMAT_KEYS, "title", "fiscal_year", "department_code", "department_name"})
_PLACED = frozenset({"department", "unit"})  # which the version says

_Read = Callable[[Any], Value]
Rows = Mapping[str, CopyRows]


class _Cell(NamedTuple):
    """Where a field stands in a record's content, and how it is read there."""

    keys: tuple[str, ...]
    read: _Read


class _List(NamedTuple):
    """A list or part of a record: where it stands, its horizon, the keys of its rows."""

    table: str
    keys: tuple[str, ...]
    horizon: tuple[str, ...]
    levels: tuple[str, ...]
    fields: tuple[_Cell, ...]
    known: frozenset[str]
    single: bool


class _RecordKind(NamedTuple):
    """How the records of one kind become rows."""

    table: str
    cells: tuple[_Cell, ...]
    lists: tuple[_List, ...]
    known: frozenset[str]  # the keys of which nothing goes into `own`
    marks: tuple[str, ...]


def rows_of(contents: Contents, begin: tuple[str, int, int]) -> Rows:
    """The rows of a version by table.

    Args:
        contents: of its package.
        begin: region, year and version, as every row begins.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: they aren't what the program writes.
    """
    unknown = contents.keys() - FILES.keys()
    if unknown:
        raise KeyError(*unknown)
    rows = {table.name: CopyRows(begin) for table in tables()}
    names: dict[str, int] = {}
    for kind, number, one in _records(contents):
        row_id = (begin[2] << VERSION_BITS) + number
        _put_record(rows, kind, one, number, row_id)
        if kind.marks:
            names.setdefault(fold_name(one["name"]), row_id)
    _put_ledger(rows["ledger_line"], contents.get("ledger", ()), names)
    _put_revenue(rows["revenue_line"], contents.get("revenue", ()))
    _put_catalogue(rows["catalogue_entry"], contents.get("catalogue", ()))
    return rows


def _records(contents: Contents) -> Iterator[tuple[_RecordKind, int, dict[str, Any]]]:
    for name in base_dictionary().kinds:
        part = contents.get(_PARTS.get(name, _DISCLOSURE))
        if part is not None:
            for number, one in enumerate(part.get("projects", [part])):
                yield _taken(name), number, one


# How a kind is read


@cache
def _taken(name: str) -> _RecordKind:
    kind = base_dictionary().kinds[name]
    cells = [_Cell(_single_keys(it), _reader(it)) for it in kind.single]
    for part in kind.parts.values():
        if holds_values(part):
            cells += [_Cell(_part_keys(part, it), _reader(it)) for it in part.fields]
    lists = tuple(_list(it) for it in kind.groups if it.table)
    marks = tuple(it.name for it in BESIDE.get(kind.kind, ()))
    known = (
        {it.keys[0] for it in cells}
        | {it.keys[0] for it in lists}
        | _ABOUT
        | _PLACED
        | {UUID_KEY, *marks}
    )
    return _RecordKind(table_of(kind), tuple(cells), lists, frozenset(known), marks)


def _single_keys(field: Field) -> tuple[str, ...]:
    return tuple(field.path.split(".")) if "." in field.path else (field.key,)


def _part_keys(part: FieldGroup, field: Field) -> tuple[str, ...]:
    return (part.path, field.key) if part.keyed else ("funding", part.path, field.key)


def _list(group: FieldGroup | RowList) -> _List:
    fields = tuple(_Cell((it.key,), _reader(it)) for it in group.fields)
    levels = group.levels if isinstance(group, RowList) else ()
    known = frozenset({*levels, *(it.keys[0] for it in fields), UUID_KEY})
    single = isinstance(group, FieldGroup)
    horizon = (group.horizon,) if group.horizon else ()
    return _List(group.table, tuple(group.path.split(".")), horizon, levels, fields, known, single)


def _reader(field: Field) -> _Read:
    if field.kind is Kind.MONEY_WAN:
        return _money(parse_wan)
    if field.kind is Kind.MONEY:
        return _money(parse_yuan)
    return _count if field.kind.is_number else _text


def _money(parse: Callable[[str], int | None]) -> _Read:
    def read(value: Any) -> Value:
        return None if value is None else parse(value)

    return read


def _count(value: Any) -> Value:
    if value in (None, ""):
        return None
    return int(value) if isinstance(value, str) else int(value is True)


def _text(value: Any) -> Value:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value


# Records


def _put_record(rows: Rows, kind: _RecordKind, one: dict[str, Any], n: int, row_id: int) -> None:
    cells = [it.read(_at(one, it.keys)) for it in kind.cells]
    marks = [one.get(mark) is True for mark in kind.marks]
    begin: list[Value] = [n, row_id, one.get(UUID_KEY) or None]
    rows[kind.table].add([*begin, *cells, *marks, _rest(one, kind.known)])
    for band in kind.lists:
        found = _at(one, band.keys)
        if found is None:
            continue
        if band.single:
            rows[band.table].add([n, *band.horizon, *_values(band, found)])
            continue
        for position, row in enumerate(found):
            levels = [_text(row[level]) for level in band.levels]
            own = None if row.keys() <= band.known else _rest(row, band.known)
            uuid = row.get(UUID_KEY) or None
            values = _values(band, row)
            rows[band.table].add([n, *band.horizon, position, uuid, *levels, *values, own])


def _values(band: _List, row: Mapping[str, Any]) -> list[Value]:
    return [cell.read(row.get(cell.keys[0])) for cell in band.fields]


def _at(one: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    found: Any = one
    for key in keys:
        if found is None:
            return None
        found = found.get(key)
    return found


def _rest(one: Mapping[str, Any], known: frozenset[str]) -> str | None:
    rest = {key: value for key, value in one.items() if key not in known}
    return json.dumps(rest, ensure_ascii=False) if rest else None


# Lines


def _put_ledger(rows: CopyRows, lines: Sequence[str], projects: Mapping[str, int]) -> None:
    natures, sources, origins = frozenset(Nature), frozenset(Source), frozenset(Origin)
    for number, cells in enumerate(_lines(lines, tuple(ledger_file.COLUMNS))):
        _, function, nature, project, department, government, source, origin, amount = cells
        if nature not in natures or source not in sources or origin not in origins:
            raise ValueError(cells)
        project_id = projects.get(fold_name(project)) if project else None
        codes = (project or None, department or None, government or None)
        words = (source, origin, _amount(amount), project_id)
        rows.add([number, function, nature, *codes, *words])


def _put_revenue(rows: CopyRows, lines: Sequence[str]) -> None:
    sources = frozenset(Source)
    for number, cells in enumerate(_lines(lines, tuple(revenue_file.COLUMNS))):
        _, source, code, name, amount = cells
        if source not in sources:
            raise ValueError(cells)
        rows.add([number, source, code, name, _amount(amount)])


def _amount(text: str) -> int:
    amount = parse_yuan(text)
    if amount is None:
        raise ValueError(text)
    return amount


def _put_catalogue(rows: CopyRows, lines: Sequence[str]) -> None:
    if not lines:
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILES["catalogue"]
        file.write_text("\n".join(lines), encoding="utf-8")
        entries = read_catalogue(file).entries
    for number, entry in enumerate(entries):
        rows.add([number, entry.kind.value, entry.code, entry.name])


def _lines(lines: Sequence[str], columns: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines of a table as the program writes it: its columns in their order, then the rows."""
    if not lines:
        return
    head, *rows = csv.reader((f"{line}\n" for line in lines), strict=True)
    if tuple(head) != columns:
        raise ValueError(head)
    for cells in rows:
        if len(cells) != len(columns):
            raise ValueError(cells)
        yield [as_meant(cell) if cell.startswith("'") else cell for cell in cells]
