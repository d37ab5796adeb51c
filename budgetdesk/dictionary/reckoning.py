"""Fields that are computed by the formula of their declaration: never typed, never stored."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from budgetdesk.dictionary.expressions.expression import Expression, in_order, read_expression
from budgetdesk.dictionary.expressions.faults import ExpressionError, KindError
from budgetdesk.dictionary.expressions.naming import NamedField, Naming, RowNaming
from budgetdesk.dictionary.expressions.pieces import Values
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, kind_of
from budgetdesk.domain.exact import EXACT, rounded
from budgetdesk.domain.fields import HORIZON_LABELS, Field, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import FormRecord, ListRow

Formulas = Mapping[str, Expression]
Fields = Mapping[str, Field]
_HUNDRED = Decimal(100)


class FormulaError(ValueError):
    """A formula that can't be taken; `path` is the field's, the message one sentence."""

    def __init__(self, path: str, error: ExpressionError) -> None:
        super().__init__(str(error))
        self.path = path


def read_formulas(fields: Fields, lists: Mapping[str, tuple[str, ...]]) -> Formulas:
    """The formulas of a record kind by the paths of their fields, in the order of reckoning.

    Args:
        fields: the kind's fields, those of its lists among them.
        lists: the names that its lists go by, by path.

    Raises:
        FormulaError: one can't be read, gives another kind than its field, or reads itself.
    """
    computed = [field for field in fields.values() if field.formula]
    if not computed:
        return {}
    rows = {path: _row_naming(path, names, fields) for path, names in lists.items()}
    alone = (field for field in fields.values() if not field.listed)
    naming = Naming(map(_named, alone), rows)
    read = {field.path: _read(field, naming, rows) for field in computed}
    try:
        return {path: read[path] for path in in_order(read)}
    except ExpressionError as error:
        raise FormulaError(computed[0].path, error) from error


def _read(field: Field, naming: Naming, rows: Mapping[str, RowNaming]) -> Expression:
    above = field.path.rpartition(".")[0]
    try:
        found = read_expression(field.formula, naming, rows[above] if field.listed else None)
        wanted = ValueKind.TRUTH if field.kind is Kind.TICK else kind_of(field.kind)
        if found.kind not in (wanted, ValueKind.BLANK):
            raise KindError(f"算出来的是{found.kind}，这个字段要{wanted}")
    except ExpressionError as error:
        raise FormulaError(field.path, error) from error
    return found


def _row_naming(path: str, names: tuple[str, ...], fields: Fields) -> RowNaming:
    own = (it for it in fields.values() if it.listed and it.path.rpartition(".")[0] == path)
    levels = (
        NamedField("level1", ValueKind.TEXT, ("一级指标",)),
        NamedField("level2", ValueKind.TEXT, ("二级指标",)),
    )
    return RowNaming(path, Naming((*levels, *(_named(it, it.last) for it in own))), names)


def _named(field: Field, path: str = "") -> NamedField:
    names = (field.label, *field.aliases, *(_plain(field) if field.listed else ()))
    return NamedField(path or field.path, kind_of(field.kind), names)


def _plain(field: Field) -> tuple[str, ...]:
    """The name of a row's field without its horizon, which the list's name has."""
    plain = (field.label.removeprefix(label) for label in HORIZON_LABELS.values())
    return tuple(name for name in plain if name != field.label)


class Reckoned:
    """What a record holds with what is computed, as expressions read it."""

    def __init__(self, record: FormRecord, fields: Fields, formulas: Formulas) -> None:
        self._record, self._fields, self._formulas = record, fields, formulas
        self._known: dict[str, ExpressionValue] = {}

    def value(self, path: str) -> object:
        """See `Values`."""
        if path in self._formulas:
            return self._computed(path)
        return _share(self._fields.get(path), value_of(self._record, path))

    def rows(self, path: str) -> Sequence[Values]:
        """See `Values`."""
        held = value_of(self._record, path)
        return tuple(self.row(path, it) for it in held) if isinstance(held, Iterable) else ()

    def row(self, path: str, row: ListRow) -> Values:
        """One row of a list."""
        return _ReckonedRow(self, path, row, self._fields, self._formulas)

    def shown(self, field: Field, row: ListRow | None = None) -> int | str | None:
        """What a computed field shows: as a field of its kind holds it.

        Args:
            field: the field.
            row: the row of its list, where it is in one.
        """
        above = field.path.rpartition(".")[0]
        value = (
            self._computed(field.path)
            if row is None
            else self._formulas[field.path].value(self, self.row(above, row))
        )
        return _held(field, value)

    def _computed(self, path: str) -> ExpressionValue:
        if path not in self._known:
            self._known[path] = self._formulas[path].value(self)
        return self._known[path]


class _ReckonedRow:
    def __init__(
        self, record: Reckoned, path: str, row: ListRow, fields: Fields, formulas: Formulas
    ) -> None:
        self._record, self._path, self._row = record, path, row
        self._fields, self._formulas = fields, formulas

    def value(self, path: str) -> object:
        whole = f"{self._path}.{path}"
        if whole in self._formulas:
            return self._formulas[whole].value(self._record, self)
        return _share(self._fields.get(whole), value_of(self._row, path))

    def rows(self, path: str) -> Sequence[Values]:  # noqa: ARG002 - no list stands in a list
        return ()


def _share(field: Field | None, held: object) -> object:
    """A percentage as the share that it is, anything else as it is held."""
    if field is None or field.kind is not Kind.PERCENT or held in (None, ""):
        return held
    return EXACT.divide(Decimal(str(held)), _HUNDRED)


def _held(field: Field, value: ExpressionValue) -> int | str | None:
    """What a field of that kind holds for a value."""
    if value is True:
        return 1
    if isinstance(value, Decimal):
        if field.kind.is_number:
            return int(rounded(value, 0))
        shown = EXACT.multiply(value, _HUNDRED) if field.kind is Kind.PERCENT else value
        return f"{rounded(shown, field.decimals):f}"
    return None if value is None or value is False else str(getattr(value, "text", value))
