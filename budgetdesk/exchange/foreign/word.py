"""A Word document as a grid: its tables by their own XML, with the paragraphs between them.

Nothing outside of the document's text is looked at: no link, no macro, no attachment. Deleted
text of tracked changes is left out, inserted text is read.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid, stacked
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.old_files import has_password, is_old_file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCUMENT = "word/document.xml"
_UNPACKED = 100 * 1024 * 1024  # bytes of the text's XML
_DEEPEST = 200  # elements within one another
_TOLD = 1000  # elements between two reports of progress
_DAMAGED = "打不开或不是完整的 Word 文件，请在 WPS 或 Word 中打开并另存为 .docx。"
_UNSEEN = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "rt")
}
_PRIVATE = 0xE000  # where signs of fonts of their own begin
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "-",
}
# What is put in as a sign of another font, by its place there.
_OF_FONTS = {
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°"},
    "wingdings": {0xFC: "√", 0xFE: "√", 0xA8: "□", 0x6F: "□", 0x71: "□"},
    "wingdings2": {0x50: "√", 0x52: "√", 0xA3: "□", 0x2A: "□"},
}


def read_word(path: Path, progress: Progress = ignore_progress) -> list[SourceGrid]:
    """The document as one grid.

    Raises:
        ImportFault: it is no .docx file, has a password, or is too large.
        Cancelled: `progress` stopped it.
    """
    body = body_of(path, progress)
    blocks = list(_blocks(body))
    parts: list[list[SourceCell]] = []
    tables = 0
    for number, block in enumerate(blocks):
        progress(number, len(blocks))
        if block.tag == f"{_W}tbl":
            tables += 1
            parts += _tables(block, f"表{tables}")
        elif text := _text_of(block).strip():
            parts.append([SourceCell(0, 0, text, f"第{number + 1}段", loose=True)])
    return [stacked("", parts)]


def body_of(path: Path, progress: Progress = ignore_progress) -> ET.Element:
    """The body of a Word document, whose size is limited before it is unpacked.

    Raises:
        ImportFault: it is none, has a password, or is too large or damaged.
        Cancelled: `progress` stopped it.
    """
    data = read_bytes(path)
    if is_old_file(data):
        raise ImportFault(path, _of_old_file(data))
    try:
        content = _document(path, data)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # Word writes none
            raise ImportFault(path, _DAMAGED)
        root = _parsed(path, content.replace(_STRICT, _W.strip("{}").encode()), progress)
    except DAMAGES as error:
        raise ImportFault(path, _DAMAGED) from error
    body = root.find(f"{_W}body")
    if body is None:
        raise ImportFault(path, _DAMAGED)
    return body


def _of_old_file(data: bytes) -> str:
    if has_password(data):
        return "文件加了密码，请取消密码后再导入。"
    return "是旧格式的 Word 文件，请在 WPS 或 Word 中另存为 .docx 后再导入。"


def _document(path: Path, data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if archive.getinfo(_DOCUMENT).file_size > _UNPACKED:
            raise ImportFault(path, "文件解压后过大，请只保留需要的部分后再导入。")
        with archive.open(_DOCUMENT) as file:
            content = file.read(_UNPACKED + 1)
    if len(content) > _UNPACKED:  # the archive's own word on the size was wrong
        raise ImportFault(path, "文件解压后过大，请只保留需要的部分后再导入。")
    return content


def _parsed(path: Path, content: bytes, progress: Progress) -> ET.Element:
    """The XML, refused while it is read where its elements stand too deep in one another."""
    depth = 0
    root: ET.Element | None = None
    file = BytesIO(content)
    for number, (event, element) in enumerate(ET.iterparse(file, ("start", "end"))):  # noqa: S314
        if number % _TOLD == 0:
            progress(file.tell() - 1, len(content))
        depth += 1 if event == "start" else -1
        root = element if root is None else root
        if depth > _DEEPEST:
            raise ImportFault(path, _DAMAGED)
    if root is None:
        raise ImportFault(path, _DAMAGED)
    return root


def _blocks(container: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables in their order, those of content controls and text boxes too."""
    for child in container:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
            if child.tag == f"{_W}p":
                yield from _boxed(child)
        elif child.tag not in _UNSEEN and child.tag != f"{_W}sectPr":
            yield from _blocks(child)


def _boxed(paragraph: ET.Element) -> Iterator[ET.Element]:
    for child in paragraph:
        if child.tag == f"{_W}txbxContent":
            yield from _blocks(child)
        elif child.tag != _FALLBACK and child.tag not in _UNSEEN:
            yield from _boxed(child)


def _tables(table: ET.Element, name: str) -> Iterator[list[SourceCell]]:
    """A table, then those that stand within its cells."""
    yield _table(table, name)
    nested = [
        block
        for line in _within(table, "tr")
        for box in _within(line, "tc")
        for block in _blocks(box)
        if _is_grid(block)
    ]
    for number, one in enumerate(nested, 1):
        yield from _tables(one, f"{name}内表{number}")


def _is_grid(block: ET.Element) -> bool:
    """Whether something within a cell is a table with rows and columns of its own."""
    lines = list(_within(block, "tr")) if block.tag == f"{_W}tbl" else []
    return len(lines) > 1 and any(len(list(_within(it, "tc"))) > 1 for it in lines)


def _table(table: ET.Element, name: str) -> list[SourceCell]:
    cells: list[SourceCell] = []
    open_above: dict[int, int] = {}  # column → the index of the cell that may go on below
    for row, line in enumerate(_within(table, "tr")):
        column = _number(line, "trPr/gridBefore", 0)
        for place, box in enumerate(_within(line, "tc"), 1):
            width = _number(box, "tcPr/gridSpan", 1)
            merge = box.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and column in open_above:
                index = open_above[column]
                cells[index] = replace(cells[index], rows=row - cells[index].row + 1)
            else:
                where = f"{name}第{row + 1}行第{place}格"
                cells.append(SourceCell(row, column, _cell_text(box), where, 1, width))
                open_above[column] = len(cells) - 1
            column += width
    return cells


def _within(container: ET.Element, tag: str) -> Iterator[ET.Element]:
    """The rows of a table or cells of a row, those within content controls too."""
    for child in container:
        if child.tag == f"{_W}{tag}":
            if not any(_is_on(child, where) for where in _DELETED):
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _within(child, tag)


_DELETED = ("trPr/del", "tcPr/cellDel")  # by tracked changes


def _is_on(element: ET.Element, where: str) -> bool:
    """Whether a property stands somewhere and is not switched off."""
    found = element.find("/".join(f"{_W}{part}" for part in where.split("/")))
    return found is not None and found.get(f"{_W}val") not in ("0", "false", "off")


def _sign(symbol: ET.Element) -> str:
    """A sign that was put in from a font of signs; one that nobody knows as itself."""
    font = (symbol.get(f"{_W}font") or "").replace(" ", "").casefold()
    told = symbol.get(f"{_W}char") or ""
    code = int(told, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", told) else 0
    return _OF_FONTS.get(font, {}).get(code & 0xFF, chr(code) if 0x20 <= code < _PRIVATE else "")


def _number(element: ET.Element, where: str, default: int) -> int:
    found = element.find("/".join(f"{_W}{part}" for part in where.split("/")))
    said = (found.get(f"{_W}val") or "") if found is not None else ""
    return min(int(said), 1000) if said.isdigit() else default


def _cell_text(box: ET.Element) -> str:
    lines = []
    for block in (it for it in _blocks(box) if not _is_grid(it)):
        if block.tag == f"{_W}tbl":
            lines += [" ".join(it.text for it in _table(block, "") if it.text)]
        else:
            lines.append(_text_of(block))
    return "\n".join(lines).strip()


def _text_of(element: ET.Element) -> str:
    """The visible text of a paragraph, without its text boxes."""
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag in (f"{_W}t", _MATHS):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}sym":
            yield _sign(child)
        elif child.tag == f"{_W}r" and _is_on(child, "rPr/vanish"):
            continue
        elif child.tag not in (*_UNSEEN, _FALLBACK, f"{_W}txbxContent"):
            yield from _pieces(child)
