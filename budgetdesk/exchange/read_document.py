"""A published document as it is read again: pages of PDF or paragraphs of Word, as plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.file_kinds import PDF, kind_of
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.word import body_of


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The paragraphs and the rows of figures of a page, in their order."""

    number: int
    lines: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not any(line.strip() for line in self.lines)


def read_document(path: Path) -> tuple[DocumentPage, ...]:
    """The pages of a PDF; a Word document is one page.

    Raises:
        ImportFault: it cannot be read as what its name says.
    """
    try:
        pages = _pdf_pages(path) if kind_of(path) is PDF else [_word_lines(path)]
        return tuple(DocumentPage(number, tuple(lines)) for number, lines in enumerate(pages, 1))
    except DAMAGES as error:
        raise ImportFault(path, "打不开或不是完整的文件，请重新生成后再审核。") from error


def _pdf_pages(path: Path) -> list[list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    with document:
        return [_lines_of(document[place]) for place in range(len(document))]


def _lines_of(page: object) -> list[str]:
    text = page.get_textpage().get_text_range()  # type: ignore[attr-defined]
    return [line.strip() for line in text.splitlines()]


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _word_lines(path: Path) -> list[str]:
    return list(_blocks(body_of(path)))


def _blocks(body: ET.Element) -> Iterator[str]:
    """Paragraphs as they stand, rows of tables with their cells apart."""
    for block in body:
        if block.tag == f"{_WORD}tbl":
            for row in block.iter(f"{_WORD}tr"):
                yield " ".join(filter(None, map(_text_of, row.iter(f"{_WORD}tc"))))
        else:
            yield _text_of(block)


def _text_of(element: ET.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_WORD}t")).strip()


_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.]|\d{1,2}[、.．]|[（(]\d{1,2}[）)]|第[一二三四五六七八九十]"
)
_ENDS = re.compile(r"[。；：;:！？]$")
_FULL = 0.8  # of the widest line: a shorter one ends its paragraph


def paragraphs(page: DocumentPage) -> Iterator[str]:
    """The paragraphs of a page, lines joined that only the width of the paper broke."""
    wide = max((len(line) for line in page.lines), default=0) * _FULL
    waiting = ""
    for line in page.lines:
        if waiting and (_BEGINS.match(line) or not line):
            yield waiting
            waiting = ""
        waiting += line
        if waiting and (_ENDS.search(line) or len(line) < wide):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting
