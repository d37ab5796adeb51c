"""What a line of fund or state-capital revenue by code (收入科目) may say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_search import name_with_code, read_code
from budgetdesk.domain.ledger_columns import REVENUE_LABELS, REVENUE_SOURCES, RevenueField
from budgetdesk.domain.ledger_lines import LineTerms, amount_of, several_codes, unknown_code
from budgetdesk.domain.ledger_words import source_of
from budgetdesk.domain.records import RevenueLine, Source
from budgetdesk.domain.typed import TypedError

# 政府性基金收入, 国有资本经营收入; other 款 (转移性收入, 债务收入) may stand in both budgets.
_OWN_SECTION = {Source.FUND: "10301", Source.STATE_CAPITAL: "10306"}


@dataclass(frozen=True)
class RevenueTerms(LineTerms[RevenueLine, RevenueField]):
    """A code that no catalogue has may carry a name of the line's own."""

    columns = tuple(RevenueField)
    labels: ClassVar[Mapping[Any, str]] = REVENUE_LABELS
    catalogues: ClassVar[Mapping[Any, CatalogueKind]] = {
        RevenueField.REVENUE_CODE: CatalogueKind.REVENUE
    }
    hints: ClassVar[Mapping[Any, str]] = {
        RevenueField.REVENUE_CODE: "填写收入科目",
        RevenueField.AMOUNT: "填写金额",
    }

    def shown(self, line: RevenueLine, column: RevenueField) -> str:
        """A cell as the grid shows it: the code with its name, amounts in 元 with separators."""
        text = super().shown(line, column)
        named = column is RevenueField.REVENUE_CODE and line.name and text == line.revenue_code
        return f"{text} {line.name}" if named else text

    def words(self, column: RevenueField) -> Mapping[Any, str]:
        """The short list of a column; empty where it has none."""
        return REVENUE_SOURCES if column is RevenueField.SOURCE else {}

    def names_for(
        self,
        line: RevenueLine,  # noqa: ARG002 - every line has the same choice
        column: RevenueField,
    ) -> Iterable[str]:
        """The names that may stand in a cell of a column without codes."""
        if column is RevenueField.UNIT:
            return self.unit_names
        return self.words(column).values()

    def code_of(self, column: RevenueField) -> Callable[[RevenueLine], str | None]:
        """What gives a line's code; None where the line names it itself."""
        return lambda line: None if line.name else getattr(line, column.value)

    def with_text(self, line: RevenueLine, column: RevenueField, text: str) -> RevenueLine:
        """The line with another text in one cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        match column:
            case RevenueField.UNIT:
                return replace(line, unit=self.unit_named(text))
            case RevenueField.SOURCE:
                return replace(line, source=_source(text))
            case RevenueField.AMOUNT:
                return replace(line, amount=amount_of(text))
        return self._with_code(line, text)

    def fresh(
        self, like: RevenueLine | None = None, column: RevenueField | None = None
    ) -> RevenueLine:
        """A new line: unit and source as in `like`, the code too where it is begun right of it."""
        if like is None:
            return RevenueLine(self.units[0], Source.FUND, "", amount=0)
        repeated = column is RevenueField.AMOUNT
        code, name = (like.revenue_code, like.name) if repeated else ("", "")
        return RevenueLine(like.unit, like.source, code, amount=0, name=name)

    def remark(self, line: RevenueLine, column: RevenueField) -> str:
        """What is open or odd about a cell, as one sentence; "" when nothing is."""
        if column is RevenueField.AMOUNT:
            return "" if line.amount else "还没有填写金额。"
        if column is not RevenueField.REVENUE_CODE:
            return ""
        code = line.revenue_code
        if not code:
            return "还没有填写收入科目。"
        other = next((s for s, begins in _OWN_SECTION.items() if code.startswith(begins)), None)
        if other is not None and other is not line.source:
            return f"{_OWN_SECTION[other]} 开头的是{REVENUE_SOURCES[other]}收入，请核对资金来源。"
        lacking = not self.catalogue(column).name_of(code) and not line.name
        return unknown_code(self.code_kind(column), code) if lacking else ""

    def _with_code(self, line: RevenueLine, text: str) -> RevenueLine:
        column = RevenueField.REVENUE_CODE
        codes = read_code(self.catalogue(column), self.code_kind(column), text)
        if len(codes) > 1:
            raise several_codes(codes, text)
        code = codes[0] if codes else ""
        given = name_with_code(text, self.code_kind(column).lengths)
        name = given[1] if given else line.name if code == line.revenue_code else ""
        known = self.catalogue(column).name_of(code)
        return replace(line, revenue_code=code, name="" if known else name)


def _source(text: str) -> Source:
    source = source_of(text)
    if source not in REVENUE_SOURCES:
        raise TypedError("按科目填写的只有政府性基金预算和国有资本经营预算的收入。")
    return source
