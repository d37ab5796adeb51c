"""Which column of a payment list is what, by the heading; above it may stand titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.money import Measure
from budgetdesk.domain.text import fold
from budgetdesk.exchange.line_tables.columns import Matrix, cell_of
from budgetdesk.exchange.line_tables.heading_words import SPENDING
from budgetdesk.exchange.measures import noted_measure, split_heading

_TOP = 20  # rows in which a heading may stand
_SAYS_AMOUNT = re.compile(r"[0-9]|^[-/—–]$")


class PaymentColumn(Enum):
    """What a column of the list holds."""

    PROJECT = auto()
    CODE = auto()
    UNIT = auto()
    AMOUNT = auto()
    RETURNED = auto()  # what came back, in a column of its own
    DATE = auto()
    KIND = auto()  # 支付, 退回, 冲销
    STATE = auto()  # 已支付, 作废
    SUMMARY = auto()


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_PAID = "(?:支付|付款|拨付|拨款|支出|执行|清算|列支|用款)"
# Of two columns for the same the one with the earlier pattern counts.
_WORDS: Mapping[PaymentColumn, Sequence[re.Pattern[str]]] = {
    PaymentColumn.CODE: _all(
        r"(?:预算|部门预算|支出|财政|二级|指标)*项目(?:编码|代码|编号|号|码)|project_?code"
    ),
    PaymentColumn.AMOUNT: _all(
        rf"(?:本次|本期|实际|国库|直接|授权|集中|财政|已)*{_PAID}(?:总)?(?:金额|数额|数|额)",
        rf"(?:本次|实际|国库)*(?:实付|已付|{_PAID})(?:金额)?(?:合计)?|(?:实付|已付)(?:金额|数|款)",
        r"(?:交易|凭证|业务|发生)?(?:金额|发生额)|amount",
        rf"(?:本年|全年|累计|本年累计)+{_PAID}(?:金额|数|额)?",
    ),
    PaymentColumn.RETURNED: _all(
        r"(?:支付)?(?:退回|退款|退库|退付|冲销|冲减|冲回|红字|收回|缴回)(?:金额|数|额)?"
    ),
    PaymentColumn.DATE: _all(
        rf"{_PAID}(?:日期|时间)|(?:银行)?(?:清算|到账)(?:日期|时间)|{_PAID}(?:年月|月份)",
        r"(?:业务|记账|入账|凭证|交易|制单|办理)(?:日期|时间)|日期|date",
        r"月份|月|年月|会计期间|期间|month",
    ),
    PaymentColumn.KIND: _all(
        rf"(?:业务|交易|单据|凭证|{_PAID})(?:类型|类别|种类|标志)|类型|冲销标志|退款标志|红字标志"
    ),
    PaymentColumn.STATE: _all(rf"(?:{_PAID}|单据|凭证|清算|业务)?状态"),
    PaymentColumn.SUMMARY: _all(r"摘要|(?:款项|资金)?用途|附言|备注|说明"),
    PaymentColumn.PROJECT: SPENDING[LedgerField.PROJECT],
    PaymentColumn.UNIT: SPENDING[LedgerField.UNIT],
}


@dataclass(frozen=True, slots=True)
class PaymentHeading:
    """The columns by what they hold, and how the amounts of each are measured.

    `below` is the first row of content. `told` is false where the list says nowhere what its
    amounts are in: the treasury's are 元.
    """

    below: int
    columns: Mapping[PaymentColumn, int]
    measures: Mapping[PaymentColumn, Measure]
    told: bool


def find_heading(matrix: Matrix) -> PaymentHeading | None:
    """The heading of a list; None where no row names both an amount and a project."""
    for number in range(min(_TOP, len(matrix))):
        row = [fold(cell) for cell in matrix[number]]
        above = [fold(cell) for cell in matrix[number - 1]] if number else []
        for cells in (row, _under(above, row)):
            columns = _columns(cells)
            named = PaymentColumn.PROJECT in columns or PaymentColumn.CODE in columns
            if named and PaymentColumn.AMOUNT in columns:
                return _whole(matrix, number, cells)
    return None


def _whole(matrix: Matrix, number: int, cells: Sequence[str]) -> PaymentHeading:
    """The heading with the row below, where that says more of the amounts (支付 over 金额)."""
    columns = _columns(cells)
    below = [fold(cell) for cell in matrix[number + 1]] if number + 1 < len(matrix) else []
    words = cell_of(below, columns[PaymentColumn.AMOUNT])
    lower = _under(cells, below)
    if words and not _SAYS_AMOUNT.search(words) and PaymentColumn.AMOUNT in _columns(lower):
        return _measured(matrix, number + 1, lower, _columns(lower))
    return _measured(matrix, number, cells, columns)


def _under(above: Sequence[str], row: Sequence[str]) -> list[str]:
    """A heading of two rows: what the lower one leaves blank is said by the upper one."""
    return [cell or upper for cell, upper in zip(row, [*above, *[""] * len(row)], strict=False)]


def _columns(cells: Sequence[str]) -> dict[PaymentColumn, int]:
    bare = [split_heading(cell)[0] for cell in cells]
    found: dict[PaymentColumn, int] = {}
    for wanted, patterns in _WORDS.items():
        free = [place for place, cell in enumerate(bare) if cell and place not in found.values()]
        places = (place for it in patterns for place in free if it.fullmatch(bare[place]))
        place = next(places, None)
        if place is not None:
            found[wanted] = place
    return found


def _measured(
    matrix: Matrix, number: int, cells: Sequence[str], columns: Mapping[PaymentColumn, int]
) -> PaymentHeading:
    noted = noted_measure(matrix[: number + 1])
    own = {
        column: split_heading(cells[columns[column]])[1] or noted
        for column in (PaymentColumn.AMOUNT, PaymentColumn.RETURNED)
        if column in columns
    }
    measures = {column: measure or Measure.YUAN for column, measure in own.items()}
    return PaymentHeading(number + 1, columns, measures, all(own.values()))
