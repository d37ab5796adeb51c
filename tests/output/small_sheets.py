"""Small invented sheets, for what the published forms don't show."""

from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign

TITLE = Style("title", size=18, bold=True, border=False)
LABEL = Style("label")
PARAGRAPH = Style("paragraph", align=Align.LEFT, valign=VAlign.TOP)
TARGET = Style("target")
AMOUNT = Style("amount", align=Align.RIGHT, numeric=True)


def field(path: str) -> FieldRef:
    """A field of some project."""
    return FieldRef(RecordKind.PROJECT, 1, path)


def sheet_of(*cells: Cell, name: str = "某项目", columns: int = 4) -> Sheet:
    """A sheet of these cells, its first row a title that stands on every page."""
    rows = max((cell.row + cell.rows for cell in cells), default=1)
    title = Cell(0, 0, "某表", TITLE, Role.TITLE, columns=columns)
    return Sheet(
        name=name,
        group="某单位",
        form_id="some/project",
        columns=(1.0,) * columns,
        rows=(Row(36, repeat=True), *(Row(),) * (rows - 1)),
        cells=(title, *cells),
    )


def text_sheet(text: str, path: str = "overview", name: str = "某项目") -> Sheet:
    """A sheet with one paragraph."""
    return sheet_of(
        Cell(1, 0, "内容", LABEL, Role.LABEL),
        Cell(1, 1, text, PARAGRAPH, Role.INPUT, columns=3, field=field(path)),
        name=name,
    )


def amount_sheet(*amounts: int | None, thousands: bool = False) -> Sheet:
    """A sheet with a row for each amount in 分."""
    return sheet_of(
        *(
            Cell(
                row, 1, yuan_text(fen, thousands=thousands), AMOUNT, Role.INPUT,
                field=field("funding.annual.central"), number=fen,
            )
            for row, fen in enumerate(amounts, 1)
        )
    )  # fmt: skip
