"""批复表: the projects of a unit with what they get, to read and print."""

from collections.abc import Hashable
from dataclasses import dataclass

from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.exchange.downward.approval_content import Approval, ApprovedProject
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.forms.listing import (
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListLook,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Role, Sheet

_LOOK = ListLook(role=Role.COMPUTED, about_repeats=False)


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A project as a line."""

    number: int
    project: ApprovedProject

    @property
    def key(self) -> Hashable:
        """The project."""
        return self.project.uuid


APPROVED_PROJECTS: tuple[ListedColumn[ApprovalLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("项目", 30, lambda it: it.project.name),
    ListedColumn("年度资金（元）", 12, lambda it: it.project.total, ColumnKind.MONEY, summed=True),
)
"""The columns of a 批复."""


def approval_sheet(header: Header, approval: Approval) -> Sheet:
    """The sheet of one 批复."""
    sources = (
        f"{SOURCES[source]} {yuan_text(fen, thousands=True)} 元"
        for source, fen in approval.totals.items()
    )
    version = f"{header.stage}第 {approval.version} 版，校验码 {approval.code}"
    told = (header.unit.name, version, approval.note, *sources, header.made_at[:10])
    lines = [ApprovalLine(number, it) for number, it in enumerate(approval.projects, start=1)]
    page = ListPage(
        "批复表",
        f"{header.fiscal_year} 年度批复",
        APPROVED_PROJECTS,
        about="　".join(filter(None, told)),
        form_id="approval",
        group=header.unit.name,
        look=_LOOK,
        empty="没有项目。",
        totalled=True,
    )
    return list_sheet(page, [LineGroup("", "", lines)])
