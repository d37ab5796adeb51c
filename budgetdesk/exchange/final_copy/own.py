"""The pieces of the document that the book makes now."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document, Heading, SheetPart, Term
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.text import fold, shorten
from budgetdesk.exchange.final_copy.pieces import TextPiece, of_row, of_text
from budgetdesk.forms.sheet import Cell, Role, Sheet

CONTENTS = "目录"


def own_pieces(document: Document, *, charts: bool) -> tuple[TextPiece, ...]:
    """All that a document says, in order; `charts` are told where they are drawn as text."""
    return (*_front(document), *_body(document, charts=charts))


def titles_of(document: Document) -> dict[str, str]:
    """A table's title as Word has it, with its number, and as paper has it; both folded."""
    return {
        fold(part.sheet.name): fold(cell.text)
        for part in document.parts
        if isinstance(part, SheetPart) and part.entry == part.sheet.name
        for cell in part.sheet.cells
        if cell.role is Role.TITLE
    }


def _front(document: Document) -> Iterator[TextPiece]:
    for text in (document.department, document.title, document.published_on):
        yield from of_text(text, "封面")
    yield from of_text(CONTENTS, CONTENTS)
    for part in document.parts:
        entry = part.text if isinstance(part, Heading) else ""
        entry = part.entry if isinstance(part, SheetPart) else entry
        yield from of_text(entry, CONTENTS)


def _body(document: Document, *, charts: bool) -> Iterator[TextPiece]:
    place, terms = "", 0
    for part in document.parts:
        match part:
            case Heading():
                place = part.text
                yield from of_text(part.text, place)
            case Paragraph():
                yield from of_text(part.text, place)
            case Term():
                terms += 1
                yield from of_text(f"{terms}.{part.term}：{part.text}", place)
            case Chart():
                yield from _chart(part, drawn=charts)
            case SheetPart():
                if part.entry and part.entry != part.sheet.name:  # a heading in Word alone
                    yield from of_text(part.entry, part.sheet.name, optional=True)
                yield from _rows(part.sheet)


def _chart(chart: Chart, *, drawn: bool) -> Iterator[TextPiece]:
    yield from of_text(chart.title, chart.title)
    for bar in chart.bars if drawn else ():
        yield from of_text(f"{bar.name}{bar.label}", chart.title)


def _rows(sheet: Sheet) -> Iterator[TextPiece]:
    heads = _column_heads(sheet)
    for row, group in groupby(sheet.cells, key=lambda it: it.row):
        cells = tuple(group)
        again = _again(sheet, cells) if sheet.rows[row].repeat else ""
        framed = any(it.style.border for it in cells)
        if framed:
            texts = [it.text for it in cells]
            columns = [heads.get(it.column, "") for it in cells]
            yield from of_row(texts, sheet.name, columns, again=again)
        else:
            for it in of_text("".join(cell.text for cell in cells), sheet.name):
                yield TextPiece(it.text, it.place, again=again)


def _again(sheet: Sheet, cells: Sequence[Cell]) -> str:
    """A heading row on a further page: without what stands beside the rows below it too."""
    heads = [it for it in cells if sheet.rows[it.row + it.rows - 1].repeat]
    return "".join(it.text for it in heads)


def _column_heads(sheet: Sheet) -> dict[int, str]:
    """The lowest heading of each column that stands on every page."""
    heads: dict[int, str] = {}
    for cell in sheet.cells:
        if _is_column_head(sheet, cell):
            for column in range(cell.column, cell.column + cell.columns):
                heads[column] = shorten(cell.text)
    return heads


def _is_column_head(sheet: Sheet, cell: Cell) -> bool:
    is_head = sheet.rows[cell.row].repeat and cell.role is Role.LABEL
    return is_head and cell.style.border and cell.text.strip() != ""
