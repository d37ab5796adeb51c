"""公开检查 of a Word or PDF file: its text, its tables, and what stands in it unseen."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from budgetdesk.domain.file_kinds import PDF, FileKind
from budgetdesk.domain.persons import CellLabels, Persons
from budgetdesk.exchange.beside_pages import beside_pages, has_remark
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.privacy import Leak, Publication
from budgetdesk.exchange.sealed.across_cells import found_across
from budgetdesk.exchange.sealed.guard import guarded
from budgetdesk.exchange.sealed.inspecting import Inspection, look_at, look_beside, once_each
from budgetdesk.exchange.sealed.writers import label_of_writer

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments\w*)\.xml$")
_PARAGRAPH = re.compile(r"<w:p\b.*?</w:p>", re.DOTALL)
_WRITER = re.compile(r'\sw:author="([^"]*[\u4e00-\u9fff][^"]*)"')
_SAID = re.compile(r"<(?:w:t|w:delText|a:t|m:t)\b[^>]*>([^<]*)<|<w:(?:tab|br)\b[^>]*/>")
_IN_WORD = (
    (re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\s"), "修订"),
    (re.compile(rb"<w:vanish(?:\s*/|\s+w:val=\"(?:1|true|on)\")"), "隐藏的文字"),
)
_BESIDE = (
    (re.compile(r"word/comments"), "批注"),
    (re.compile(r"(?i)thumbnail"), "缩略图"),
    # 嵌入 as an object, or as a chunk that Word reads in (altChunk).
    (re.compile(r"word/embeddings/|word/[^/]*\.(?:html?|mht|rtf|txt|docx?)$"), "嵌入的文件"),
    (re.compile(r"vbaProject"), "宏"),
)


def inspect_paper(path: Path, kind: FileKind) -> Inspection:
    """Look through a Word or PDF file.

    Raises:
        ImportFault: it can't be read, or holds no text.
    """
    publication = Publication(Persons(), mask=False)
    publication.text(path.stem, path.name, "文件名")
    for grid in read_grids(path):
        _look_through(publication, path.name, grid)
        _look_across(publication, path.name, grid)
    data, told = read_bytes(path), {it.text for it in publication.leaks}
    try:
        if kind is PDF:
            extras = _look_in_pdf(path, data, publication)
        else:
            guarded(path, data)  # its other parts may grow as large as anything packed
            extras = _look_in_word(path, data, publication, told)
    except DAMAGES as error:
        raise ImportFault(path, "文件已损坏，读不出来。") from error
    more = () if kind is PDF else look_beside(path, data, told)
    return Inspection(path, False, once_each((*publication.leaks, *more)), (), tuple(extras))


def _look_through(publication: Publication, file: str, grid: SourceGrid) -> None:
    """Cells with what stands before and above them; lines also with the one before, of one text."""
    labels = CellLabels()
    before: SourceCell | None = None
    for row in range(grid.height):
        for cell in grid.line(row):
            if not cell.loose:
                label, above = labels.of(cell.row, cell.column, cell.said, cell.rows)
                publication.text(cell.text, file, cell.place, label, above)
                continue
            count = len(publication.leaks)
            publication.text(cell.text, file, cell.place)
            if before and before.row == row - 1 and count == len(publication.leaks):
                _look_over_two(publication, file, before, cell)
            before = cell


def _look_across(publication: Publication, file: str, grid: SourceGrid) -> None:
    """What several cells, or lines below one another, tell together."""
    lines = {row: grid.line(row) for row in range(grid.height)}
    rows = {row: [(it.column, it.said) for it in line if it.said] for row, line in lines.items()}
    told = {it.text.strip() for it in publication.leaks}
    for it in found_across(rows):
        if it.text not in told:
            place = lines[it.row][0].place
            publication.leaks.append(Leak(file, it.what, it.text, place))


def _look_over_two(
    publication: Publication, file: str, before: SourceCell, cell: SourceCell
) -> None:
    """What begins in one line and ends in the next."""
    if not Persons().find(before.text):
        publication.text(f"{before.said}\n{cell.said}", file, cell.place)


def _look_in_word(
    path: Path, data: bytes, publication: Publication, told: Collection[str]
) -> dict[str, None]:
    extras: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name in filter(_PARTS.search, names):
            content = archive.read(name)
            extras |= {what: None for sign, what in _IN_WORD if sign.search(content)}
            said = content.decode("utf-8", "replace")
            for writer in dict.fromkeys(_WRITER.findall(said)):
                label = label_of_writer(writer)
                publication.text(writer, path.name, "批注或修订的作者", label)
            for text in _paragraphs(said):
                if not any(text.strip() in it for it in told):
                    publication.text(text, path.name, name.rpartition("/")[2])
    return extras | {what: None for sign, what in _BESIDE if any(map(sign.search, names))}


def _paragraphs(content: str) -> Iterator[str]:
    """The texts of a part, also what was deleted or is hidden, however its runs are cut."""
    from html import unescape

    for paragraph in _PARAGRAPH.findall(content):
        text = "".join(unescape(it[1]) if it[1] else "\t" for it in _SAID.finditer(paragraph))
        if text.strip():
            yield text


def _look_in_pdf(path: Path, data: bytes, publication: Publication) -> dict[str, None]:
    import pypdfium2

    extras: dict[str, None] = {}
    told = [it.text for it in publication.leaks]
    with pypdfium2.PdfDocument(data) as document:
        for it in beside_pages(document, data):
            if not any(text in it.text for text in told):
                look_at(publication, path.name, it)
        if document.count_attachments():
            extras["附件"] = None
        if any(has_remark(page.raw) for page in document):
            extras["批注"] = None
    return extras
