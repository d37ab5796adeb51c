"""A package's contents as rows of the archive's tables.

Contents are exchange files as the program writes them; anything else in them is an error, and
nothing of the package is taken. What the dictionary doesn't have as a base field goes whole into
the record's `own`. All rows of a list are made together, a column at a time.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from budgetdesk.archive.columns import BESIDE, holds_values, table_of, tables
from budgetdesk.archive.copying import Cells, CopyRows, amounts, numbers, texts, ticks, words
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

_Read = Callable[[Sequence[Any]], Cells]
_Told = Mapping[str, Any]  # a record or row as its content tells it
Rows = Mapping[str, CopyRows]


class _Cell(NamedTuple):
    """Where a field stands in a record's content, and how those of many are read there."""

    keys: tuple[str, ...]
    read: _Read


class _List(NamedTuple):
    """A list or part of a record: where it stands, its horizon, the keys of its rows."""

    table: str
    keys: tuple[str, ...]
    horizon: tuple[str, ...]  # one or none
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
    rows = {table.name: CopyRows(list(map(str, begin))) for table in tables()}
    first_id = begin[2] << VERSION_BITS
    ids: dict[str, int] = {}
    for kind, told in _records(contents):
        _put_records(rows, kind, told, first_id)
        for number, one in enumerate(told if kind.marks else ()):
            ids.setdefault(fold_name(one["name"]), first_id + number)
    _put_ledger(rows["ledger_line"], contents.get("ledger", ()), ids)
    _put_revenue(rows["revenue_line"], contents.get("revenue", ()))
    _put_catalogue(rows["catalogue_entry"], contents.get("catalogue", ()))
    return rows


def _records(contents: Contents) -> Iterator[tuple[_RecordKind, Sequence[_Told]]]:
    for name in base_dictionary().kinds:
        part = contents.get(_PARTS.get(name, _DISCLOSURE))
        if part is not None:
            yield _taken(name), part.get("projects", [part])


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
        return partial(amounts, parse_wan)
    if field.kind is Kind.MONEY:
        return partial(amounts, parse_yuan)
    return _counts if field.kind.is_number else texts


def _counts(values: Sequence[Any]) -> Cells:
    return numbers([_count(value) for value in values])


def _count(value: Any) -> int | None:
    if value in (None, ""):
        return None
    return int(value) if isinstance(value, str) else int(value is True)


# Records


def _put_records(rows: Rows, kind: _RecordKind, told: Sequence[_Told], first_id: int) -> None:
    ids = range(first_id, first_id + len(told))
    cells = [it.read(_column(told, it.keys)) for it in kind.cells]
    marks = [ticks([one.get(mark) is True for one in told]) for mark in kind.marks]
    begin = (numbers(range(len(told))), numbers(ids), _uuids(told))
    rows[kind.table].add(*begin, *cells, *marks, _own(told, kind.known))
    for band in kind.lists:
        put = _put_parts if band.single else _put_lists
        put(rows[band.table], band, _column(told, band.keys))


def _put_parts(rows: CopyRows, band: _List, found: Sequence[_Told | None]) -> None:
    """Put the part of each record that has one; its place in `found` is the record's number."""
    parts = [it for it in found if it is not None]
    number = numbers([number for number, it in enumerate(found) if it is not None])
    rows.add(number, *_horizon(band, len(parts)), *_values(band, parts))


def _put_lists(rows: CopyRows, band: _List, found: Sequence[Sequence[_Told] | None]) -> None:
    """Put the rows of all records' lists; as `_put_parts`."""
    number: list[str] = []
    position: list[int] = []
    listed: list[_Told] = []
    for at, one in enumerate(found):
        if one is not None:
            listed += one
            number += [str(at)] * len(one)
            position += range(len(one))
    begin = (number, *_horizon(band, len(listed)), numbers(position), _uuids(listed))
    levels = [words([row[level] for row in listed]) for level in band.levels]
    rows.add(*begin, *levels, *_values(band, listed), _own(listed, band.known))


def _horizon(band: _List, count: int) -> Iterator[Cells]:
    return ([it] * count for it in band.horizon)


def _values(band: _List, listed: Sequence[_Told]) -> list[Cells]:
    return [cell.read([row.get(cell.keys[0]) for row in listed]) for cell in band.fields]


def _column(told: Sequence[_Told], keys: tuple[str, ...]) -> Sequence[Any]:
    """What stands under some keys, each within the one before."""
    found: Sequence[Any] = told
    for key in keys:
        found = [None if it is None else it.get(key) for it in found]
    return found


def _uuids(told: Sequence[_Told]) -> Cells:
    return texts([it.get(UUID_KEY) or None for it in told])


def _own(told: Sequence[_Told], known: frozenset[str]) -> Cells:
    if known.issuperset(frozenset().union(*told)):
        return texts([None] * len(told))
    return texts([_rest(one, known) for one in told])


def _rest(one: _Told, known: frozenset[str]) -> str | None:
    rest = {key: value for key, value in one.items() if key not in known}
    return json.dumps(rest, ensure_ascii=False) if rest else None


# Lines


def _put_ledger(rows: CopyRows, lines: Sequence[str], projects: Mapping[str, int]) -> None:
    _, function, nature, project, department, government, source, origin, amount = _columns(
        lines, tuple(ledger_file.COLUMNS)
    )
    for column, known in ((nature, Nature), (source, Source), (origin, Origin)):
        _require(column, known)
    ids = {it: projects.get(fold_name(it)) if it else None for it in set(project)}
    codes = [texts([it or None for it in column]) for column in (project, department, government)]
    begin = (numbers(range(len(amount))), texts(function), nature, *codes, source, origin)
    rows.add(*begin, amounts(_amount, amount), numbers([ids[it] for it in project]))


def _put_revenue(rows: CopyRows, lines: Sequence[str]) -> None:
    _, source, code, name, amount = _columns(lines, tuple(revenue_file.COLUMNS))
    _require(source, Source)
    told = (source, texts(code), texts(name), amounts(_amount, amount))
    rows.add(numbers(range(len(amount))), *told)


def _require(found: Cells, known: type[StrEnum]) -> None:
    if others := set(found) - {it.value for it in known}:
        raise ValueError(*others)


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
    told = [(it.kind.value, it.code, it.name) for it in entries]
    rows.add(numbers(range(len(told))), *map(texts, zip(*told, strict=True)))


def _columns(lines: Sequence[str], names: tuple[str, ...]) -> Sequence[Cells]:
    """The columns of a table as the program writes it: their names first, then the rows."""
    if not lines:
        return [()] * len(names)
    head, *rows = csv.reader((f"{line}\n" for line in lines), strict=True)
    if tuple(head) != names or {*map(len, rows)} - {len(names)}:
        raise ValueError(head)
    if any("'" in line for line in lines):
        rows = [[as_meant(it) if it.startswith("'") else it for it in row] for row in rows]
    return [*zip(*rows, strict=True)] or [()] * len(names)
