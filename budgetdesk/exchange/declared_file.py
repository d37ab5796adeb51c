"""What form sets declare, as exchange JSON: under the names it has in the dictionary.

Amounts are decimal strings in the field's own unit, counts strings of digits, dates ISO text, a
tick is true. What is blank is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from budgetdesk.book.declared_records import AnyForm
from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration, RowList
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.held_values import records_in
from budgetdesk.domain.indicator_tree import IndicatorTree
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import (
    Declared,
    DeclaredRecord,
    DeclaredRow,
    FormRecord,
    Held,
    ListRow,
)
from budgetdesk.domain.typed import TypedError, Value, has_more_decimals, parse_typed
from budgetdesk.exchange.claims import COMPUTED_KEY, claims_in
from budgetdesk.exchange.explanations_file import KEY, Given, GivenContents, read_given
from budgetdesk.exchange.field_text import told_value
from budgetdesk.exchange.shape import FILLED_IN, Shape
from budgetdesk.exchange.versions import UUID_KEY, identity_content, read_uuid
from budgetdesk.forms.definition import FormSet

FOLLOWS_KEY = "follows"
"""The uuid of the row of another list that a row follows."""


def kinds_below(dictionary: Dictionary, kind: str) -> tuple[KindDeclaration, ...]:
    """The declared kinds whose records stand below those of a kind."""
    return tuple(it for it in dictionary.own_kinds if it.below == kind)


def own_keys(dictionary: Dictionary, kind: str) -> tuple[str, ...]:
    """The keys of what a set declares of a kind: fields, lists, and records below."""
    declaration = dictionary.kinds[kind]
    return (
        COMPUTED_KEY,
        *(field.path for field in own_fields(declaration)),
        *(band.path for band in declaration.own_lists),
        *(below.kind for below in kinds_below(dictionary, kind)),
    )


def own_fields(kind: KindDeclaration) -> tuple[Field, ...]:
    """The fields of a record that a set declares and a person fills in, those of parts too."""
    return tuple(
        field
        for field in kind.fields.values()
        if field.own and not (field.listed or field.carried or field.computed)
    )


def own_content(kind: KindDeclaration, record: FormRecord) -> dict[str, object]:
    """What a set declares of a record, and what is computed of it."""
    fields = own_fields(kind)
    content = fields_content(fields, {it.path: it.path for it in fields}, record)
    reckoned = reckoned_of(kind, record)
    for band in kind.own_lists:
        rows = value_of(record, band.path)
        if isinstance(rows, tuple) and rows:
            content[band.path] = [
                _row_content(band, row) | computed_content(kind, reckoned, band, row)
                for row in rows
            ]
    return content | computed_content(kind, reckoned)


def reckoned_of(kind: KindDeclaration, record: FormRecord) -> Reckoned:
    """A record with what is computed of it."""
    return Reckoned(record, kind.fields, kind.formulas)


def computed_content(
    kind: KindDeclaration,
    reckoned: Reckoned,
    band: RowList | None = None,
    row: ListRow | None = None,
) -> dict[str, object]:
    """What is computed of a record, or of one row of a list, for information; {} for nothing."""
    path = band.path if band else ""
    told: dict[str, object] = {}
    for field in kind.fields.values():
        if field.formula and field.own and not field.personal and _list_of(field) == path:
            value = reckoned.shown(field, row)
            if value not in (None, ""):
                told[field.last if band else field.path] = told_value(field.kind, value)
    return {COMPUTED_KEY: told} if told else {}


def _list_of(field: Field) -> str:
    return field.path.rpartition(".")[0] if field.listed else ""


def records_content(
    dictionary: Dictionary, above: Held, given: GivenContents
) -> dict[str, list[dict[str, object]]]:
    """The records that one holds below it, by their kinds, at any depth, with their 出错说明."""
    held = {kind.kind: records_in(above, kind.kind) for kind in kinds_below(dictionary, above.kind)}
    return {
        kind: [record_content(dictionary, one, given) for one in found]
        for kind, found in held.items()
        if found
    }


def record_content(
    dictionary: Dictionary, record: DeclaredRecord, given: GivenContents = MappingProxyType({})
) -> dict[str, object]:
    """A record of a declared kind, with those below it and their 出错说明."""
    explained = given.get((record.kind, record.id), [])
    return {
        **own_content(dictionary.kinds[record.kind], record),
        **records_content(dictionary, record, given),
        **({FILLED_IN: True} if record.filled_in else {}),
        **({KEY: explained} if explained else {}),
        **identity_content(record.uuid),
    }


def fields_content(
    fields: Iterable[Field], keys: Mapping[str, str], record: FormRecord | ListRow
) -> dict[str, object]:
    """Fields with what they hold; `keys` are the paths of their values by the fields' paths."""
    said = {field.path: (field, value_of(record, keys[field.path])) for field in fields}
    return {
        keys[path]: told_value(field.kind, value)
        for path, (field, value) in said.items()
        if value not in (None, "")
    }


def own_row_content(band: RowList, row: ListRow) -> dict[str, object]:
    """What a set declares of a row of a list."""
    return fields_content(band.own_fields, {it.path: it.last for it in band.own_fields}, row)


def _row_content(band: RowList, row: ListRow) -> dict[str, object]:
    levels = dict(zip(band.levels, (row.level1, row.level2), strict=False))
    follows = {FOLLOWS_KEY: row.follows} if row.follows else {}
    return {**levels, **own_row_content(band, row), **follows, **identity_content(row.uuid)}


def read_own(
    shape: Shape, dictionary: Dictionary, kind: str, tree: IndicatorTree
) -> dict[str, object]:
    """What a file says of what the book's set declares of a record, and of what is computed of it.

    Raises:
        ImportFault: a value is of another kind than its field.
    """
    declaration = dictionary.kinds[kind]
    said: dict[str, object] = {
        field.path: _value(shape, field.path, field) for field in own_fields(declaration)
    }
    for band in declaration.own_lists:
        if shape.has(band.path):
            rows = (_row(part, band, tree) for part in shape.parts(band.path))
            said[band.path] = tuple(row for row in rows if row is not None)
    return {**said, COMPUTED_KEY: claims_in(shape, declaration)}


def with_records(shape: Shape, form_set: FormSet, above: AnyForm) -> AnyForm:
    """A record of a file with those of declared kinds that stand below it there, at any depth.

    Raises:
        ImportFault: a value is of another kind than its field.
    """
    held: dict[str, tuple[DeclaredRecord, ...]] = {
        kind.kind: tuple(
            read_record(part, form_set, kind, above) for part in shape.parts(kind.kind)
        )
        for kind in kinds_below(form_set.dictionary, above.kind)
        if shape.has(kind.kind)
    }
    return replace(above, declared={**above.declared, **held}) if held else above


def read_record(
    part: Shape, form_set: FormSet, kind: KindDeclaration, above: Held
) -> DeclaredRecord:
    """A record of a declared kind that stands below another one; errors as `read_own`."""
    part.known(*own_keys(form_set.dictionary, kind.kind), FILLED_IN, KEY, UUID_KEY)
    said = read_own(part, form_set.dictionary, kind.kind, form_set.tree_of(kind.kind))
    told = "" if said.get(kind.told_apart_by) is None else str(said[kind.told_apart_by])
    uuid, done = read_uuid(part), part.is_filled_in
    record = DeclaredRecord(kind.kind, above, said, told, uuid=uuid, filled_in=done)
    return with_records(part, form_set, record)


def given_below(shape: Shape, dictionary: Dictionary, above: Held) -> Iterator[Given]:
    """The explanations of the records that one of a file holds, each with where these stand.

    Raises:
        ImportFault: a key is missing, of the wrong type, or a place is no field of the form.
    """
    for kind in kinds_below(dictionary, above.kind):
        parts = tuple(shape.parts(kind.kind)) if shape.has(kind.kind) else ()
        for part, one in zip(parts, records_in(above, kind.kind), strict=True):
            inner = (*read_given(part, kind.fields), *given_below(part, dictionary, one))
            yield from (replace(given, below=(one, *given.below)) for given in inner)


def read_own_row(part: Shape, band: RowList) -> Declared:
    """What a file says of what a set declares of a row of a list; errors as `read_own`."""
    return {field.last: _value(part, field.last, field) for field in band.own_fields}


def _row(part: Shape, band: RowList, tree: IndicatorTree) -> DeclaredRow | None:
    """A row of a list that a set declares; None for one that says nothing and follows none."""
    further = (FOLLOWS_KEY,) if band.follows else ()
    part.known(
        *band.levels, *(field.last for field in band.fields), *further, COMPUTED_KEY, UUID_KEY
    )
    follows = part.text(FOLLOWS_KEY) if band.follows and part.has(FOLLOWS_KEY) else ""
    level1, level2 = _levels(part, tree, follows) if band.slotted else ("", "")
    said = read_own_row(part, band)
    if not follows and all(value in (None, "") for value in said.values()):
        return None
    return DeclaredRow(said, level1, level2, uuid=read_uuid(part), follows=follows)


def _levels(part: Shape, tree: IndicatorTree, follows: str) -> tuple[str, str]:
    """The place of a row; of one that follows another as it is told: it is carried from there."""
    level1, level2 = part.text("level1"), part.text("level2")
    slot = tree.find(level1, level2)
    if slot is not None:
        return slot.level1, slot.level2
    if not follows:
        part.fail("level2", f"本账套的表没有「{level1} / {level2}」。")
    return level1, level2


def _value(shape: Shape, key: str, field: Field) -> Value:
    if not shape.has(key) or shape.is_null(key):
        return None if field.kind.is_number else ""
    if field.kind is Kind.TICK:
        return 1 if shape.flag(key) else None
    try:
        value = parse_typed(field.kind, shape.text(key))
    except TypedError as error:
        shape.fail(key, str(error))
    if has_more_decimals(value, field.most_decimals):
        shape.fail(key, f"最多 {field.most_decimals} 位小数，现在是 {value}。")
    return value
