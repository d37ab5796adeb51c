"""A template as a sheet to be looked at: each cell tinted by what was understood of it."""

from dataclasses import replace

from budgetdesk.exchange.drawing.correcting import is_new
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.form_text import UPRIGHT
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.forms.sheet import Align, Cell, Light, Role, Row, Sheet, Style

_PLAIN = Style("template-label", size=9)
_HEAD = Style("template-head", size=9, bold=True, border=False)
_NOTE = Style("template-note", size=9, align=Align.LEFT, border=False)
_KNOWN = Style("template-known", size=9, align=Align.LEFT, light=Light.GREEN)
_NEW = Style("template-new", size=9, align=Align.LEFT, light=Light.YELLOW)
_UNKNOWN = Style("template-unknown", size=9, align=Align.LEFT, light=Light.RED)
_LEAST_HEIGHT = 20.0


def picture_of(form: DrawnForm) -> Sheet:
    """The template with the names of its fields: known ones green, new yellow, unknown red."""
    template = form.page.template
    cells = {cell.box: cell for cell in form.cells}
    unknown = {place for place, _ in form.unknown}
    return Sheet(
        name=form.title,
        group="",
        form_id="template",
        columns=template.widths,
        rows=tuple(Row(max(height, _LEAST_HEIGHT)) for height in template.heights),
        cells=tuple(
            _cell(form, box, cells.get(box), unknown=box.place in unknown) for box in template.boxes
        ),
        landscape=sum(template.widths) > UPRIGHT,
    )


def _cell(form: DrawnForm, box: Box, cell: DrawnCell | None, *, unknown: bool) -> Cell:
    text, style = box.text, _PLAIN
    if cell is not None:
        text = cell.label.rpartition("/")[2] if cell.list_path else cell.label
        style = _NEW if is_new(form, cell) else _KNOWN
    elif box.row < form.page.body.first:
        style = replace(_HEAD, light=Light.RED) if unknown else _HEAD
    elif unknown:
        text, style = "？", _UNKNOWN
    elif form.page.template.ruled and not box.ruled:
        style = _NOTE
    # Arrow keys stop at what may become a cell.
    role = Role.INPUT if cell is not None or form.page.body.is_open(box) else Role.LABEL
    return Cell(box.row, box.column, text, style, role, rows=box.rows, columns=box.columns)
