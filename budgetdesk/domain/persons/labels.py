"""What says that something of a person stands in a cell: the one before, or the one above."""

import re

from budgetdesk.domain.persons.plain import plain
from budgetdesk.domain.persons.told import is_heading, is_label

_LONGEST = 14
_TELLS = re.compile(
    r"(?:电话|手机|联系方式|传真|身份证件?|证件|[银农工建中]行卡|工资卡|一卡通|卡|账|帐|账户|帐户|微信|qq"
    r"|邮箱|邮件|住址|家庭地址|居住地址?|户籍(?:地址|所在地)|车牌)(?:号码|号)?(?:[(][^)]{1,6}[)])?$",
    re.IGNORECASE,
)

# What a cell says that heads a column itself.
_COLUMN = re.compile(
    r".{0,8}(?:名称|来源|日期|时限|时间|目标|概况|内容|金额|数量?|号码?|编[号码]|[合小总]计|项目|序号|备注|说明|岗位"
    r"|职务|职称|年龄|性别|民族|学历|审核|签[字名章]|盖章|电话|依据|计划|类[别型]|科目|资金|支出|收入|单位|地址|标准|方式)"
)


def heads_column(text: str) -> bool:
    """Whether a cell is the heading of a column, and no name, whatever it may begin with."""
    return bool(_COLUMN.fullmatch(plain(text).strip().rstrip(":")))


def tells_of_person(text: str) -> bool:
    """Whether a cell is a label of what is personal."""
    bare = plain(text).strip().rstrip(":")
    return len(bare) <= _LONGEST and (is_label(bare) or bool(_TELLS.search(bare)))


def heads_persons(text: str) -> bool:
    """Whether a cell may head a column of what is personal; with a colon it is a row's label."""
    bare = plain(text).strip()
    if bare.endswith(":"):
        return False
    return tells_of_person(bare) or (len(bare) <= _LONGEST and is_heading(bare))


_MOST_BLANK = 2


class CellLabels:
    """The labels of the cells of a grid, which are passed row by row.

    A heading holds for the cells that stand below it, over a blank one or two (小计).
    """

    def __init__(self) -> None:
        self._before = (-1, "")  # the row, and the text last passed there
        self._heads: dict[int, tuple[int, str]] = {}  # by column: the row it reaches down to

    def of(self, row: int, column: int, text: str, rows: int = 1) -> tuple[str, str]:
        """What stands before a cell in its row, and what heads its column; "" for nothing."""
        before = self._before[1] if self._before[0] == row else ""
        reach, head = self._heads.get(column, (-1, ""))
        above = head if row - reach <= _MOST_BLANK + 1 else ""
        self._before = (row, text)
        kept = text if heads_persons(text) else above
        self._heads[column] = (row + rows - 1, kept)
        return before, above
