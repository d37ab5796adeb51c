"""The one reader of what other programs put on the clipboard.

HTML where it holds a table, for its merged cells; else the text. Where both say the same, the
text flavour has the blanks and line breaks as they were.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.clipboard.block import Block, BlockCell, Matrix
from budgetdesk.exchange.clipboard.html_reader import read_tables
from budgetdesk.exchange.clipboard.html_table import HtmlTable
from budgetdesk.exchange.clipboard.text_reader import (
    is_list,
    parse_cells,
    plain_lines,
)

_TABLE = re.compile(r"<t[dhr][\s>]", re.IGNORECASE)
_WHOLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)
_SPANS = re.compile(r"(?:row|col)span|display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_WORDS = re.compile(r"mso-list|MsoList|<li[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clipping:
    """What the clipboard holds: a block of cells, and the same as running text.

    `paragraphs` is the whole as one field of text holds it. `is_prose`: the source was no table,
    but a letter's lines or a list, which belong together where a paragraph is asked for; then the
    block has a row a line.
    """

    block: Block
    paragraphs: str
    is_prose: bool = False


def rough_size(text: str, html: str = "") -> tuple[int, int]:
    """About how many rows and cells a clipboard holds, without reading it.

    Breaks within cells count as rows in the text, so a page that has fewer is right.
    """
    rows = text.count("\n") or text.count("\r")
    size = rows + 1, rows + text.count("\t") + 1
    if html and (rows := sum(1 for _ in _ROW.finditer(html))):
        of_page = rows, sum(1 for _ in _CELL.finditer(html))
        return min(size, of_page) if text else of_page
    return size


def read_clipboard(text: str, html: str = "", progress: Progress = ignore_progress) -> Clipping:
    """What a clipboard holds, by its text and its HTML ("" where it lacks one).

    Raises Cancelled where `progress` stops the reading.
    """
    if html and _TABLE.search(html):
        block = _of_html(text, html, progress)
        if block is not None:
            return Clipping(block, _joined(block))
    if is_list(text) or (html and "\t" in text and _WORDS.search(html)):
        whole = plain_lines(text).rstrip("\n")
        return Clipping(Block.of_texts([[line] for line in whole.split("\n")]), whole, True)
    matrix = parse_cells(text, progress)
    quoted = any("\n" in cell for line in matrix for cell in line)  # as only tables have it
    if len(matrix) > 1 and len(matrix[0]) == 1 and not quoted:
        return Clipping(Block.of_texts(matrix), plain_lines(text).rstrip("\n"), True)
    block = Block.of_texts(matrix)
    return Clipping(block, _joined(block))


def _of_html(text: str, html: str, progress: Progress) -> Block | None:
    """The block of the page's tables; None where they hold no cell."""
    matrix = parse_cells(text, progress)
    if matrix and len(_ROW.findall(html)) == len(matrix) and not _SPANS.search(html):
        plain = Block.of_texts(matrix, spanned=True)
        if len(_CELL.findall(html)) == len(plain.cells) and len(_WHOLE.findall(html)) < 2:
            return plain  # a large table of single cells: no need to take the page apart
    tables, outside = read_tables(html, progress)
    if not tables:
        return None
    block = _stacked(tables, outside)
    if _letters(cell for line in matrix for cell in line) > _letters(_said(block)):
        return Block.of_texts(matrix)  # the page holds only a part of it
    return _with_texts_of(block, matrix)


def _letters(texts: Iterable[str]) -> int:
    return sum(len(_UNSEEN.sub("", text)) for text in texts)


def _said(block: Block) -> Iterable[str]:
    return (*(cell.text for cell in block.cells), *block.outside)


def _stacked(tables: list[HtmlTable], outside: tuple[str, ...]) -> Block:
    """The tables below one another: Word's author may have cut one in two."""
    cells: list[BlockCell] = []
    height = 0
    for table in tables:
        cells += [
            BlockCell(cell.row + height, cell.column, cell.text, cell.rows, cell.columns)
            for cell in table.cells
        ]
        height += table.height
    width = max(table.width for table in tables)
    return Block(height, width, tuple(cells), spanned=True, outside=outside)


def _with_texts_of(block: Block, matrix: Matrix) -> Block:
    """The cells with the exact blanks and breaks of the text flavour, where it agrees."""
    if len(matrix) != block.rows:
        return block
    cells = tuple(_exact(cell, matrix) for cell in block.cells)
    return Block(block.rows, block.columns, cells, block.spanned, block.outside)


def _exact(cell: BlockCell, matrix: Matrix) -> BlockCell:
    line = matrix[cell.row]
    text = line[cell.column] if cell.column < len(line) else ""
    if text == cell.text or _UNSEEN.sub("", text) != _UNSEEN.sub("", cell.text):
        return cell
    text = _with_breaks(text, cell.text.split("\n"))
    return BlockCell(cell.row, cell.column, text, cell.rows, cell.columns)


def _with_breaks(text: str, lines: list[str]) -> str:
    """The text with the breaks of the same text in HTML: LibreOffice writes a blank for each."""
    if "\n" in text or len(lines) < 2:
        return text
    parts = []
    at = 0
    for line in lines:
        start, left = at, len(_UNSEEN.sub("", line))
        while left:
            left -= not _UNSEEN.fullmatch(text[at])
            at += 1
        parts.append(text[start:at])
        at += text[at : at + 1] == " "
    return "\n".join(parts) + text[at:]


def _joined(block: Block) -> str:
    lines = ("\t".join(cell.text for cell in block.line(row) if cell.text)
             for row in range(block.rows))  # fmt: skip
    return "\n".join(filter(None, lines))
