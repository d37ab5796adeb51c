"""The cells of a drawn form as a list: where each is, which field it has, how that comes about."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.exchange.drawing.correcting import is_new
from budgetdesk.exchange.drawing.drawn import DrawnForm
from budgetdesk.exchange.drawing.telling import kind_name
from budgetdesk.forms.listing import ListedColumn


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A cell with its field, or one of which nothing was understood."""

    key: str  # its place: C3
    name: str
    kind: str
    origin: str


COLUMNS: tuple[ListedColumn[TemplateLine], ...] = (
    ListedColumn("单元格", 4.5, lambda line: line.key),
    ListedColumn("字段", 0, lambda line: line.name),
    ListedColumn("类型", 6, lambda line: line.kind),
    ListedColumn("来源", 5.5, lambda line: line.origin),
)


def template_lines(form: DrawnForm) -> Iterator[TemplateLine]:
    """First what was not understood, then every cell in the order of the form."""
    for place, reason in form.unknown:
        yield TemplateLine(place, reason, "", "未读出")
    told = {place for place, _ in form.unknown}
    for cell in sorted(form.cells, key=lambda it: (it.box.row, it.box.column)):
        if cell.box.place in told:
            continue
        new = "新字段" if is_new(form, cell) else "填写"
        origin = "带入" if cell.carried else "算出" if cell.computed else new
        yield TemplateLine(cell.box.place, cell.label, kind_name(cell.kind), origin)
