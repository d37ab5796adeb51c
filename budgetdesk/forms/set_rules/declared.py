"""A rule of a form set, as the checks run it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgetdesk.dictionary.expressions.expression import Expression
from budgetdesk.dictionary.expressions.pieces import Values
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind, is_blank
from budgetdesk.dictionary.reckoning import as_held
from budgetdesk.domain.exact import plain_text, rounded
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exact_wan_text, yuan_text
from budgetdesk.domain.severity import Severity
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import Value, show_value

_BLANK = "空白"
_PLACES = 4  # of a number that no field gives its decimals


@dataclass(frozen=True, slots=True)
class Told:
    """A value in a sentence: what it is reckoned by, and the field that it is of, where of one."""

    expression: Expression
    field: Field | None

    @property
    def label(self) -> str:
        """What the value is called."""
        return self.field.label if self.field else self.expression.source

    def text(self, record: Values, row: Values | None) -> str:
        """The value in words, with its unit."""
        return told_text(self.expression.kind, self.field, self.expression.value(record, row))


def told_text(kind: ValueKind, field: Field | None, value: ExpressionValue) -> str:
    """A value in words, as its field shows it; money with its unit, 元 where no field says."""
    if is_blank(value):
        return _BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal):
        text = str(getattr(value, "text", value))
        return shorten(show_value(field.kind, text) if field else text)
    if kind is ValueKind.MONEY:
        fen = int(rounded(value, 0))
        if field is not None and field.kind is Kind.MONEY_WAN:
            return f"{exact_wan_text(fen)} 万元"
        return f"{yuan_text(fen, thousands=True)} 元"
    if field is not None and field.kind is Kind.PERCENT:
        return f"{plain_text(Decimal(str(as_held(field, value))), field.decimals)}%"
    return plain_text(value, _PLACES)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with values in it."""

    parts: tuple[str | Told, ...]

    def text(self, record: Values, row: Values | None) -> str:
        """The sentence of one record, or of one row of it."""
        return "".join(
            part if isinstance(part, str) else part.text(record, row) for part in self.parts
        )

    @property
    def told(self) -> Iterable[Told]:
        """The values in it."""
        return (part for part in self.parts if isinstance(part, Told))


@dataclass(frozen=True, slots=True)
class Mending:
    """What a rule writes into the field that it points at, to set it right."""

    expression: Expression
    field: Field

    def text(self, record: Values, row: Values | None) -> str:
        """What would be typed; "" where there is nothing to write."""
        held: Value = as_held(self.field, self.expression.value(record, row))
        return show_value(self.field.kind, held)


@dataclass(frozen=True, slots=True)
class DeclaredRule:
    """A rule that a form set declares: a condition that holds where something is wrong.

    `kind` is the record kind it judges, `rows` the path of the list whose rows it judges one by
    one, "" where it judges the record; `at` the fields that it may point at, the first that the
    form shows. `reads` are all paths that its outcome depends on. `failing` and `passing` are its
    examples in words.
    """

    code: str
    title: str
    severity: Severity
    kind: str
    kind_name: str
    rows: str
    when: Expression
    at: tuple[str, ...]
    message: Message
    values: tuple[Told, ...]
    checks: str
    why: str
    source: str
    failing: str
    passing: str
    mending: Mending | None
    reads: frozenset[str]
