"""Cells that are worked out: formulas as a person types them, tried at once on invented data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.expression import Expression, read_expression
from budgetdesk.dictionary.expressions.faults import ExpressionError, KindError, UnknownNameError
from budgetdesk.dictionary.expressions.formula import names_in
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, kind_of, value_from
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.exact import rounded
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exact_wan_text
from budgetdesk.exchange.drawing.correcting import (
    CorrectionError,
    copied,
    declared_of,
    required_cell,
)
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.formula_names import (
    column_of,
    list_name,
    printed_name,
    spoken,
)
from budgetdesk.exchange.drawing.invented import invented_record, leaves
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.forms.set_rules.declared import told_text

_SUMMED = (ValueKind.NUMBER, ValueKind.MONEY)
WAN = "万元"
_KINDS_OF = {
    ValueKind.NUMBER: "小数」或「百分比", ValueKind.MONEY: "金额", ValueKind.TEXT: "文字",
    ValueKind.TRUTH: "勾选", ValueKind.DATE: "日期", ValueKind.TARGET: "指标值",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TriedFormula:
    """What a formula gives on invented data: of what, and the result, each in words."""

    given: tuple[tuple[str, str], ...]
    result: str


def formula_of(form: DrawnForm, cell: DrawnCell | None) -> str:
    """The formula that the set gives a cell, "" where it is typed or the dictionary's."""
    declared = None if cell is None else declared_of(form, cell)
    return "" if declared is None else str(declared.says.get("computed", ""))


def with_formula(form: DrawnForm, kind: KindDeclaration, box: Box, source: str) -> DrawnForm:
    """The form in which the new field of a box is worked out; with a blank formula it is typed.

    Args:
        form: what was drawn.
        kind: its record kind as the set declares it now.
        box: the cell's.
        source: the formula, in the labels of the form or in names of the set.

    Raises:
        CorrectionError: the field is one of the dictionary, or the formula can't be taken.
    """
    cell = required_cell(form, box)
    declared = declared_of(form, cell)
    if declared is None:
        raise CorrectionError(
            f"「{cell.label}」是已有的字段，它怎样填已定好；要由公式计算，请先改写字段的名称，作为新的字段。"
        )
    says = {key: it for key, it in declared.says.items() if key != "computed"}
    if source.strip():
        try:
            says["computed"] = spoken(form, kind, cell.list_path, source.strip())
            _read(form, kind, cell, says["computed"])
        except ExpressionError as error:
            raise CorrectionError(f"公式{_told(error)}") from error
    copy = copied(form)
    copy.fields[copy.fields.index(declared)] = replace(declared, says=says, by_hand=True)
    worked_out = "computed" in says
    copy.cells[:] = [
        replace(it, computed=worked_out) if it.path == cell.path else it for it in copy.cells
    ]
    return copy


def formula_examples(
    form: DrawnForm, kind: KindDeclaration, cell: DrawnCell
) -> Iterator[tuple[str, str]]:
    """Formulas to begin with for a cell, of the form's own fields: what each is for, and itself."""
    field = kind.fields.get(cell.path)
    own = kind_of(field.kind) if field is not None else None
    wanted = own if own in _SUMMED else None  # None: it may become of either kind
    numbers = [it for it in _others(form, kind, cell) if _is_summed(kind, it)]
    alike = [it for it in numbers if _value(kind, it) is (wanted or _value(kind, numbers[0]))]
    if len(alike) > 1:
        one, other = (printed_name(form, kind, it) for it in alike[:2])
        yield "合计", f"total({one}, {other})"
        yield "相减", f"{one} - {other}"
        if wanted is not ValueKind.MONEY:
            yield "比率", f"{one} ÷ {other}"
    met: set[str] = set()
    for it in form.cells if not cell.list_path else ():
        known = it.path not in met and it.list_path in kind.lists and _is_summed(kind, it)
        if known and _value(kind, it) is (wanted or _value(kind, it)):
            met.add(it.path)
            listed, name = list_name(kind, it.list_path), printed_name(form, kind, it)
            yield f"{listed.strip('「」')}的{name.strip('「」')}合计", f"sum({listed}, {name})"


def _others(form: DrawnForm, kind: KindDeclaration, cell: DrawnCell) -> Iterator[DrawnCell]:
    """The other cells of the record, or of the row: of each field the first."""
    met = {cell.path}
    for it in form.cells:
        if it.list_path == cell.list_path and it.path not in met and it.path in kind.fields:
            met.add(it.path)
            yield it


def _value(kind: KindDeclaration, cell: DrawnCell) -> ValueKind:
    return kind_of(kind.fields[cell.path].kind)


def _is_summed(kind: KindDeclaration, cell: DrawnCell) -> bool:
    known = cell.path in kind.fields
    return known and _value(kind, cell) in _SUMMED


def tried_formula(
    form: DrawnForm, kind: KindDeclaration, cell: DrawnCell, source: str, year: int
) -> TriedFormula:
    """What a formula would give for a cell, on invented values of the fields that it reads.

    Raises:
        ExpressionError: it can't be read, or gives another kind than the field.
    """
    found = _read(form, kind, cell, spoken(form, kind, cell.list_path, source))
    paths = leaves(kind, found)
    record = invented_record(kind, paths, year)
    row = next(iter(record.listed(cell.list_path)), None) if cell.list_path else None
    given = tuple(_given(form, kind, record, paths, cell.list_path))
    field = kind.fields.get(cell.path)
    return TriedFormula(given, shown_value(form, found.kind, field, found.value(record, row)))


def shown_value(
    form: DrawnForm, kind: ValueKind, field: Field | None, value: ExpressionValue
) -> str:
    """A value in words; money in the unit that the form has."""
    if kind is ValueKind.MONEY and isinstance(value, Decimal) and form.unit == WAN:
        return f"{exact_wan_text(int(rounded(value, 0)))} {WAN}"
    return told_text(kind, field, value)


def _read(form: DrawnForm, kind: KindDeclaration, cell: DrawnCell, source: str) -> Expression:
    """A formula of a cell; errors as `tried_formula`."""
    rows = kind.names.rows.get(cell.list_path) if cell.list_path else None
    try:
        found = read_expression(source, kind.names.alone, rows)
    except UnknownNameError as error:
        raise _of_column(form, kind, source, error) from error
    if cell.path in found.reads:
        raise ExpressionError(f"「{cell.label}」不能由它自己算出")
    field = kind.fields.get(cell.path)
    wanted = ValueKind.TRUTH if field and field.kind is Kind.TICK else field and kind_of(field.kind)
    if wanted and found.kind not in (wanted, ValueKind.BLANK):
        name = _KINDS_OF.get(found.kind, str(found.kind))
        raise KindError(
            f"算出来的是{found.kind}，这一格是{wanted}；请把类型改为「{name}」，或改公式"
        )
    return found


def _of_column(
    form: DrawnForm, kind: KindDeclaration, source: str, error: UnknownNameError
) -> ExpressionError:
    """What to write instead, where an unknown name is that of a column of a list."""
    start = source[max(error.place - 1, 0) :]
    name = next((it for it, at, _ in names_in(start) if at == 0), "")
    column = column_of(form, name) if name else None
    if column is None:
        return error
    listed = list_name(kind, column.list_path)
    cure = f"「{name}」是{listed}的一列，请写 sum({listed}, {name}) 等"
    return UnknownNameError(cure, error.place)


def _given(
    form: DrawnForm, kind: KindDeclaration, record: Reckoned, paths: tuple[str, ...], list_path: str
) -> Iterator[tuple[str, str]]:
    """What the fields say that a formula goes back to: in a list each row, or the judged one."""
    for path in paths:
        field, above = kind.fields[path], path.rpartition(".")[0]
        if not (field.listed and above in kind.lists):
            yield field.label, _shown(form, field, value_of(record.record, path))
            continue
        rows = record.listed(above)[: 1 if above == list_path else None]
        texts = (_shown(form, field, value_of(it.held, field.last)) for it in rows)
        yield field.label, "、".join(texts)


def _shown(form: DrawnForm, field: Field, held: object) -> str:
    kind = kind_of(field.kind)
    return shown_value(form, kind, field, value_from(kind, held))


def _told(error: ExpressionError) -> str:
    """What is wrong, behind the word 公式."""
    return f"{'' if error.place else '：'}{error}。"
