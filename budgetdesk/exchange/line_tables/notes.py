"""What must be known of a table that was read: its sums, its columns, what was assumed."""

from collections.abc import Iterator, Sequence

from budgetdesk.domain.ledger_lines import Terms
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.line_tables.assumptions import unused_columns, without_project
from budgetdesk.exchange.line_tables.columns import Layout, Matrix
from budgetdesk.exchange.line_tables.reading import PastedRow, whole_mismatches

_TOLD = 5  # rows that a note names


def table_notes(
    matrix: Matrix, layout: Layout, rows: Sequence[PastedRow], terms: Terms
) -> Iterator[str]:
    """What must be known of a table's sums, parts and columns, as sentences."""
    yield from layout.told
    for whole, part in layout.within.items():
        rest = f"「{layout.heading(whole)}」减去「{layout.heading(part)}」的部分"
        _, named, kind = layout.meanings[whole].label.partition("：")
        yield f"{rest}{'按' if named else '另行'}{kind}录入。"
    sums = [row for row in rows if row.total is not None]
    if sums:
        yield f"跳过 {len(sums)} 行合计：{_rows(sums)}。"
    wrong = [row.mismatch for row in sums if row.mismatch]
    if wrong:
        yield "；".join(wrong[:_TOLD]) + ("等" if len(wrong) > _TOLD else "") + "，请核对。"
    differing = whole_mismatches(matrix, layout, rows)
    if differing and layout.whole is not None:
        which = _rows([rows[number] for number in differing])
        yield f"{which}的「{layout.heading(layout.whole)}」与录入各列之和不等，请核对。"
    inner = [row for row in rows if row.skipped == "其中项"]
    if inner:
        yield f"跳过 {len(inner)} 行其中项：{_rows(inner)}。"
    if unused := unused_columns(matrix, layout):
        yield f"不录入的列：{'、'.join(map(shorten, unused))}。"
    if basic := without_project(rows, layout, terms):
        yield f"没有项目名称的 {basic} 行按基本支出录入。"


def _rows(rows: Sequence[PastedRow]) -> str:
    named = "、".join(str(row.number + 1) for row in rows[:_TOLD])
    return f"第 {named} 行" + (f"等 {len(rows)} 行" if len(rows) > _TOLD else "")
