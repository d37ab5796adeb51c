"""The text flavour: cells parted by tabs, rows by line ends."""

import re

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.clipboard.block import Matrix

_TELL_EVERY = 1_000  # rows between two reports of progress
_NEEDS_QUOTES = ("\t", "\n", "\r")
_CELL_END = re.compile(r"[\t\n]")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What Word puts before an item of a list: 1. 2) （3） ④ 一、 • and the letters of its bullet fonts.
_ITEM = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[.．、)）]|[①-⑳]|"
    r"[•·●○◆◇■□▪►➢✓\-–—\uf0a7\uf0b7\uf06c\uf06e\uf0d8\uf0fc])\t(?P<item>[^\t]*)"
)


def parse_cells(text: str, progress: Progress = ignore_progress) -> Matrix:
    """Clipboard text as rows of cells.

    Cells are parted by tabs, rows by line ends; one line end at the very end is not a row. A cell
    in double quotes may hold tabs, line breaks and doubled quotes. Excel puts no quotes where
    none are needed, so a cell that is merely typed in quotes keeps them. Raises Cancelled where
    `progress` stops it.
    """
    text = plain_lines(text)
    if not text:
        return ()
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    at = 0
    while True:
        cell, at = _read_cell(text, at)
        cells.append(cell)
        if at < len(text) and text[at] == "\t":
            at += 1
            continue
        rows.append(tuple(cells))
        cells = []
        if at + 1 >= len(text):
            return _squared(rows)
        at += 1
        if len(rows) % _TELL_EVERY == 0:
            progress(at, len(text))


def plain_lines(text: str) -> str:
    """The text with every kind of line end as a newline, and without an end of file mark."""
    return _LINE_END.sub("\n", text.rstrip("\x00").removeprefix("\ufeff"))


def is_list(text: str) -> bool:
    """Whether a text is a list from Word: items with a number or a bullet and a tab before them.

    A line without a mark may stand among them: a heading, or an item's second paragraph.
    """
    lines = [line for line in plain_lines(text).split("\n") if "\t" in line]
    return bool(lines) and all(map(_ITEM.fullmatch, lines))


def without_mark(line: str) -> str:
    """An item of a list without its number or bullet; any other line as it is."""
    found = _ITEM.fullmatch(line)
    return found["item"] if found else line


def _read_cell(text: str, at: int) -> tuple[str, int]:
    if text.startswith('"', at):
        quoted = _read_quoted(text, at)
        if quoted is not None:
            return quoted
    found = _CELL_END.search(text, at)  # the nearer of both; either may be far away
    end = found.start() if found else len(text)
    return text[at:end], end


def _read_quoted(text: str, at: int) -> tuple[str, int] | None:
    """The content of a quoted cell and where it ends; None when the quotes are the cell's own."""
    end = at + 1
    while (end := text.find('"', end)) >= 0:
        if not text.startswith('""', end):
            break
        end += 2
    if end < 0 or not (end + 1 == len(text) or text[end + 1] in "\t\n"):
        return None
    inner = text[at + 1 : end]
    if '""' not in inner and not any(mark in inner for mark in _NEEDS_QUOTES):
        return None
    return inner.replace('""', '"'), end + 1


def _squared(rows: list[tuple[str, ...]]) -> Matrix:
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)
