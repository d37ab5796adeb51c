"""A PDF as a grid: the tables of its pages, joined where a page break cut them."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.paper.filling import fill
from budgetdesk.exchange.foreign.paper.lattice import cells_of
from budgetdesk.exchange.foreign.paper.page import read_page
from budgetdesk.exchange.foreign.paper.placing import laid_out
from budgetdesk.exchange.foreign.paper.runs import lines_of, loose_texts, runs_of
from budgetdesk.exchange.foreign.paper.tables import AGREE, LooseLine, PaperTable, joined
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.uncollected import uncollected

_DAMAGED = "打不开或不是完整的 PDF 文件，请重新导出后再导入。"
_IMAGE = "这一页是扫描的图片，没有读"
_SCANNED = "这个 PDF 是扫描的图片，没有文字层，读不出内容，请用原来的 Excel、Word 文件。"


def read_pdf(path: Path, progress: Progress = ignore_progress) -> list[SourceGrid]:
    """The document as one grid.

    Raises:
        ImportFault: it is no PDF, has a password, or holds no text.
        Cancelled: `progress` stopped it.
    """
    parts: list[PaperTable | LooseLine] = []
    scanned: list[int] = []
    for number, page_parts in enumerate(_pages(path, progress), 1):
        if page_parts is None:
            scanned.append(number)
        else:
            parts += page_parts
    if not any(_says(part) for part in parts):
        raise ImportFault(path, _SCANNED)
    cells = tuple(laid_out(joined(parts)))
    below = max((it.bottom for it in cells), default=0)
    images = (
        SourceCell(below + at, 0, "", f"第{number}页", loose=True, note=_IMAGE)
        for at, number in enumerate(scanned)
    )
    return [SourceGrid("", (*cells, *images))]


def _pages(path: Path, progress: Progress) -> Iterator[list[PaperTable | LooseLine] | None]:
    """What each page says; None of one that is scanned."""
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
            try:
                with uncollected():
                    page = document[number]
                    parts = _parts(page, number + 1)
            except pypdfium2.PdfiumError as error:
                raise ImportFault(path, _DAMAGED) from error
            page.close()
            yield parts


def _parts(drawn: object, number: int) -> list[PaperTable | LooseLine] | None:
    """The tables of a page and the lines between them, from top to bottom; None where scanned."""
    page = read_page(drawn, number)
    if page.scanned:
        return None
    cells = cells_of(page)
    texts, outside = fill(cells, runs_of(page.glyphs, cells))
    found: list[tuple[float, PaperTable | LooseLine]] = []
    lowest = 0.0  # of the last table
    for text in sorted(texts, key=lambda it: (-it.cell.y1, it.cell.x0)):
        last = found[-1][1] if found else None
        if isinstance(last, PaperTable) and lowest <= text.cell.y1 + AGREE:
            last.texts.append(text)
            lowest = min(lowest, text.cell.y0)
        else:
            lowest = text.cell.y0
            found.append((text.cell.y1, PaperTable(number, [text])))
    found += [(line.y, LooseLine(number, tuple(loose_texts(line)))) for line in lines_of(outside)]
    return [part for _, part in sorted(found, key=lambda it: -it[0])]


def _says(part: PaperTable | LooseLine) -> bool:
    return bool(part.texts) if isinstance(part, LooseLine) else any(it.lines for it in part.texts)
