"""What a record says, column by column: of its own row, and of the rows of its parts."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Iterable, Sequence

from budgetdesk.book.change import Value
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import FieldGroup, KindDeclaration
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.records import FormRecord


def said_alone(kind: KindDeclaration, record: FormRecord) -> dict[str, Value]:
    """The columns of a record's own row: its fields, and the parts that stand in that row."""
    parts = (part.fields for part in kind.parts.values() if not part.table and not part.keyed)
    fields = (*kind.single, *(field for part in parts for field in part if not field.computed))
    return said_by_fields(record, fields)


def said_by_fields(record: FormRecord, fields: Iterable[Field]) -> dict[str, Value]:
    """The columns of fields. A blank text is "", and NULL where a record may lack the field."""
    said: dict[str, Value] = {}
    for field in fields:
        value = value_of(record, field.path)
        known = value if isinstance(value, str | int) else None
        blank_text = known is None and not field.kind.is_number and not field.may_lack
        said[field.column] = "" if blank_text else known
    return said


def put_parts(step: Step, kind: KindDeclaration, record_id: int, record: FormRecord) -> None:
    """Make the parts that are rows of their own say what a record of the kind says."""
    for part in kind.parts.values():
        if part.table:
            _put_part(step, part, record_id, record)


def add_parts(step: Step, kind: KindDeclaration, records: Sequence[tuple[int, FormRecord]]) -> None:
    """The parts of records that were only just added, by the records' ids."""
    for part in kind.parts.values():
        if part.table:
            rows = [
                _row_of(part, record_id) | said_by_fields(record, part.fields)
                for record_id, record in records
                if value_of(record, part.path) is not None
            ]
            step.insert_all(part.table, rows)


def _row_of(part: FieldGroup, record_id: int) -> dict[str, Value]:
    return {part.owner: record_id, "horizon": part.horizon}


def _put_part(step: Step, part: FieldGroup, record_id: int, record: FormRecord) -> None:
    """A part that the record lacks has no row."""
    sql = f"SELECT id FROM {part.table} WHERE {part.owner} = ? AND horizon = ?"
    found = step.rows(sql, (record_id, part.horizon))
    said = said_by_fields(record, part.fields)
    if value_of(record, part.path) is None:
        for (row_id,) in found:
            step.delete(part.table, row_id)
    elif found:
        step.update(part.table, found[0][0], said)
    else:
        step.insert(part.table, _row_of(part, record_id) | said)
