"""A comparison as a list: for the window, the console, paper, Excel and programs."""

import json
from collections.abc import Iterator

from budgetdesk.domain.money import wan_text, yuan_text
from budgetdesk.exchange.comparison.changes import (
    ComparedTotal,
    SideChange,
    SidesCompared,
    StateDifference,
)
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    NumberedLine,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

CHANGE_LABELS = {
    SideChange.ADDED: "新增",
    SideChange.GONE: "删去",
    SideChange.CHANGED: "改动",
}
_MOST = 200  # differences told on a console
_SAME = "两边一致。"


DifferenceLine = NumberedLine[StateDifference]


DIFFERENCES: tuple[ListedColumn[DifferenceLine], ...] = (
    ListedColumn("单位", 8, lambda line: line.it.unit),
    ListedColumn("项目", 12, lambda line: line.it.subject),
    ListedColumn("情况", 4, lambda line: CHANGE_LABELS[line.it.change], ColumnKind.SHORT),
    ListedColumn("栏目", 9, lambda line: line.it.field),
    ListedColumn("增减（元）", 8, lambda line: line.it.money, ColumnKind.MONEY),
    ListedColumn("原来", 11, lambda line: line.it.both[0]),
    ListedColumn("现在", 11, lambda line: line.it.both[1]),
    ListedColumn("文字改动", 15, lambda line: line.it.words),
)
"""The columns of a comparison."""
WHOSE = 0
"""The column of the unit."""


def difference_rows(found: SidesCompared) -> list[DifferenceLine]:
    """The differences, numbered."""
    return [NumberedLine(number, it) for number, it in enumerate(found.differences)]


def summed(found: SidesCompared) -> str:
    """How many came, went and are others, and the money of both sides."""
    counts = "，".join(
        f"{CHANGE_LABELS[it]} {found.count(it)} 项" for it in SideChange if found.count(it)
    )
    totals = "；".join(map(_total, found.totals))
    projects = "项目 {} → {} 个".format(*found.projects)
    return f"{counts or '两边一致'}；{projects}；{totals}"


def _total(it: ComparedTotal) -> str:
    more = it.new - it.old
    if not more:
        return f"{it.name} {wan_text(it.new)} 万元未变"
    share = f"，{more / it.old:+.1%}" if it.old and abs(more) * 2000 >= abs(it.old) else ""
    told = _signed(wan_text(more))
    return f"{it.name} {wan_text(it.old)} → {wan_text(it.new)} 万元（{told}{share}）"


def _signed(amount: str) -> str:
    return amount if amount.startswith("-") else f"+{amount}"


def difference_sheet(found: SidesCompared) -> Sheet:
    """The comparison for paper and Excel."""
    page = ListPage(
        name="比较",
        title=f"{found.old} 与 {found.new} 比较",
        columns=DIFFERENCES,
        about=summed(found),
        form_id="comparison",
        look=REPORT_LOOK,
        empty=_SAME,
    )
    return list_sheet(page, [LineGroup("", "", difference_rows(found))])


def difference_text(found: SidesCompared) -> Iterator[str]:
    """The comparison to read on a console."""
    yield f"{found.old} → {found.new}"
    for it in found.differences[:_MOST]:
        yield f"  {_line(it)}"
    if len(found.differences) > _MOST:
        yield f"  另有 {len(found.differences) - _MOST} 处，用 --json 或 --to 查看。"
    yield f"{summed(found)}。"


def _line(it: StateDifference) -> str:
    money = "" if it.money is None else f" {_signed(yuan_text(it.money, thousands=True))} 元"
    old, new = it.both
    said = it.words or (f"{old or '（空）'} → {new or '（空）'}" if old or new else "")
    told = f"：{said}" if said else ""
    return f"{CHANGE_LABELS[it.change]} {it.unit} {it.subject} {it.field}{money}{told}"


def as_json(found: SidesCompared) -> str:
    """The comparison for programs; docs/packages.md says what the keys mean."""
    content = {
        "format": "budgetdesk-differences/1",
        "old": found.old,
        "new": found.new,
        "projects": {"old": found.projects[0], "new": found.projects[1]},
        "totals": [
            {"name": it.name, "old": yuan_text(it.old), "new": yuan_text(it.new)}
            for it in found.totals
        ],
        "differences": [
            {
                "unit": it.unit,
                "subject": it.subject,
                "change": it.change.value,
                "field": it.field,
                "old": it.old,
                "new": it.new,
                "money_fen": it.money,
                "words": it.words,
            }
            for it in found.differences
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
