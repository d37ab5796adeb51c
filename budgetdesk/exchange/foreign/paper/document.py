"""A PDF as a grid: the tables of its pages, joined where a page break cut them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.paper.filling import fill
from budgetdesk.exchange.foreign.paper.lattice import cells_of
from budgetdesk.exchange.foreign.paper.page import read_page
from budgetdesk.exchange.foreign.paper.runs import (
    RuledText,
    joint,
    lines_of,
    loose_texts,
    runs_of,
)
from budgetdesk.exchange.json_file import read_bytes

_AGREE = 2.0  # points: edges of one table on two pages
_MARGIN = 12  # characters of a line between pages that is only a page's number
_DAMAGED = "打不开或不是完整的 PDF 文件，请重新导出后再导入。"
_SCANNED = "这个 PDF 是扫描的图片，没有文字层，读不出内容，请用原来的 Excel、Word 文件。"


@dataclass
class PaperTable:
    """A table of one page, or of several that it goes on over."""

    page: int
    texts: list[RuledText] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(it.cell.x0 for it in self.texts)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(it.cell.x1 for it in self.texts)


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A line of text outside of tables."""

    page: int
    texts: tuple[str, ...]


def read_pdf(path: Path, progress: Progress = ignore_progress) -> list[SourceGrid]:
    """The document as one grid.

    Raises:
        ImportFault: it is no PDF, has a password, or holds no text.
        Cancelled: `progress` stopped it.
    """
    parts: list[PaperTable | LooseLine] = []
    for page_parts in _pages(path, progress):
        parts += page_parts
    if not any(_says(part) for part in parts):
        raise ImportFault(path, _SCANNED)
    return [SourceGrid("", tuple(_laid_out(_joined(parts))))]


def _pages(path: Path, progress: Progress) -> Iterator[list[PaperTable | LooseLine]]:
    import pypdfium2
    from pypdfium2 import raw

    data = read_bytes(path)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error)
        reason = "文件加了密码，请取消密码后再导入。" if locked else _DAMAGED
        raise ImportFault(path, reason) from error
    with document:
        for number in range(len(document)):
            progress(number, len(document))
            page = document[number]
            yield _parts(page, number + 1)
            page.close()


def _parts(drawn: object, number: int) -> list[PaperTable | LooseLine]:
    """The tables of a page and the lines between them, from top to bottom."""
    page = read_page(drawn, number)
    cells = cells_of(page)
    texts, outside = fill(cells, runs_of(page.glyphs, cells))
    found: list[tuple[float, PaperTable | LooseLine]] = []
    for text in sorted(texts, key=lambda it: (-it.cell.y1, it.cell.x0)):
        last = found[-1][1] if found else None
        if isinstance(last, PaperTable) and _touches(last, text):
            last.texts.append(text)
        else:
            found.append((text.cell.y1, PaperTable(number, [text])))
    found += [(line.y, LooseLine(number, tuple(loose_texts(line)))) for line in lines_of(outside)]
    return [part for _, part in sorted(found, key=lambda it: -it[0])]


def _touches(table: PaperTable, text: RuledText) -> bool:
    return min(it.cell.y0 for it in table.texts) <= text.cell.y1 + _AGREE


def _says(part: PaperTable | LooseLine) -> bool:
    return bool(part.texts) if isinstance(part, LooseLine) else any(it.lines for it in part.texts)


# Tables over page breaks


def _joined(parts: Sequence[PaperTable | LooseLine]) -> list[list[PaperTable] | LooseLine]:
    """Tables that go on over pages as one; lines between that only number a page go."""
    found: list[list[PaperTable] | LooseLine] = []
    waiting: list[LooseLine] = []
    for part in parts:
        if isinstance(part, LooseLine):
            waiting.append(part)
            continue
        last = found[-1] if found else None
        if isinstance(last, list) and _goes_on(last[-1], part, waiting):
            last.append(part)
        else:
            found += waiting
            found.append([part])
        waiting = []
    return [*found, *waiting]


def _goes_on(last: PaperTable, part: PaperTable, between: Sequence[LooseLine]) -> bool:
    if part.page != last.page + 1 or not all(_is_margin(it) for it in between):
        return False
    return abs(last.left - part.left) <= _AGREE and abs(last.right - part.right) <= _AGREE


def _is_margin(line: LooseLine) -> bool:
    said = fold("".join(line.texts))
    return len(said) <= _MARGIN and any(it.isdigit() for it in said)


# From points to rows and columns


def _laid_out(parts: Sequence[list[PaperTable] | LooseLine]) -> Iterator[SourceCell]:
    row = 0
    for part in parts:
        if isinstance(part, LooseLine):
            for column, text in enumerate(part.texts):
                yield SourceCell(row, column, text, f"第{part.page}页", loose=True)
            row += 1
            continue
        edges = _edges([edge for it in part for text in it.texts for edge in
                        (text.cell.x0, text.cell.x1)])  # fmt: skip
        open_row: list[_PlacedCell] = []
        for table in part:
            placed = _placed(table, edges, row)
            placed = _without_split(open_row, placed)
            row = max((it.row + it.rows for it in placed), default=row)
            yield from (it.cell for it in open_row)
            open_row = placed
        yield from (it.cell for it in open_row)


@dataclass
class _PlacedCell:
    row: int
    column: int
    rows: int
    columns: int
    content: RuledText
    said: str
    page: int
    line: int  # its row on that page

    @property
    def cell(self) -> SourceCell:
        place = f"第{self.page}页第{self.line}行"
        return SourceCell(self.row, self.column, self.said, place, self.rows, self.columns)


def _edges(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _AGREE:
            found.append(value)
    return found


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda it: abs(edges[it] - value))


def _placed(table: PaperTable, columns: Sequence[float], first: int) -> list[_PlacedCell]:
    """The cells of a table with their rows, counted from `first` downwards."""
    rows = _edges([-edge for it in table.texts for edge in (it.cell.y0, it.cell.y1)])
    found = []
    for text in table.texts:
        top, bottom = _index(rows, -text.cell.y1), _index(rows, -text.cell.y0)
        left, right = _index(columns, text.cell.x0), _index(columns, text.cell.x1)
        height, width = max(bottom - top, 1), max(right - left, 1)
        found.append(
            _PlacedCell(first + top, left, height, width, text, text.text, table.page, top + 1)
        )
    return found


def _without_split(above: list[_PlacedCell], below: list[_PlacedCell]) -> list[_PlacedCell]:
    """The cells of the next page, its first row joined to the last above where both are one."""
    if not above or not below:
        return below
    first, last = below[0].row, max(it.row + it.rows for it in above)
    pairs = [
        (upper, lower)
        for lower in below
        if lower.row == first
        for upper in above
        if upper.row + upper.rows == last
        and (upper.column, upper.columns) == (lower.column, lower.columns)
    ]
    short = [(up, low) for up, low in pairs if low.rows == 1 or up.rows == 1]
    for upper, lower in pairs:
        if (upper, lower) not in short and _ends_label(upper, lower):
            upper.said, lower.said = upper.said + lower.said, ""
    if not _is_split(short):
        return below
    for upper, lower in short:
        if lower.said:
            upper.said += _joint(upper, lower) + lower.said
            lower.said = ""
    return below


def _ends_label(upper: _PlacedCell, lower: _PlacedCell) -> bool:
    """Whether 指标 on the next page ends a name above: a tall cell has its text on both pages."""
    rest = fold(lower.said)
    return 0 < len(rest) < 4 and bool(upper.said) and "指标".endswith(rest[-1:])


def _is_split(pairs: Sequence[tuple[_PlacedCell, _PlacedCell]]) -> bool:
    """Whether the rows of two pages are one: a cell has ended in one, another goes on."""
    if not any(low.said for _, low in pairs):
        return False
    ended = [bool(up.said) != bool(low.said) for up, low in pairs if up.said or low.said]
    going = [(up, low) for up, low in pairs if up.said and low.said]
    if not any(ended):
        return len(going) == 1 and len(pairs) == 1 and _joint(*going[0]) != "\n"
    leads = pairs[0][0].said and not pairs[0][1].said
    if not going:
        return False
    return all(_joint(up, low) != "\n" for up, low in going) or bool(leads and len(pairs) == 2)


def _joint(upper: _PlacedCell, lower: _PlacedCell) -> str:
    before, after = upper.content.lines, lower.content.lines
    if not before or not after:
        return ""
    return joint(before[-1], after[0], max(upper.content.room, lower.content.room))
