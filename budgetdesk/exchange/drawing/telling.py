"""What was understood of a template, in lines for a person."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm

KIND_NAMES = {
    "line": "文字", "paragraph": "段落", "choice": "选项", "tick": "勾选", "money": "金额",
    "count": "整数", "decimal": "小数", "percent": "百分比", "date": "日期", "month": "月份",
    "period": "起止日期", "target": "指标值", "phone": "电话", "person": "人员",
}  # fmt: skip
"""What the kinds of fields are called."""


def lines_of(forms: Sequence[DrawnForm], home: Path) -> Iterator[str]:
    """What became of each form, what is new, what was not understood; then where the set is."""
    for form in forms:
        new = {field.key for field in form.fields}
        own = sum(cell.path.rpartition(".")[2] in new for cell in form.cells)
        yield f"{form.title}：{len(form.cells)} 格，其中 {own} 格是新的字段。"
        yield from (_line(cell) for cell in form.cells if not cell.row)
        yield from (f"  {cell}\t{reason}" for cell, reason in form.unknown)
    yield f"套表已存入「{home}」。"


def kind_name(kind: str) -> str:
    """What a kind is called, as the dictionary writes it."""
    return KIND_NAMES.get(kind.partition("(")[0], kind)


def _line(cell: DrawnCell) -> str:
    kind = kind_name(cell.kind)
    how = "，带入" if cell.carried else "，算出" if cell.computed else ""
    return f"  {cell.box.place}\t{cell.label}\t{kind}{how}"
