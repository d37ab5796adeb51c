"""批复表: the projects of a unit with what they get, to read and print."""

from collections.abc import Hashable
from dataclasses import dataclass

from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.exchange.downward.approval_content import Approval
from budgetdesk.exchange.register.revising import SOURCE_NAMES
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
class ApprovalLine:
    """A project as a line, or an amount of none that was revised; 分."""

    number: int
    name: str
    told: int | None
    revision: int
    allowed: int | None
    reason: str

    @property
    def key(self) -> Hashable:
        """Which line it is."""
        return self.number


APPROVED_PROJECTS: tuple[ListedColumn[ApprovalLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("项目", 22, lambda it: it.name),
    ListedColumn("报送数（元）", 10, lambda it: it.told, ColumnKind.MONEY, summed=True),
    ListedColumn(
        "核减核增（元）", 10, lambda it: it.revision or None, ColumnKind.MONEY, summed=True
    ),
    ListedColumn("批复数（元）", 10, lambda it: it.allowed, ColumnKind.MONEY, summed=True),
    ListedColumn("原因", 12, lambda it: it.reason),
)
"""The columns of a 批复."""


def _lines(approval: Approval) -> list[ApprovalLine]:
    """The projects, and after them what was revised of other amounts."""
    found = []
    for number, one in enumerate(approval.projects, start=1):
        why = "；".join(filter(None, (it.reason for it in approval.revised(one))))
        amounts = (one.total, approval.revision(one), approval.allowed(one))
        found.append(ApprovalLine(number, one.name, *amounts, why))
    for number, it in enumerate(approval.apart, start=len(found) + 1):
        name = f"{it.name}（{SOURCE_NAMES.get(it.source, it.source)}）"
        amounts = (it.told, it.revision, it.told + it.revision)
        found.append(ApprovalLine(number, name, *amounts, it.reason))
    return found


def approval_sheet(header: Header, approval: Approval) -> Sheet:
    """The sheet of one 批复."""
    sources = (
        f"{SOURCES[source]} {yuan_text(fen, thousands=True)} 元"
        for source, fen in approval.totals.items()
    )
    version = f"{header.stage}第 {approval.version} 版，校验码 {approval.code}"
    told = (header.unit.name, version, approval.note, *sources, header.made_at[:10])
    page = ListPage(
        "批复表",
        f"{header.fiscal_year} 年度批复",
        APPROVED_PROJECTS,
        about="　".join(filter(None, told)),
        form_id="approval",
        group=header.unit.name,
        look=REPORT_LOOK,
        empty="没有项目。",
        totalled=True,
    )
    return list_sheet(page, [LineGroup("", "", _lines(approval))])
