"""下发表: the units and their 控制数, to read and print."""

from collections.abc import Hashable
from dataclasses import dataclass

from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.records import Source
from budgetdesk.exchange.downward.issue_content import Issue, IssuedUnit
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet


@dataclass(frozen=True, slots=True)
class IssueLine:
    """A unit as a line."""

    number: int
    unit: IssuedUnit

    @property
    def key(self) -> Hashable:
        """The unit."""
        return self.unit.uuid


def _of_source(source: Source) -> ListedColumn[IssueLine]:
    return ListedColumn(
        f"{SOURCES[source]}（元）",
        10,
        lambda it: it.unit.ceilings.get(source),
        ColumnKind.MONEY,
        summed=True,
    )


ISSUED_UNITS: tuple[ListedColumn[IssueLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("单位编码", 7, lambda it: it.unit.code),
    ListedColumn("单位", 16, lambda it: it.unit.name),
    *map(_of_source, Source),
)
"""The columns of a list of units with their 控制数."""


def issue_sheet(header: Header, issue: Issue) -> Sheet:
    """The sheet of one 下发."""
    until = f"报送期限 {issue.due}" if issue.due else "没有写明报送期限"
    lines = [IssueLine(number, it) for number, it in enumerate(issue.units, start=1)]
    page = ListPage(
        "控制数表",
        f"{header.fiscal_year} 年度预算控制数",
        ISSUED_UNITS,
        about=f"{header.department.name}　{until}　{header.made_at[:10]}　{header.made_by}".strip(),
        form_id="issue",
        group=header.department.name,
        look=REPORT_LOOK,
        totalled=True,
    )
    return list_sheet(page, [LineGroup("", "", lines)])
