"""Fields that the rows of a list carry from the rows that they follow."""

from collections.abc import Iterable
from dataclasses import replace

from budgetdesk.dictionary.declaration import RowList
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind

_BLANK = "空"
_NUMBERS = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.PERCENT})


def require_carried(table: TomlTable, fields: Iterable[Field], followed: RowList | None) -> None:
    """A field carried from the followed row must be there, and hold the like.

    Raises:
        FormSetError: it is not, or the list follows none.
    """
    for field in fields:
        above = _source(field, followed)
        if field.followed and above is None:
            one = table.table("fields").table(field.key)
            one.fail("carried", "所跟随的列表没有这个字段，请核对 follows 和字段名。")
        if above and not _alike(above, field):
            one = table.table("fields").table(field.key)
            one.fail("kind", f"与所跟随的「{above.label}」类型不同，请改为 {above.kind}。")


def or_blank(field: Field, followed: RowList | None) -> Field:
    """A field as it is read; one that the followed list may lack, and does, is always blank."""
    if not (field.followed and field.may_lack):
        return field
    above = _source(field, followed)
    if above is not None and _alike(above, field):
        return replace(field, may_lack=False)
    return replace(field, carried="", may_lack=False, computed=True, formula=_BLANK)


def _source(field: Field, followed: RowList | None) -> Field | None:
    fields = followed.fields if followed else ()
    return next((it for it in fields if field.followed and it.last == field.followed), None)


def _alike(above: Field, field: Field) -> bool:
    """Whether what one holds can be carried by the other: a count by a decimal, too."""
    if field.kind is Kind.DECIMAL or above.kind is Kind.DECIMAL:
        return above.kind in _NUMBERS and field.kind in (Kind.DECIMAL, Kind.PERCENT)
    return above.kind.is_number is field.kind.is_number
