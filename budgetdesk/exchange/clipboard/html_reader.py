"""The HTML flavour: the tables of a page or a worksheet, with their merged cells.

As measured or documented of Excel, WPS, LibreOffice, Word, Google Sheets and browsers.
"""

from html.parser import HTMLParser

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.clipboard.html_table import HtmlTable, hides, is_overflow
from budgetdesk.exchange.clipboard.html_text import Attributes, CellText

_SILENT = frozenset({"head", "style", "script", "title", "xml", "comment", "rt", "rp", "o:p"})
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section"}
)
_PIECE = 1 << 16  # characters between two reports of progress
_VOID = frozenset({"br", "col", "img", "input", "hr", "meta", "link", "wbr", "base", "area"})


def read_tables(
    html: str, progress: Progress = ignore_progress
) -> tuple[list[HtmlTable], tuple[str, ...]]:
    """The tables that hold cells, in order, and the lines of text that stand in none of them.

    Raises Cancelled where `progress` stops it.
    """
    reader = _HtmlReader()
    page, at = _fragment(html), 0
    while at < len(page):
        end = page.find(">", at + _PIECE) + 1 or len(page)  # no text is cut in two
        reader.feed(page[at:end])
        at = end
        progress(at, len(page))
    reader.close()
    return reader.finish()


def _fragment(html: str) -> str:
    """What was chosen, where the page around it was put along; marks need not be there.

    Excel's mark stands within its table: what opens before it is needed as well.
    """
    start, end = html.find("<!--StartFragment"), html.rfind("<!--EndFragment")
    if html.startswith("Version:"):  # Windows' own head, of which start and end were cut already
        start, end, html = start - html.find("<"), end - html.find("<"), html[html.find("<") :]
    if start < 0:
        return html
    body = html[start : end if end > start else len(html)]
    before = html[:start]
    styles = before[before.rfind("<body") :] if "<body" in before else before
    return styles + body


class _HtmlReader(HTMLParser):
    """Collects tables; one within a cell gives its text to the cell, or stands in for it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tables: list[HtmlTable] = []
        self._open: list[HtmlTable] = []
        self._beside = CellText()
        self._quiet: list[str] = []  # the elements that are open and not shown
        self._hidden: list[str] = []

    def finish(self) -> tuple[list[HtmlTable], tuple[str, ...]]:
        """The tables and the text beside them, once all is fed."""
        while self._open:
            self._end_table()
        lines = (line.strip() for line in self._beside.text().split("\n"))
        return [table for table in self._tables if table.height], tuple(filter(None, lines))

    # What html.parser calls

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _SILENT:
            self._quiet.append(tag)
        elif self._quiet:
            return
        elif tag not in {"td", "th", "tr", "table", "col"} and (self._hidden or hides(attrs)):
            if tag not in _VOID:
                self._hidden.append(tag)
        else:
            self._start(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)
            if tag not in _VOID:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._quiet:
            if tag in self._quiet:
                del self._quiet[self._quiet.index(tag) :]
        elif self._hidden and tag not in {"td", "th", "tr", "table"}:
            if tag in self._hidden:
                del self._hidden[self._hidden.index(tag) :]
        else:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        if not self._quiet and not self._hidden:
            self._text.add(data)

    # Inside

    @property
    def _text(self) -> CellText:
        return self._open[-1].text if self._open and self._open[-1].text else self._beside

    def _start(self, tag: str, attrs: Attributes) -> None:
        if tag == "table":
            self._text.block()
            self._open.append(HtmlTable())
        elif tag in {"tr", "td", "th"}:
            if not self._open:  # cells without their table: a part of a page
                self._open.append(HtmlTable())
            self._hidden.clear()
            self._start_cell(tag, attrs)
        elif tag == "br":
            self._text.line_break()
        elif tag in _BLOCKS:
            self._text.block()
        self._text.opened(tag, attrs)

    def _start_cell(self, tag: str, attrs: Attributes) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.begin_row(hidden=hides(attrs))
        else:
            table.begin_cell(attrs, overflow=is_overflow(attrs))

    def _end(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._end_table()
        elif tag in {"td", "th"} and self._open:
            self._open[-1].end_cell()
        elif tag == "tr" and self._open:
            self._open[-1].end_row()
        else:
            if tag in _BLOCKS:
                self._text.block()
            self._text.closed(tag)

    def _end_table(self) -> None:
        table = self._open.pop()
        table.close()
        if not self._open:
            self._tables.append(table.kernel)
        else:
            self._open[-1].take_inner(table)
