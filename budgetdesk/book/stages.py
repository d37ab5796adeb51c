"""The forms of a stage: which there are of each project or overall form, and how far each is."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.change import Change, Value
from budgetdesk.book.declared_records import records
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.filled_in import (
    filled_in_ids,
    filled_in_marks,
    is_marked,
)
from budgetdesk.book.proposed import proposing
from budgetdesk.book.read import project_rows
from budgetdesk.book.row_reading import among
from budgetdesk.book.submitted import is_submitted, submitted_ids, submitted_marks
from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration
from budgetdesk.domain.fields import Field
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import OverallForm, Project, RecordKind
from budgetdesk.domain.typed import show_value


@immutable
class StageForm:
    """One form of a stage.

    `root` is the project or overall form that it belongs to, `number` what tells it apart from
    others of its kind there.
    """

    kind: str
    id: int
    root: int
    number: Value
    fullness: Fullness
    uuid: str


def stage_forms(
    book: Book, root: str, kind: KindDeclaration, roots: Collection[int] | None = None
) -> tuple[StageForm, ...]:
    """The forms of a declared kind below projects or overall forms, those of each in order.

    Args:
        book: the book.
        root: the kind of the records above, at any height.
        kind: the declared kind.
        roots: only those below these records; None for all.
    """
    chosen = None if roots is None else json.dumps(list(roots))
    joins, owner = _joined(book.dictionary, root, kind)
    told = kind.fields[kind.told_apart_by].column if kind.told_apart_by else ""
    main, said = _main_parts(kind), list(_said_parts(kind))
    rows = book.rows(
        f"SELECT t.id, {owner}, {f't.{told}' if told else 'NULL'}, t.uuid, "
        f"{_sum(main)}, {_sum(said)} FROM {kind.table} AS t {joins} "
        f"WHERE {among(owner, chosen)} ORDER BY {owner}, t.position, t.id",
        (chosen,),
    )
    found = [_form(kind, row, len(main)) for row in rows]
    return tuple(_with_marks(book, kind, _with_proposals(book, kind, found)))


def stage_fullness(
    book: Book, kind: KindDeclaration, projects: Collection[int] | None = None
) -> Mapping[int, Fullness]:
    """How far the projects' last forms of a stage are, by the projects that have one."""
    forms = stage_forms(book, RecordKind.PROJECT, kind, projects)
    return {form.root: form.fullness for form in forms}


def projects_touched(book: Book, change: Change) -> frozenset[int]:
    """The projects of which a form, their own or one of any stage, came, went or changed."""
    below = (kind for kind in book.dictionary.stages(RecordKind.PROJECT) if kind.own)
    found = (
        root_ever(book, it.kind, record_id) for it in below for record_id in change.records(it)
    )
    return change.projects | {root[1] for root in found if root is not None}


def projects_marked(book: Book, change: Change) -> frozenset[int] | None:
    """The projects whose marks or proposals a step changed; None where other settings did too."""
    told = tuple(change.of("setting"))
    if not told:
        return frozenset()
    rows = book.rows(
        "SELECT key FROM setting WHERE id IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT json_extract(old_values, '$.key') FROM journal "
        "WHERE step_id = ?2 AND table_name = 'setting' AND action = 'delete'",
        (json.dumps([row.row_id for row in told]), change.step_id),
    )
    uuids = {key.partition(".")[2] for (key,) in rows}
    sql = "SELECT id FROM project WHERE uuid IN (SELECT value FROM json_each(?))"
    found = frozenset(row_id for (row_id,) in book.rows(sql, (json.dumps([*uuids]),)))
    return found if len(found) == len(uuids) else None


def marked_fullness(book: Book, ids: Collection[int] | None = None) -> Mapping[int, Fullness]:
    """The projects, or those among some, whose own forms were sent or are marked as filled in.

    Those that only say what last year's did are drafts.
    """
    done = dict.fromkeys(proposing(book, ids), Fullness.DRAFT)
    done |= dict.fromkeys(filled_in_ids(book, ids), Fullness.DONE)
    return done | dict.fromkeys(submitted_ids(book, ids), Fullness.SUBMITTED)


def project_fullness(book: Book, project_id: int) -> Fullness:
    """How far a project's own form is; RowMissing where there is none.

    The project is read whole only where something was kept of it that it is held against.
    """
    told = project_rows(book, (project_id,))
    if not told:
        raise RowMissing("project", project_id)
    return marked_fullness(book, (project_id,)).get(project_id, told[0].fullness)


def typed_fullness(book: Book, record: Project | OverallForm) -> Fullness:
    """How far a form is by its marks, else by what is typed into it, whatever is proposed."""
    if is_submitted(book, record):
        return Fullness.SUBMITTED
    if is_marked(filled_in_marks(book), record):
        return Fullness.DONE
    kind = book.dictionary.kinds[record.kind]
    main, said = _main_parts(kind), list(_said_parts(kind))
    sql = f"SELECT {_sum(main)}, {_sum(said)} FROM {kind.table} AS t WHERE t.id = ?"
    found = book.rows(sql, (record.id,))
    return _fullness(found[0][0], found[0][1], len(main)) if found else Fullness.EMPTY


def root_of(book: Book, kind: str, record_id: int) -> tuple[str, int]:
    """The record that no declared kind stands above: of which kind, and its id.

    Raises:
        RowMissing: the record is not in the book.
    """
    kinds = book.dictionary.kinds
    while kind in kinds and kinds[kind].own:
        declaration = kinds[kind]
        sql = f"SELECT {declaration.below}_id FROM {declaration.table} WHERE id = ?"
        found = book.rows(sql, (record_id,))
        if not found:
            raise RowMissing(declaration.table, record_id)
        kind, record_id = declaration.below, found[0][0]
    return kind, record_id


def root_ever(book: Book, kind: str, record_id: int) -> tuple[str, int] | None:
    """The same, also for a record that is gone; None where its past is not kept."""
    kinds = book.dictionary.kinds
    while kind in kinds and kinds[kind].own:
        declaration = kinds[kind]
        above = f"$.{declaration.below}_id"
        found = book.rows(
            "SELECT json_extract(coalesce(old_values, new_values), ?) FROM journal "
            "WHERE table_name = ? AND row_id = ? AND action <> 'update' ORDER BY id DESC LIMIT 1",
            (above, declaration.table, record_id),
        ) or book.rows(
            f"SELECT {declaration.below}_id FROM {declaration.table} WHERE id = ?", (record_id,)
        )
        if not found or found[0][0] is None:
            return None
        kind, record_id = declaration.below, found[0][0]
    return kind, record_id


def told_shortly(kind: KindDeclaration, number: Value, year: int) -> str:
    """What tells a form apart, as short as can be: the month of the budget's own year alone."""
    if number in (None, "") or not kind.told_apart_by:
        return ""
    shown = show_value(kind.fields[kind.told_apart_by].kind, number)
    return shown.removeprefix(f"{year}年")


def latest_numbers(book: Book, kind: KindDeclaration) -> list[Value]:
    """The last number that any project's form of a stage has, where they go by months or dates.

    A first form joins the round that others are in; counts begin anew with each project.
    """
    if kind.fields[kind.told_apart_by].kind not in (Kind.MONTH, Kind.DATE):
        return []
    column = kind.fields[kind.told_apart_by].column
    rows = book.rows(f"SELECT max({column}) FROM {kind.table} WHERE {column} <> ''")
    return [value for (value,) in rows if value]


def proposed_number(field: Field, numbers: Iterable[Value]) -> Value:
    """What the next form's number may be: one more, the month after; blank where none is likely.

    Args:
        field: the one that forms are told apart by.
        numbers: those that there are.
    """
    known = [it for it in numbers if it not in (None, "")]
    if field.kind is Kind.COUNT:
        return max((int(it) for it in known if it is not None), default=0) + 1
    if field.kind in (Kind.MONTH, Kind.DATE):
        last = max(map(str, known), default="")
        return _month_after(field.kind, last) if last else ""
    return "" if field.kind.is_text else None


def _month_after(kind: Kind, last: str) -> str:
    from calendar import monthrange

    year, month = int(last[:4]), int(last[5:7])
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = f"-{monthrange(year, month)[1]:02}" if kind is Kind.DATE else ""
    return f"{year:04}-{month:02}{day}"


def _joined(dictionary: Dictionary, root: str, kind: KindDeclaration) -> tuple[str, str]:
    """The joins from a kind up to the one below the root, and the column that names the root."""
    joins, name, number = "", "t", 0
    while kind.below != root:
        above = dictionary.kinds[kind.below]
        number += 1
        joins += f"JOIN {above.table} AS t{number} ON t{number}.id = {name}.{above.kind}_id "
        name, kind = f"t{number}", above
    return joins, f"{name}.{root}_id"


def _form(kind: KindDeclaration, row: tuple[Any, ...], main: int) -> StageForm:
    row_id, root, number, uuid, told, said = row
    return StageForm(kind.kind, row_id, root, number, _fullness(told, said, main), uuid)


def _fullness(told: int, said: int, main: int) -> Fullness:
    """By how many main parts are told of how many, and how many parts at all."""
    if not said:
        return Fullness.EMPTY
    return Fullness.COMPLETE if told == main else Fullness.DRAFT


def _with_proposals(
    book: Book, kind: KindDeclaration, forms: Sequence[StageForm]
) -> Sequence[StageForm]:
    """The forms; one whose main parts are proposed, not typed, lacks those that are blank."""
    proposed = [field for field in _main_fields(kind) if not _is_typed(field)]
    full = [form.id for form in forms if form.fullness is Fullness.COMPLETE]
    if not (proposed and full):
        return forms
    # The window shows its tree before any formula is read.
    from budgetdesk.dictionary.expressions.values import is_blank
    from budgetdesk.dictionary.reckoning import Reckoned

    lacking = set()
    for one in records(book, kind.kind, full):
        reckoned = Reckoned(one, kind.fields, kind.formulas)
        if any(is_blank(reckoned.value(field.path)) for field in proposed):
            lacking.add(one.id)
    return [replace(it, fullness=Fullness.DRAFT) if it.id in lacking else it for it in forms]


def _with_marks(
    book: Book, kind: KindDeclaration, forms: Sequence[StageForm]
) -> Iterator[StageForm]:
    """The forms, those known as such that were sent or are marked as 填报完成."""
    marks, sent = filled_in_marks(book), submitted_marks(book)
    marked = {form.id for form in forms if form.uuid in marks or form.uuid in sent}
    told = records(book, kind.kind, marked) if marked else ()
    done = {one.id: Fullness.DONE for one in told if is_marked(marks, one)}
    done |= {one.id: Fullness.SUBMITTED for one in told if is_marked(sent, one)}
    for form in forms:
        yield replace(form, fullness=done[form.id]) if form.id in done else form


def _main_parts(kind: KindDeclaration) -> list[str]:
    """What must be typed for a form to be complete, as conditions; a row of each list, too."""
    return [*map(_said, filter(_is_typed, _main_fields(kind))), *_lists(kind)]


def _is_typed(field: Field) -> bool:
    """Whether nothing stands in a field, on paper either, until somebody types or chooses it."""
    return not field.proposed or field.only_suggested


def _main_fields(kind: KindDeclaration) -> list[Field]:
    """The fields that count or are required, else all of them."""
    fields = [field for field in kind.single if field.path != kind.told_apart_by]
    return [field for field in fields if field.counts or field.required] or fields


def _said_parts(kind: KindDeclaration) -> Iterator[str]:
    yield from (_said(field) for field in kind.single if field.path != kind.told_apart_by)
    yield from _lists(kind)


def _said(field: Field) -> str:
    return f"t.{field.column} {'IS NOT NULL' if field.kind.is_number else _NOT_BLANK}"


def _lists(kind: KindDeclaration) -> Iterator[str]:
    for rows in kind.lists.values():
        told = " OR ".join(
            f"r.{field.column} {'IS NOT NULL' if field.kind.is_number else _NOT_BLANK}"
            for field in rows.fields
            if not field.followed
        )
        yield f"EXISTS (SELECT 1 FROM {rows.table} AS r WHERE r.{rows.owner} = t.id AND ({told}))"


def _sum(conditions: Iterable[str]) -> str:
    return " + ".join(f"({it})" for it in conditions) or "0"


_NOT_BLANK = "<> ''"
