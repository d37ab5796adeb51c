"""Records of the kinds that a form set declares: read, added, changed, deleted."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from budgetdesk.book.book import Book
from budgetdesk.book.change import Value
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.filled_in import filled_in_marks, is_marked, mark_filled_in
from budgetdesk.book.read import departments, overall, overalls, project, projects, units
from budgetdesk.book.row_reading import among, declared_of
from budgetdesk.book.said import said_alone
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.held_values import records_in
from budgetdesk.domain.late_module import late_module
from budgetdesk.domain.records import (
    Above,
    Declared,
    DeclaredRecord,
    Department,
    FormRecord,
    Held,
    OverallForm,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.domain.typed import show_value

if TYPE_CHECKING:
    from budgetdesk.book import list_writing
else:
    list_writing = late_module("budgetdesk.book.list_writing")

AnyForm = TypeVar("AnyForm", Project, OverallForm, DeclaredRecord)

# The kinds that are read as typed records, one of them or those of some ids and perhaps others.
_ONE_TYPED: Mapping[str, Callable[[Book, int], FormRecord]] = {
    RecordKind.PROJECT: project,
    RecordKind.OVERALL: overall,
}
_TYPED: Mapping[str, Callable[[Book, Collection[int] | None], Sequence[Project | OverallForm]]] = {
    RecordKind.PROJECT: projects,
    RecordKind.OVERALL: lambda book, _: overalls(book),
}
_OFFICES: Mapping[str, Callable[[Book], Sequence[Department | Unit]]] = {
    "department": departments,
    "unit": units,
}


def records(book: Book, kind: str, ids: Iterable[int] | None = None) -> tuple[DeclaredRecord, ...]:
    """The records of a kind that the form set declares, in order: those of the ids, or all."""
    declaration = book.dictionary.kinds[kind]
    with book.snapshot():
        found = _read(book, declaration, "id", ids)
        return _beside_others(book, declaration, found)


def _read(
    book: Book,
    declaration: KindDeclaration,
    by: str,
    ids: Iterable[int] | None,
    owners: Mapping[int, Above] | None = None,
) -> tuple[DeclaredRecord, ...]:
    """The records of some ids, or of some above by the column that names them, or all.

    `owners` are the records above, where they are known.
    """
    chosen = None if ids is None else json.dumps(list(ids))
    above = declaration.below
    rows = book.rows(
        f"SELECT id, uuid, {above}_id FROM {declaration.table} "
        f"WHERE {among(by, chosen)} ORDER BY {above}_id, position, id",
        (chosen,),
    )
    if not rows:
        return ()
    own = None if ids is None else json.dumps([row_id for row_id, _, _ in rows])
    declared = declared_of(book, declaration, own)
    if owners is None:
        owners = records_above(book, above, {owner for _, _, owner in rows})
    return tuple(
        _record(declaration, row_id, uuid, owners[owner], declared.get(row_id, {}))
        for row_id, uuid, owner in rows
    )


def _beside_others(
    book: Book, declaration: KindDeclaration, found: Sequence[DeclaredRecord]
) -> tuple[DeclaredRecord, ...]:
    """Records with those that stand beside them below the same one, as formulas read them.

    Of the kind itself these are the ones before: with a lower number, an earlier month.
    """
    if not found:
        return ()
    from budgetdesk.dictionary.reckoning import Reckoned

    owners = {one.above.id: one.above for one in found}
    beside: dict[int, dict[str, tuple[Reckoned, ...]]] = {owner: {} for owner in owners}
    done: dict[int, DeclaredRecord] = {}
    for kind in map(book.dictionary.kinds.__getitem__, declaration.around.beside):
        read = _read(book, kind, f"{kind.below}_id", owners, owners)
        for one in sorted(read, key=_told_apart(kind)):
            known = beside[one.above.id]
            now = replace(one, beside=dict(known))
            reckoned = Reckoned(now, kind.fields, kind.formulas)
            known[kind.kind] = (*known.get(kind.kind, ()), reckoned)
            if kind is declaration:
                done[now.id] = now
    return tuple(done[one.id] for one in found)


def _told_apart(kind: KindDeclaration) -> Callable[[DeclaredRecord], tuple[bool, int, str, int]]:
    """The order of records below one: by number or month, those without one last."""

    def key(one: DeclaredRecord) -> tuple[bool, int, str, int]:
        held = one.declared.get(kind.told_apart_by)
        number = held if isinstance(held, int) else 0
        return (held in (None, ""), number, str(held or ""), one.id)

    return key


class RecordsBelow:
    """The records of declared kinds in a book, by what they stand below.

    `among` are the ids of projects and overall forms, by their kinds, below which they are read;
    None for all.
    """

    def __init__(self, book: Book, among: Mapping[RecordKind, Iterable[int]] | None = None) -> None:
        self._found: dict[tuple[str, int], dict[str, list[DeclaredRecord]]] = {}
        self._book = book
        if among is None:
            for kind in book.dictionary.own_kinds:
                self._put(kind, records(book, kind.kind))
        else:
            for above, ids in among.items():
                self._read_below(above, [*ids])

    def _read_below(self, above: str, ids: Sequence[int]) -> None:
        for kind in self._book.dictionary.own_kinds if ids else ():
            if kind.below == above:
                read = _read(self._book, kind, f"{above}_id", ids)
                self._put(kind, _beside_others(self._book, kind, read))
                self._read_below(kind.kind, [one.id for one in read])

    @cached_property
    def _marks(self) -> Mapping[str, str]:
        """Read with the first record: most projects have none below them."""
        return filled_in_marks(self._book)

    def _put(self, kind: KindDeclaration, found: Iterable[DeclaredRecord]) -> None:
        for read in found:
            one = replace(read, filled_in=is_marked(self._marks, read))
            of_one = self._found.setdefault((kind.below, one.above.id), {})
            of_one.setdefault(kind.kind, []).append(one)

    def has(self, kind: str, record_id: int) -> bool:
        """Whether any stands below a record."""
        return (kind, record_id) in self._found

    def below(self, forms: Iterable[Held]) -> Iterator[DeclaredRecord]:
        """All records that stand below some, at any depth."""
        for form in forms:
            for found in self._found.get((form.kind, form.id), {}).values():
                yield from found
                yield from self.below(found)

    def put_in(self, form: AnyForm) -> AnyForm:
        """A form with the records below it, at any depth, as one of a file holds them."""
        below = self._found.get((form.kind, form.id), {})
        held = {kind: tuple(map(self.put_in, found)) for kind, found in below.items()}
        return replace(form, declared={**form.declared, **held}) if held else form


def record(book: Book, kind: str, record_id: int) -> FormRecord:
    """One record of any kind that has forms; RowMissing when there is none of that id."""
    if kind in _ONE_TYPED:
        return _ONE_TYPED[kind](book, record_id)
    for found in records(book, kind, (record_id,)):
        return found
    raise RowMissing(kind, record_id)


def records_above(book: Book, kind: str, ids: Collection[int]) -> Mapping[int, Above]:
    """The records of any kind, or the offices, that others stand below, by their ids."""
    offices = _OFFICES.get(kind)
    found: Sequence[Above] = forms_of(book, kind, ids) if offices is None else offices(book)
    return {one.id: one for one in found}


def forms_of(book: Book, kind: str, ids: Collection[int] | None = None) -> Sequence[Held]:
    """The records of any kind that has forms: all, or those of the ids and perhaps others."""
    read = _TYPED.get(kind)
    return records(book, kind, ids) if read is None else read(book, ids)


def _record(
    kind: KindDeclaration, row_id: int, uuid: str, above: Above, declared: Declared
) -> DeclaredRecord:
    """A record with the one above under its kind's name; fields not in the book yet are blank."""
    said = {kind.below: above, **declared}
    number = said.get(kind.told_apart_by)
    shown = show_value(kind.fields[kind.told_apart_by].kind, cast(Value, number)) if number else ""
    return DeclaredRecord(kind.kind, above, said, shown, row_id, uuid)


def add_record(step: Step, kind: str, above_id: int, record: DeclaredRecord | None = None) -> int:
    """Add a record below another, behind those that are there; its id comes back.

    Raises:
        RefusedChange: there is one already, and there may be one only.
    """
    declaration = step.dictionary.kinds[kind]
    owner = f"{declaration.below}_id"
    sql = f"SELECT coalesce(max(position) + 1, 0) FROM {declaration.table} WHERE {owner} = ?"
    position = step.rows(sql, (above_id,))[0][0]
    said = said_alone(declaration, record) if record else {}
    uuid = step.free_uuid(declaration.table, record.uuid) if record else ""
    record_id = step.insert(
        declaration.table, {owner: above_id, "position": position, "uuid": uuid, **said}
    )
    if record:
        list_writing.put_lists(step, declaration, record_id, record)
    return record_id


def add_numbered(step: Step, kind: KindDeclaration, above_id: int, number: Value) -> int:
    """Add a blank record below another, told apart by `number`, if any; errors as `add_record`."""
    made = add_record(step, kind.kind, above_id)
    if number is not None:
        step.update(kind.table, made, {kind.fields[kind.told_apart_by].column: number})
    return made


def replace_record(step: Step, record_id: int, record: DeclaredRecord) -> None:
    """Make a record say all that another of its kind says; it keeps its id, uuid and place."""
    declaration = step.dictionary.kinds[record.kind]
    step.update(declaration.table, record_id, said_alone(declaration, record))
    list_writing.put_lists(step, declaration, record_id, record)


def delete_record(step: Step, kind: str, record_id: int) -> None:
    """Delete a record with its lists."""
    step.delete(step.dictionary.kinds[kind].table, record_id)


def put_below(step: Step, above_id: int, above: Held) -> None:
    """Put the records that one came with below it, at any depth.

    Each goes over the one of its uuid or number, else beside those that are there.
    """
    for kind in step.dictionary.own_kinds:
        for one in records_in(above, kind.kind) if kind.below == above.kind else ():
            known = id_below(step, above_id, one)
            if known is None:
                known = add_record(step, one.kind, above_id, one)
            else:
                replace_record(step, known, one)
            put_below(step, known, one)


def mark_below(step: Step, book: Book, above_id: int, above: Held) -> None:
    """Mark what came below a record, at any depth, as filled in where its file says so."""
    for kind in step.dictionary.own_kinds:
        for one in records_in(above, kind.kind) if kind.below == above.kind else ():
            known = id_below(step, above_id, one)
            if known is None:
                continue
            if one.filled_in:
                mark_filled_in(step, records(book, kind.kind, (known,)), done=True)
            mark_below(step, book, known, one)


def id_below(step: Step, above_id: int, wanted: DeclaredRecord) -> int | None:
    """Which of the records below another one of a file is; None where it is none of them."""
    kind = step.dictionary.kinds[wanted.kind]
    column = kind.fields[kind.told_apart_by].column if kind.told_apart_by else "NULL"
    rows = step.rows(
        f"SELECT id, uuid, {column} FROM {kind.table} WHERE {kind.below}_id = ? ORDER BY position",
        (above_id,),
    )
    place = place_of(kind, [(uuid, number) for _, uuid, number in rows], wanted)
    return None if place is None else rows[place][0]


def place_of(
    kind: KindDeclaration, known: Sequence[tuple[str, object]], wanted: DeclaredRecord
) -> int | None:
    """Which of the records below another one is put over, they given by uuid and number.

    Of several that nothing tells apart only the uuid says which is meant.
    """
    number = wanted.declared.get(kind.told_apart_by)
    alike = [place for place, (uuid, _) in enumerate(known) if wanted.uuid and uuid == wanted.uuid]
    if not kind.many:
        alike += range(len(known))
    elif kind.told_apart_by:
        alike += [place for place, (_, told) in enumerate(known) if told == number]
    return next(iter(alike), None)
