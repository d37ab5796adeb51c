"""From the parsed tree of an expression to closures: a closed list of nodes, nothing else runs."""

import ast
from collections.abc import Callable, Sequence
from decimal import Decimal

from budgetdesk.dictionary.expressions.faults import ExpressionError, UnknownNameError
from budgetdesk.dictionary.expressions.formula import Formula
from budgetdesk.dictionary.expressions.functions import FUNCTIONS
from budgetdesk.dictionary.expressions.listed import AGGREGATES
from budgetdesk.dictionary.expressions.naming import Naming, RowNaming
from budgetdesk.dictionary.expressions.pieces import (
    Piece,
    Run,
    Situation,
    compared,
    divided,
    folded,
    negative,
    plus,
    times,
    truth,
)
from budgetdesk.dictionary.expressions.values import (
    UNDERSTOOD,
    ExpressionValue,
    ValueKind,
    value_from,
)
from budgetdesk.domain.target import Target

MOST_NODES = 400
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "≠", ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥",
}  # fmt: skip
_OF_TARGET: dict[str, tuple[ValueKind, Callable[[Target], ExpressionValue]]] = {
    "number": (ValueKind.NUMBER, lambda target: target.number),
    "sign": (ValueKind.TEXT, lambda target: target.operator and target.operator.value),
    "unit": (ValueKind.TEXT, lambda target: target.unit or None),
    "percent": (ValueKind.NUMBER, lambda target: target.per_cent),
}


class Compiler:
    """Compiles one expression; `read` gathers the paths that it reads."""

    def __init__(self, formula: Formula, naming: Naming, rows: RowNaming | None = None) -> None:
        self._formula, self._naming, self._rows = formula, naming, rows
        self.read: set[str] = set()

    def part(self, node: ast.expr) -> Piece:
        """One node and all below it."""
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.BinOp():
                return self._binary(node)
            case ast.UnaryOp():
                return self._unary(node)
            case ast.BoolOp():
                return self._joined(node)
            case ast.Compare():
                return self._compared(node)
            case ast.Call():
                return self._call(node)
        raise ExpressionError("这里不能这样写", self._place(node))

    def _place(self, node: ast.expr) -> int:
        return self._formula.place_of(node.col_offset)

    # Leaves

    def _constant(self, node: ast.Constant) -> Piece:
        place, value = self._place(node), node.value
        if value is None:
            return Piece(ValueKind.BLANK, lambda _: None, place, fixed=True)
        if isinstance(value, str):
            return Piece(ValueKind.TEXT, lambda _: value, place, fixed=True)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ExpressionError("这里要写数、文字或名称", place)
        number = Decimal(self._written(node))
        return Piece(ValueKind.NUMBER, lambda _: number, place, fixed=True)

    def _written(self, node: ast.Constant) -> str:
        """What stands in the code for a constant: a number with all its digits."""
        return self._formula.code.encode()[node.col_offset : node.end_col_offset].decode()

    def _named(self, node: ast.Name | ast.Attribute) -> Piece:
        name, place = self._dotted(node), self._place(node)
        if isinstance(node, ast.Attribute) and not self._knows(name) and node.attr in _OF_TARGET:
            return self._of_target(self.part(node.value), node.attr, place)
        if self._rows is not None and self._rows.naming.has(name):
            found = self._rows.naming.field(name, place)
            self.read.add(f"{self._rows.path}.{found.path}")
            return Piece(found.kind, _of_row(found.kind, found.path), place)
        field = self._naming.field(name, place)
        if (always := field.always) is not None:
            return Piece(field.kind, lambda _: always, place, fixed=True)
        self.read.add(field.path)
        return Piece(field.kind, _of_record(field.kind, field.path), place)

    def _knows(self, name: str) -> bool:
        return self._naming.has(name) or (self._rows is not None and self._rows.naming.has(name))

    def _dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return self._formula.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            attribute = self._formula.names.get(node.attr, node.attr)
            return f"{self._dotted(node.value)}.{attribute}"
        raise ExpressionError("点号前要写名称", self._place(node))

    def _of_target(self, part: Piece, wanted: str, place: int) -> Piece:
        if part.kind is not ValueKind.TARGET:
            raise UnknownNameError(f"{part.kind}没有「{wanted}」", place)
        kind, take = _OF_TARGET[wanted]
        target_of = part.run

        def run(situation: Situation) -> ExpressionValue:
            target = target_of(situation)
            return take(target) if type(target) is Target else None

        return Piece(kind, run, place)

    # Branches

    def _binary(self, node: ast.BinOp) -> Piece:
        one, other, place = self.part(node.left), self.part(node.right), self._place(node)
        return folded(self._reckoned(node, one, other, place), (one, other))

    @staticmethod
    def _reckoned(node: ast.BinOp, one: Piece, other: Piece, place: int) -> Piece:
        match node.op:
            case ast.Add():
                return plus(one, other, "+", place)
            case ast.Sub():
                return plus(one, other, "-", place)
            case ast.Mult():
                return times(one, other, place)
            case ast.Div():
                return divided(one, other, place)
        raise ExpressionError("只能写 + - × ÷", place)

    def _unary(self, node: ast.UnaryOp) -> Piece:
        part, place = self.part(node.operand), self._place(node)
        if isinstance(node.op, ast.USub):
            return negative(part, place)
        if not isinstance(node.op, ast.Not):
            raise ExpressionError("这里不能这样写", place)
        run = truth(part)
        return Piece(ValueKind.TRUTH, lambda situation: not run(situation), place)

    def _joined(self, node: ast.BoolOp) -> Piece:
        conditions = [truth(self.part(value)) for value in node.values]
        settled = isinstance(node.op, ast.Or)  # the first condition that is so ends it

        def run(situation: Situation) -> ExpressionValue:
            for condition in conditions:
                if condition(situation) is settled:
                    return settled
            return not settled

        return Piece(ValueKind.TRUTH, run, self._place(node))

    def _compared(self, node: ast.Compare) -> Piece:
        place = self._place(node)
        if len(node.ops) != 1 or type(node.ops[0]) not in _SIGNS:
            raise ExpressionError("一次只能比较两项，多项请用 且 连接", place)
        one, other = self.part(node.left), self.part(node.comparators[0])
        return compared(one, other, _SIGNS[type(node.ops[0])], place)

    def _call(self, node: ast.Call) -> Piece:
        place = self._place(node)
        if node.keywords or not isinstance(node.func, ast.Name):
            raise ExpressionError("这里不能这样写", place)
        name = node.func.id
        if name in AGGREGATES:
            return self._aggregated(name, node.args, place)
        if name not in FUNCTIONS:
            raise UnknownNameError(f"没有叫「{name}」的函数；名称里有括号的，写进「」", place)
        parts = [self.part(one) for one in node.args]
        return folded(FUNCTIONS[name](parts, place), parts)

    def _aggregated(self, name: str, arguments: Sequence[ast.expr], place: int) -> Piece:
        if self._rows is not None:
            raise ExpressionError("列表里不能再写列表", place)
        if not arguments:
            raise ExpressionError(f"{name} 要先写列表的名称", place)
        rows = self._naming.rows(self._dotted(arguments[0]), self._place(arguments[0]))
        inner = Compiler(self._formula, self._naming, rows)
        parts = [inner.part(one) for one in arguments[1:]]
        self.read |= inner.read | {rows.path}
        return AGGREGATES[name](rows.path, parts, place)


# What a field holds is mostly understood already: then nothing more is called for it.


def _of_record(kind: ValueKind, path: str) -> Run:
    def run(situation: Situation) -> ExpressionValue:
        held = situation.record.value(path)
        return held if type(held) in UNDERSTOOD else value_from(kind, held)  # type: ignore[return-value]

    return run


def _of_row(kind: ValueKind, path: str) -> Run:
    def run(situation: Situation) -> ExpressionValue:
        row = situation.row
        if row is None:
            return None
        held = row.value(path)
        return held if type(held) in UNDERSTOOD else value_from(kind, held)  # type: ignore[return-value]

    return run
