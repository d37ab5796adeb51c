"""Fields with a formula: computed ones, never typed or stored, and those with a proposed value."""

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
from budgetdesk.dictionary.expressions.pieces import Situation, Values
from budgetdesk.dictionary.expressions.values import (
    ExpressionValue,
    ValueKind,
    is_blank,
    kind_of,
    value_from,
)
from budgetdesk.dictionary.kind_names import KindNames
from budgetdesk.dictionary.surroundings import Above
from budgetdesk.domain.exact import EXACT, plain_text, rounded
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
        what = "条件" if key == "required_when" else "算式"
        super().__init__(f"{what} {key} 不对，{error}。")
        self.path = path


def read_formulas(fields: Fields, names: KindNames, above: Above | None = None) -> Formulas:
    """The formulas of a record kind by the paths of their fields, in the order of reckoning.

    Those of computed fields, and those that propose what a field shows while it is blank.

    Args:
        fields: the kind's fields, those of its lists among them.
        names: what they are called.
        above: the kind of the record above, whose formulas stand as it has read them.

    Raises:
        FormulaError: one can't be read, gives another kind than its field, or reads itself.
    """
    computed = [field for field in fields.values() if field.formula or field.proposed]
    read: dict[str, Expression] = {}
    for field in computed:
        if (known := _of_above(field, above, fields)) is not None:
            read[field.path] = known
            continue
        source, key = field.formula or field.proposed, "computed" if field.formula else "proposed"
        read[field.path] = _read(field, source, names, key, read_expression)
        _require_kind(field, read[field.path], key)
    try:
        return {path: read[path] for path in in_order(read)}
    except ExpressionError as error:
        raise FormulaError(computed[0].path, error) from error


def _of_above(field: Field, above: Above | None, fields: Fields) -> Expression | None:
    """The formula of a field that is shown from the record above, as that record reckons it.

    None where the field is none of those. It stands with the names and lists of the kind above.
    """
    head, _, rest = field.path.partition(".")
    if above is None or not field.carried or head != above.kind or rest not in above.formulas():
        return None
    formula = above.formulas()[rest]

    def run(situation: Situation) -> ExpressionValue:
        return formula.run(Situation(_ValuesAbove(situation.record, above, fields)))

    reads = frozenset(f"{head}.{path}" for path in formula.reads)
    return Expression(formula.source, formula.kind, reads, run)


def read_conditions(fields: Fields, names: KindNames) -> Formulas:
    """When fields are required, by their paths; errors as `read_formulas`."""
    asked = [field for field in fields.values() if field.required_when]
    key = "required_when"
    return {it.path: _read(it, it.required_when, names, key, read_condition) for it in asked}


def _read(field: Field, source: str, names: KindNames, key: str, read: _Reader) -> Expression:
    rows = names.rows[field.path.rpartition(".")[0]] if field.listed else None
    try:
        return read(source, names.alone, rows)
    except ExpressionError as error:
        raise FormulaError(field.path, error, key) from error


def _require_kind(field: Field, found: Expression, key: str) -> None:
    wanted = ValueKind.TRUTH if field.kind is Kind.TICK else kind_of(field.kind)
    if found.kind not in (wanted, ValueKind.BLANK):
        error = KindError(f"算出来的是{found.kind}，这个字段要{wanted}")
        raise FormulaError(field.path, error, key)


class Reckoned:
    """What a record holds with what is computed, as expressions read it; read once and kept."""

    def __init__(self, record: FormRecord, fields: Fields, formulas: Formulas) -> None:
        self.record, self.fields, self.formulas = record, fields, formulas
        self._known: dict[str, ExpressionValue] = {}
        self._by_held: dict[str, dict[int, ReckonedRow]] = {}
        self._rows: dict[str, tuple[ReckonedRow | Reckoned, ...]] = {}
        self._listed: dict[str, tuple[ReckonedRow, ...]] = {}

    def value(self, path: str) -> ExpressionValue:
        """See `Values`."""
        try:
            return self._known[path]
        except KeyError:
            return self._read(path)

    def rows(self, path: str) -> "tuple[ReckonedRow | Reckoned, ...]":
        """See `Values`."""
        if path not in self._rows:
            self._rows[path] = self._read_rows(path)
        return self._rows[path]

    def listed(self, path: str) -> "tuple[ReckonedRow, ...]":
        """The rows of a list of the record itself."""
        if path not in self._listed:
            rows = (it for it in self.rows(path) if isinstance(it, ReckonedRow))
            self._listed[path] = tuple(rows)
        return self._listed[path]

    def row(self, path: str, row: ListRow) -> "ReckonedRow":
        """One row of a list."""
        if path not in self._by_held:
            rows = (it for it in self.rows(path) if isinstance(it, ReckonedRow))
            self._by_held[path] = {id(it.held): it for it in rows}
        return self._by_held[path].get(id(row)) or ReckonedRow(self, path, row)

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
        value = _typed(self.fields.get(path), self.record, path)
        if path in self.formulas and is_blank(value):
            value = self.formulas[path].value(self)
        self._known[path] = value
        return value

    def _read_rows(self, path: str) -> "tuple[ReckonedRow | Reckoned, ...]":
        """The rows of a list, or the records of a kind that stand beside this one."""
        beside = getattr(self.record, "beside", {})
        if path in beside:
            return tuple(one for one in beside[path] if isinstance(one, Reckoned))
        held = value_of(self.record, path)
        rows = held if isinstance(held, Iterable) else ()
        return tuple(ReckonedRow(self, path, it) for it in rows)


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
        value = _typed(record.fields.get(whole), self.held, path)
        if whole in record.formulas and is_blank(value):
            value = record.formulas[whole].value(record, self)
        self._known[path] = value
        return value


class _ValuesAbove:
    """What the record above holds, asked of the one below it."""

    def __init__(self, below: Values, above: Above, fields: Fields) -> None:
        self._below, self._above, self._fields = below, above, fields
        self._reckoned: Reckoned | None = None

    def value(self, path: str) -> object:
        """See `Values`: what the record below shows of it."""
        shown = f"{self._above.kind}.{path}"
        return self._below.value(shown) if shown in self._fields else None

    def rows(self, path: str) -> Sequence[Values]:
        """See `Values`: those of the record above itself, of which the one below shows none."""
        if self._reckoned is None:
            record = getattr(getattr(self._below, "record", None), "above", None)
            if record is None or getattr(record, "kind", "") != self._above.kind:
                return ()
            self._reckoned = Reckoned(record, self._above.fields, self._above.formulas())
        return self._reckoned.rows(path)


def _typed(field: Field | None, record: FormRecord | ListRow, path: str) -> ExpressionValue:
    """What was typed into a field, as expressions reckon with it; a percentage is a share."""
    if field is not None and field.formula:
        return None
    held = value_of(record, path)
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
        if field.proposed:  # as one would type it
            return plain_text(shown, field.decimals)
        return f"{rounded(shown, field.decimals):f}"
    return None if value is None or value is False else str(getattr(value, "text", value))
