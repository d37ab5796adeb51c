"""What a workbook says beside its cells: properties, comments, names, head lines, links, paths.

Nothing is laid out or followed: the texts of the parts are looked through as they stand.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_PARTS = (
    (re.compile(r"docProps/|(?:^|/)meta\.xml$"), "文件属性"),
    (re.compile(r"xl/(?:threadedC|c)omments|xl/persons/"), "批注"),
    (re.compile(r"xl/(?:drawings|charts|diagrams)/"), "文本框或图形"),
    (re.compile(r"xl/externalLinks/"), "外部链接"),
    (re.compile(r"xl/pivot"), "透视表的数据"),
    (re.compile(r"xl/(?:tables|queryTables)/|xl/connections"), "表和数据连接"),
    (re.compile(r"xl/sharedStrings"), "单元格或已删去的内容"),
    (re.compile(r"xl/worksheets/"), "页眉页脚、提示或链接"),
    (re.compile(r"xl/workbook\.xml|\.rels$"), "名称或链接"),
    (re.compile(r"customXml/|(?:^|/)(?:content|styles|settings)\.xml$"), "附带的数据"),
)
_CELLS = re.compile(r"<sheetData\b.*?</sheetData>", re.DOTALL)
_WRITERS = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|Manager|meta:initial-creator)\b[^>]*>([^<]+)<"
)
# Within one text only how its signs look changes: these are no ends of it.
_RUN = re.compile(
    r"</?(?:(?:a:)?(?:r|t|rPr|b|i|u|sz|color|rFont|family|charset|scheme|latin|ea|cs|solidFill|"
    r"srgbClr|schemeClr)|text:(?:span|s))\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_SAID = re.compile(
    r"\s(?:\w+:)?(?:url|href|Target|tooltip|location|display|displayName|name|title|descr|alt|prompt|"
    r'promptTitle|error|errorTitle|author|userId|text|v|command)="([^"]+)"'
)
_IDENTIFIER = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
# The folder of whoever saved it, with the name by which he signs in.
_OWN_FOLDER = re.compile(r"(?:[A-Za-z]:[\\/]Users[\\/]|/home/|/Users/)[^\\/]+")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class BesideText:
    """A text that stands in no cell: in what part, and the label that makes a name of it."""

    place: str
    text: str
    label: str = ""

    @property
    def own_folder(self) -> str:
        """The folder of a person's own that it names; "" for none."""
        found = _OWN_FOLDER.search(self.text)
        return found[0] if found else ""


def beside_cells(data: bytes) -> Iterator[BesideText]:
    """The texts of a workbook that are in no cell, or in none any more, each once in its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            place = next((it for shape, it in _PARTS if shape.search(entry.filename)), None)
            if place is not None and entry.filename.endswith((".xml", ".rels")):
                content = archive.read(entry).decode("utf-8", "replace")
                yield from dict.fromkeys(_texts(place, content))


def _texts(place: str, content: str) -> Iterator[BesideText]:
    for writer in _WRITERS.findall(content):
        if _HAN.search(writer):  # Administrator, or the program, is nobody
            yield BesideText(place, unescape(writer), "经办人")
    content = _CELLS.sub("", content)
    for said in (*_TAG.split(_RUN.sub("", content)), *_SAID.findall(content)):
        text = unescape(said).strip()
        if text and not _IDENTIFIER.search(text):
            yield BesideText(place, text)
