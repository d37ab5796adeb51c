"""A project's form as texts to be pasted into 一体化 in the browser: all rows, or one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetdesk.domain.fields import HORIZON_LABELS, Field, FieldRef, value_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Horizon, Indicator, Project
from budgetdesk.domain.target_parts import parts_of
from budgetdesk.domain.text import one_line, shorten
from budgetdesk.domain.typed import show_value
from budgetdesk.forms.portal import PortalColumn
from budgetdesk.forms.sheet import Cell

_SHORT = 12


@immutable
class OutText:
    """One text to be copied: which field it is of, what it is called."""

    ref: FieldRef
    label: str
    text: str


def indicator_lines(rows: Iterable[Indicator], columns: Sequence[PortalColumn]) -> list[list[str]]:
    """The columns of each indicator in order; blank rows are left out.

    Every row has its levels. A target in words stands whole as its value.
    """
    return [[text_of(it, one.key) for one in columns] for it in rows if not it.is_blank]


def text_of(row: Indicator, key: str) -> str:
    """What an indicator says in a column of 一体化, on one line."""
    sign, value, unit = parts_of(row.target)
    plain = {
        "level1": row.level1, "level2": row.level2, "name": row.name, "target": row.target,
        "sign": sign, "value": value, "unit": unit, "": "",
    }  # fmt: skip
    if key in plain:
        return one_line(plain[key])
    own = row.declared.get(key)
    return "" if own is None else one_line(str(own))


def out_texts(
    cells: Iterable[Cell],
    record: Project,
    fields: Mapping[str, Field],
    single: Sequence[PortalColumn],
) -> tuple[OutText, ...]:
    """What the cells of a project's form say, in their order; blanks are left out.

    The rows of a list stand together, though the form may have another list beside it.

    Args:
        cells: of the form, from top to bottom.
        record: what they show.
        fields: of its kind, by path.
        single: what is copied of an indicator.
    """
    rows = {
        (horizon, row.id): row for horizon in Horizon for row in record.indicators.of(horizon) or ()
    }
    found: dict[tuple[str, int, str], OutText] = {}
    for cell in cells:
        for it in _texts_of(cell, record, fields, single, rows):
            if it.text.strip():
                found.setdefault((it.ref.path, it.ref.row_id, it.label), it)
    groups = {it: number for number, it in enumerate(dict.fromkeys(map(_group, found.values())))}
    return tuple(sorted(found.values(), key=lambda it: groups[_group(it)]))


def _group(it: OutText) -> str:
    return it.ref.path.rpartition(".")[0] if it.ref.row_id else it.ref.path


Rows = Mapping[tuple[Horizon, int], Indicator]


def _texts_of(
    cell: Cell,
    record: Project,
    fields: Mapping[str, Field],
    single: Sequence[PortalColumn],
    rows: Rows,
) -> Iterator[OutText]:
    ref = cell.field
    field = fields.get(ref.path) if ref is not None else None
    if ref is None or field is None or field.carried:
        return
    horizon = next((it for it in Horizon if ref.path.startswith(f"indicators.{it}.")), None)
    row = rows.get((horizon, ref.row_id)) if horizon else None
    if horizon is None or not ref.row_id:
        yield OutText(ref, field.label, _shown(cell, record, field))
    elif row is not None and field.last == "name":
        about = f"{HORIZON_LABELS[horizon]}{row.level2}「{shorten(one_line(row.name), _SHORT)}」"
        for column in single:
            yield OutText(ref, f"{about}{column.head}", text_of(row, column.key))


def _shown(cell: Cell, record: Project, field: Field) -> str:
    """An amount as the form shows it; other fields whole, however many cells show them."""
    value = value_of(record, field.path)
    if field.kind is Kind.MONEY or field.computed or not isinstance(value, str | int):
        return cell.text
    return show_value(field.kind, value)
