"""An expression: read, checked and compiled once, reckoned as often as wanted."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from budgetdesk.dictionary.expressions.compiling import MOST_NODES, Compiler
from budgetdesk.dictionary.expressions.faults import CircleError, ExpressionError, KindError
from budgetdesk.dictionary.expressions.formula import Formula, read_formula
from budgetdesk.dictionary.expressions.naming import Naming, RowNaming
from budgetdesk.dictionary.expressions.pieces import Run, Situation, Values
from budgetdesk.dictionary.expressions.values import ExpressionValue, ValueKind

_TOO_LARGE = Decimal(10) ** 20  # with its thirty decimals it has all digits of exact reckoning


@dataclass(frozen=True, slots=True)
class Expression:
    """What a formula or a condition says. It can't fail, loop or call out when it is reckoned.

    `reads` are the paths of the fields and lists that it depends on.
    """

    source: str
    kind: ValueKind
    reads: frozenset[str]
    run: Run

    def value(self, record: Values, row: Values | None = None) -> ExpressionValue:
        """What it gives for a record, or for one row of it; money in 分, None for a blank.

        Blank is also what has more digits than any figure of a budget.
        """
        try:
            found = self.run(Situation(record, row))
        except DecimalException:
            return None
        return None if isinstance(found, Decimal) and abs(found) >= _TOO_LARGE else found

    def holds(self, record: Values, row: Values | None = None) -> bool:
        """Whether a condition holds."""
        try:
            return self.run(Situation(record, row)) is True
        except DecimalException:
            return False


def read_expression(source: str, naming: Naming, rows: RowNaming | None = None) -> Expression:
    """An expression over a record's fields, or over those of a row and of its record.

    Raises:
        ExpressionError: it can't be read, or names or mixes what can't be.
    """
    formula = read_formula(source)
    tree = _parsed(formula)
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
        raise ExpressionError(f"算式太长，最多 {MOST_NODES} 个部分")
    compiler = Compiler(formula, naming, rows)
    part = compiler.part(tree.body)
    return Expression(source, part.kind, frozenset(compiler.read), part.run)


def read_condition(source: str, naming: Naming, rows: RowNaming | None = None) -> Expression:
    """An expression that says whether something is so; errors as `read_expression`."""
    found = read_expression(source, naming, rows)
    if found.kind is not ValueKind.TRUTH:
        raise KindError(f"这里要写条件，不是{found.kind}")
    return found


def in_order(computed: Mapping[str, Expression]) -> tuple[str, ...]:
    """Computed fields by path, each after those that it reads.

    Raises:
        CircleError: some are computed from each other; all of those are named.
    """
    done: dict[str, None] = {}
    for path in computed:
        _after(path, computed, done, ())
    return tuple(done)


def _after(
    path: str, computed: Mapping[str, Expression], done: dict[str, None], way: tuple[str, ...]
) -> None:
    if path in done:
        return
    if path in way:
        circle = " → ".join((*way[way.index(path) :], path))
        raise CircleError(f"这些算式互相引用：{circle}")
    for read in sorted(computed[path].reads & computed.keys()):
        _after(read, computed, done, (*way, path))
    done[path] = None


def _parsed(formula: Formula) -> ast.Expression:
    try:
        return ast.parse(formula.code, mode="eval")
    except SyntaxError as error:
        place = formula.places[min(max(error.offset or 1, 1), len(formula.places)) - 1] + 1
        raise ExpressionError("算式写得不完整或多了符号", place) from None
    except (RecursionError, MemoryError, ValueError):
        raise ExpressionError("算式太深，读不了") from None
