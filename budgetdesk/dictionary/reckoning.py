"""Fields that are computed by the formula of their declaration: never typed, never stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from budgetdesk.dictionary.expressions.expression import (
    Expression,
    in_order,
    read_condition,
    read_expression,
)
from budgetdesk.dictionary.expressions.faults import ExpressionError, KindError
from budgetdesk.dictionary.expressions.naming import Naming, RowNaming
from budgetdesk.dictionary.expressions.pieces import Values
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, kind_of, value_from
from budgetdesk.dictionary.kind_names import KindNames
from budgetdesk.domain.exact import EXACT, rounded
from budgetdesk.domain.fields import Field, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import FormRecord, ListRow

Formulas = Mapping[str, Expression]
Fields = Mapping[str, Field]
_HUNDRED = Decimal(100)
_Reader = Callable[[str, Naming, RowNaming | None], Expression]


class FormulaError(ValueError):
    """A formula that can't be taken; `path` is the field's, the message one sentence."""

    def __init__(self, path: str, error: ExpressionError, key: str = "computed") -> None:
        what = "算式 computed" if key == "computed" else f"条件 {key}"
        super().__init__(f"{what} 不对，{error}。")
        self.path = path


def read_formulas(fields: Fields, names: KindNames) -> Formulas:
    """The formulas of a record kind by the paths of their fields, in the order of reckoning.

    Args:
        fields: the kind's fields, those of its lists among them.
        names: what they are called.

    Raises:
        FormulaError: one can't be read, gives another kind than its field, or reads itself.
    """
    computed = [field for field in fields.values() if field.formula]
    read = {it.path: _read(it, it.formula, names, "computed", read_expression) for it in computed}
    for field in computed:
        _require_kind(field, read[field.path])
    try:
        return {path: read[path] for path in in_order(read)}
    except ExpressionError as error:
        raise FormulaError(computed[0].path, error) from error


def read_conditions(fields: Fields, names: KindNames) -> Formulas:
    """When fields are required, by their paths; errors as `read_formulas`."""
    asked = [field for field in fields.values() if field.required_when]
    key = "required_when"
    return {it.path: _read(it, it.required_when, names, key, read_condition) for it in asked}


def _read(field: Field, source: str, names: KindNames, key: str, read: _Reader) -> Expression:
    rows = names.rows[field.path.rpartition(".")[0]] if field.listed else None
    try:
        return read(source, names.record(), rows)
    except ExpressionError as error:
        raise FormulaError(field.path, error, key) from error


def _require_kind(field: Field, found: Expression) -> None:
    wanted = ValueKind.TRUTH if field.kind is Kind.TICK else kind_of(field.kind)
    if found.kind not in (wanted, ValueKind.BLANK):
        error = KindError(f"算出来的是{found.kind}，这个字段要{wanted}")
        raise FormulaError(field.path, error)


class Reckoned:
    """What a record holds with what is computed, as expressions read it; read once and kept."""

    def __init__(self, record: FormRecord, fields: Fields, formulas: Formulas) -> None:
        self.record, self.fields, self.formulas = record, fields, formulas
        self._known: dict[str, ExpressionValue] = {}
        self._rows: dict[str, tuple[ReckonedRow, ...]] = {}

    def value(self, path: str) -> ExpressionValue:
        """See `Values`."""
        try:
            return self._known[path]
        except KeyError:
            return self._read(path)

    def rows(self, path: str) -> "tuple[ReckonedRow, ...]":
        """See `Values`."""
        if path not in self._rows:
            held = value_of(self.record, path)
            rows = held if isinstance(held, Iterable) else ()
            self._rows[path] = tuple(ReckonedRow(self, path, it) for it in rows)
        return self._rows[path]

    def row(self, path: str, row: ListRow) -> "ReckonedRow":
        """One row of a list."""
        return next((it for it in self.rows(path) if it.held is row), ReckonedRow(self, path, row))

    def shown(self, field: Field, row: ListRow | None = None) -> int | str | None:
        """What a computed field shows: as a field of its kind holds it.

        Args:
            field: the field.
            row: the row of its list, where it is in one.
        """
        if row is None:
            return as_held(field, self.value(field.path))
        above = field.path.rpartition(".")[0]
        return as_held(field, self.row(above, row).value(field.last))

    def requires(
        self, field: Field, conditions: Formulas, row: "ReckonedRow | None" = None
    ) -> bool:
        """Whether a field must be filled in: always, or since its condition holds."""
        condition = conditions.get(field.path)
        return field.required or (condition is not None and condition.holds(self, row))

    def _read(self, path: str) -> ExpressionValue:
        if path in self.formulas:
            value = self.formulas[path].value(self)
        else:
            value = _understood(self.fields.get(path), value_of(self.record, path))
        self._known[path] = value
        return value


class ReckonedRow:
    """A row of a list, as expressions read it; `held` is the row itself."""

    def __init__(self, record: Reckoned, path: str, held: ListRow) -> None:
        self.held = held
        self._record, self._path = record, path
        self._known: dict[str, ExpressionValue] = {}

    def value(self, path: str) -> ExpressionValue:
        """See `Values`."""
        try:
            return self._known[path]
        except KeyError:
            return self._read(path)

    def rows(self, path: str) -> Sequence[Values]:  # noqa: ARG002 - no list stands in a list
        """See `Values`."""
        return ()

    def _read(self, path: str) -> ExpressionValue:
        whole, record = f"{self._path}.{path}", self._record
        if whole in record.formulas:
            value = record.formulas[whole].value(record, self)
        else:
            value = _understood(record.fields.get(whole), value_of(self.held, path))
        self._known[path] = value
        return value


def _understood(field: Field | None, held: object) -> ExpressionValue:
    """What a field holds, as expressions reckon with it: a percentage as the share that it is."""
    value = value_from(ValueKind.TEXT if field is None else kind_of(field.kind), held)
    if field is not None and field.kind is Kind.PERCENT and isinstance(value, Decimal):
        return EXACT.divide(value, _HUNDRED)
    return value


def as_held(field: Field, value: ExpressionValue) -> int | str | None:
    """What a field of that kind holds for a value."""
    if value is True:
        return 1
    if isinstance(value, Decimal):
        if field.kind.is_number:
            return int(rounded(value, 0))
        shown = EXACT.multiply(value, _HUNDRED) if field.kind is Kind.PERCENT else value
        return f"{rounded(shown, field.decimals):f}"
    return None if value is None or value is False else str(getattr(value, "text", value))
