"""Fund and state-capital revenue by revenue code (收入科目) as CSV, as the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.domain.ledger_words import source_of
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import RevenueLine, Source, Unit
from budgetdesk.domain.text import one_line
from budgetdesk.exchange.csv_lines import (
    DEPARTMENT,
    CsvLine,
    csv_text,
    department_columns,
    names_exactly,
    read_lines,
)

COLUMNS = {
    "unit": "单位",
    "source": "资金来源",
    "revenue_code": "收入科目编码",
    "name": "科目名称",
    "amount_yuan": "金额（元）",
}
_ALL = {**COLUMNS, **DEPARTMENT}
_LENGTHS = (3, 5, 7, 9)


@dataclass(frozen=True, slots=True)
class NamedRevenue:
    """A revenue line as a file gives it: the unit by name, amount in 分."""

    number: int  # line of the file
    unit: str
    source: Source
    revenue_code: str
    name: str
    amount: int
    department: str = ""


def looks_like_revenue(header: str) -> bool:
    """Whether a file's first line names the columns of revenue by code and no others."""
    return names_exactly(COLUMNS, header) or names_exactly(_ALL, header)


def read_revenue(path: Path) -> tuple[NamedRevenue, ...]:
    """The lines of a revenue file, UTF-8 or GB18030.

    Raises:
        ImportFault: naming line and column.
    """
    return tuple(map(_named, read_lines(path, _ALL, DEPARTMENT)))


def _named(line: CsvLine) -> NamedRevenue:
    source = line.word("source", source_of)
    if source not in (Source.FUND, Source.STATE_CAPITAL):
        raise line.fault("source", "只有政府性基金预算和国有资本经营预算的收入按科目填写。")
    return NamedRevenue(
        number=line.number,
        unit=line.required("unit"),
        source=source,
        revenue_code=line.code("revenue_code", _LENGTHS) or line.required("revenue_code"),
        name=one_line(line.values["name"]),
        amount=line.amount("amount_yuan"),
        department=line.values["department"],
    )


def revenue_text(lines: Sequence[RevenueLine], known: Iterable[Unit] = ()) -> str:
    """Revenue lines as the text of a CSV file; `known` are the units of their book."""
    more = department_columns((line.unit for line in lines), known)
    return csv_text({**COLUMNS, **more}, (_row(it, with_department=bool(more)) for it in lines))


def _row(line: RevenueLine, *, with_department: bool) -> list[str]:
    return [
        line.unit.name,
        line.source.value,
        line.revenue_code,
        line.name,
        yuan_text(line.amount),
        *([line.unit.department.name] if with_department else []),
    ]
