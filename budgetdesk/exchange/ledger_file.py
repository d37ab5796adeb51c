"""The budget ledger (预算明细) as CSV: read into lines and written.

Columns may stand in any order and carry their English or Chinese names; so may their values. A
line names its unit and project; which of the book's they are is found when it is imported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source, Unit
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
    "function_code": "功能科目编码",
    "nature": "支出性质",
    "project": "项目名称",
    "department_economic": "部门经济科目编码",
    "government_economic": "政府经济科目编码",
    "source": "资金来源",
    "origin": "资金年度",
    "amount_yuan": "金额（元）",
}
_ALL = {**COLUMNS, **DEPARTMENT}


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A ledger line as a file gives it: unit and project by name, amount in 分.

    The department is told where the unit's name alone does not say which unit it is.
    """

    number: int  # line of the file
    unit: str
    function_code: str
    nature: Nature
    project: str | None
    department_economic: str | None
    government_economic: str | None
    source: Source
    origin: Origin
    amount: int
    department: str = ""


def looks_like_ledger(header: str) -> bool:
    """Whether a file's first line names the columns of a ledger and no others."""
    return names_exactly(COLUMNS, header) or names_exactly(_ALL, header)


def read_ledger(path: Path) -> tuple[NamedLine, ...]:
    """The lines of a ledger file, UTF-8 or GB18030.

    Raises:
        ImportFault: naming line and column.
    """
    return tuple(map(_named, read_lines(path, _ALL, DEPARTMENT)))


def _named(line: CsvLine) -> NamedLine:
    nature = line.word("nature", nature_of)
    return NamedLine(
        number=line.number,
        unit=line.required("unit"),
        function_code=line.code("function_code", (3, 5, 7)) or line.required("function_code"),
        nature=nature,
        project=_project(line, nature),
        department_economic=line.code("department_economic", (3, 5)),
        government_economic=line.code("government_economic", (3, 5)),
        source=line.word("source", source_of),
        origin=line.word("origin", origin_of),
        amount=line.amount("amount_yuan"),
        department=line.values["department"],
    )


def _project(line: CsvLine, nature: Nature) -> str | None:
    if nature is Nature.PROJECT:
        return line.required("project")
    if line.values["project"]:
        raise line.fault("project", "基本支出不应有项目名称。")
    return None


def ledger_text(lines: Sequence[LedgerLine], known: Iterable[Unit] = ()) -> str:
    """Ledger lines as the text of a CSV file; `known` are the units of their book."""
    more = department_columns((line.unit for line in lines), known)
    return csv_text({**COLUMNS, **more}, (_row(it, with_department=bool(more)) for it in lines))


def _row(line: LedgerLine, *, with_department: bool) -> list[str]:
    return [
        line.unit.name,
        line.function_code,
        line.nature.value,
        line.project or "",
        line.department_economic or "",
        line.government_economic or "",
        line.source.value,
        line.origin.value,
        yuan_text(line.amount),
        *([line.unit.department.name] if with_department else []),
    ]
