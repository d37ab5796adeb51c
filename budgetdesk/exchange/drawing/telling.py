"""What was understood of a template, in lines for a person."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from budgetdesk.domain.kind_words import KIND_NAMES as KIND_NAMES
from budgetdesk.domain.kind_words import kind_name as kind_name
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm


def lines_of(forms: Sequence[DrawnForm], home: Path) -> Iterator[str]:
    """What became of each form, what is new, what was not understood; then where the set is."""
    for form in forms:
        new = {field.key for field in form.fields}
        own = sum(cell.path.rpartition(".")[2] in new for cell in form.cells)
        yield f"{form.title}：{len(form.cells)} 格，其中 {own} 格是新的字段。"
        yield from (_line(cell) for cell in form.cells if not cell.row)
        yield from (f"  {cell}\t{reason}" for cell, reason in form.unknown)
    yield f"套表已存入「{home}」。"


def _line(cell: DrawnCell) -> str:
    kind = kind_name(cell.kind)
    how = "，带入" if cell.carried else "，算出" if cell.computed else ""
    return f"  {cell.box.place}\t{cell.label}\t{kind}{how}"
