"""退回意见表: the remarks to read and print; what a unit does about them is told in the program."""

from collections.abc import Sequence

from budgetdesk.domain.return_remarks import WISH_LABELS, ReturnRemark
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

_LOOK = ListLook(role=Role.COMPUTED, about_repeats=False, landscape=True)
_Numbered = tuple[int, ReturnRemark]

REMARKS: tuple[ListedColumn[ReturnRemark], ...] = (
    ListedColumn("表", 13, lambda it: it.place.form),
    ListedColumn("位置", 13, lambda it: it.place.in_words),
    ListedColumn("意见", 26, lambda it: it.words),
    ListedColumn("要求", 4, lambda it: WISH_LABELS[it.wish], ColumnKind.SHORT),
    ListedColumn("编号", 4, lambda it: it.code, ColumnKind.SHORT),
    ListedColumn("处理", 16, lambda it: it.answered),
)
"""The columns of remarks, in the window and on paper."""


def _of_remark(column: ListedColumn[ReturnRemark]) -> ListedColumn[_Numbered]:
    return ListedColumn(column.title, column.width, lambda line: column.held(line[1]), column.kind)


_COLUMNS: tuple[ListedColumn[_Numbered], ...] = (
    ListedColumn("序号", 3.2, lambda line: str(line[0]), ColumnKind.SHORT),
    *map(_of_remark, REMARKS),
)


def remark_sheet(header: Header, note: str, remarks: Sequence[ReturnRemark]) -> Sheet:
    """The sheet of one 退回."""
    day = header.made_at[:10]
    told = (
        f"{header.unit.name}　{header.stage}　第 {header.version} 次退回　{day}　{header.made_by}"
    )
    page = ListPage(
        "退回意见表",
        "退回意见表",
        _COLUMNS,
        about=f"{told}　原因：{note.strip()}",
        form_id="return-remarks",
        group=header.unit.name,
        look=_LOOK,
        empty="没有逐条意见，见原因。",
    )
    return list_sheet(page, [LineGroup("", "", list(enumerate(remarks, start=1)))])
