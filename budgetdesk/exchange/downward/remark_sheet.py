"""退回意见表: the remarks to read and print; what a unit does about them is told in the program."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from budgetdesk.domain.return_remarks import WISH_LABELS, ReturnRemark
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
class RemarkLine:
    """A remark as a line of a list."""

    number: int
    remark: ReturnRemark

    @property
    def key(self) -> Hashable:
        """The remark."""
        return self.remark.id


REMARKS: tuple[ListedColumn[RemarkLine], ...] = (
    ListedColumn("序号", 3.2, lambda it: str(it.number), ColumnKind.SHORT),
    ListedColumn("表", 13, lambda it: it.remark.place.form),
    ListedColumn("位置", 13, lambda it: it.remark.place.in_words),
    ListedColumn("意见", 24, lambda it: it.remark.words),
    ListedColumn("要求", 4, lambda it: WISH_LABELS[it.remark.wish], ColumnKind.SHORT),
    ListedColumn("编号", 4, lambda it: it.remark.code, ColumnKind.SHORT),
    ListedColumn("处理", 16, lambda it: it.remark.answered),
)
"""The columns of remarks, in the window and on paper."""
ANSWER = 6
"""The column of what the unit did."""


def lines_of(remarks: Sequence[ReturnRemark]) -> list[RemarkLine]:
    """Remarks as lines, numbered."""
    return [RemarkLine(number, it) for number, it in enumerate(remarks, start=1)]


def remark_sheet(header: Header, note: str, remarks: Sequence[ReturnRemark]) -> Sheet:
    """The sheet of one 退回."""
    day = header.made_at[:10]
    told = (
        f"{header.unit.name}　{header.stage}　第 {header.version} 次退回　{day}　{header.made_by}"
    ).strip()
    page = ListPage(
        "退回意见表",
        "退回意见表",
        REMARKS,
        about=f"{told}　原因：{note.strip()}",
        form_id="return-remarks",
        group=header.unit.name,
        look=REPORT_LOOK,
        empty="没有逐条意见，见原因。",
    )
    return list_sheet(page, [LineGroup("", "", lines_of(remarks))])
