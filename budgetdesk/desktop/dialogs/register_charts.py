"""The pictures above the register: progress, money by source, errors by rule."""

from collections.abc import Callable, Sequence

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding
from budgetdesk.desktop.charts import BarPart, ChartBar
from budgetdesk.domain.money import wan_text
from budgetdesk.exchange.register.pictures import errors_by_rule, money_by_source, progress_of
from budgetdesk.exchange.register.rows import RegisterRow
from budgetdesk.exchange.register.states import STATE_LABELS, UnitState

_INKS = {UnitState.RETURNED: "explain", UnitState.UNSENT: "line"}
TitleOf = Callable[[str], str]
"""What the rule of a code is called."""


def register_bars(
    book: Book, rows: Sequence[RegisterRow], found: Sequence[Finding] | None, title_of: TitleOf
) -> list[ChartBar]:
    """The charts; of errors only where something was checked."""
    states = [
        BarPart(STATE_LABELS[it], count, str(count), _INKS.get(it, ""))
        for it, count in progress_of(rows)
    ]
    money = [BarPart(name, fen, f"{wan_text(fen)} 万元") for name, fen in money_by_source(book)]
    errors = [
        BarPart(title_of(code), count, str(count), "error")
        for code, count in errors_by_rule(found or ())
    ]
    return [
        ChartBar("报送进度", states),
        ChartBar("资金来源", money),
        ChartBar("错误最多的审核项", errors),
    ]
