"""What a workbook says beside its cells: properties, comments, names, head lines, links, paths.

Nothing is laid out or followed: the texts of the parts are looked through as they stand.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from budgetdesk.exchange.sealed.writers import label_of_writer

_BODY = "替代文字、域或书签"
_PARTS = (
    (re.compile(r"docProps/|(?:^|/)meta\.xml$"), "文件属性"),
    (re.compile(r"xl/(?:threadedC|c)omments|xl/persons/|word/(?:comments|people)"), "批注"),
    (re.compile(r"(?:xl|word)/(?:drawings|charts|diagrams)/"), "文本框或图形"),
    (re.compile(r"xl/externalLinks/"), "外部链接"),
    (re.compile(r"xl/pivot"), "透视表的数据"),
    (re.compile(r"xl/(?:tables|queryTables)/|xl/connections"), "表和数据连接"),
    (re.compile(r"xl/revisions/"), "修订记录"),
    (re.compile(r"xl/sharedStrings"), "单元格或已删去的内容"),
    (re.compile(r"xl/worksheets/"), "页眉页脚、提示或链接"),
    (re.compile(r"xl/styles"), "数字格式"),
    (re.compile(r"word/glossary/"), "自动图文集"),
    (re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|settings)\.xml$"), _BODY),
    (re.compile(r"xl/workbook\.xml|\.rels$"), "名称或链接"),
    (re.compile(r"customXml/|docMetadata/|(?:^|/)(?:content|styles|settings)\.xml$"), "附带的数据"),
)
_CELLS = re.compile(r"<sheetData\b.*?</sheetData>", re.DOTALL)
# Who wrote, in elements and attributes: of properties, comments, shared books, scenarios, pivots.
_WRITERS = re.compile(
    r"<(?:dc:creator|cp:lastModifiedBy|Manager|meta:initial-creator|author)\b[^>]*>([^<]+)<"
    r"|<(?:\w+:)?(?:person|userInfo)\b[^>]*?\s(?:\w+:)?(?:displayName|name|author)=\"([^\"]+)\""
    r"|\s(?:refreshedBy|userName|user|author|w:author)=\"([^\"]+)\""
)
# Within one text only how its signs look changes: these are no ends of it.
_LOOKS = re.compile(
    r"<((?:a:|w:)?(?:rPr|endParaRPr|pPr))\b(?:[^>]*/>|(?:[^>]*[^/])?>.*?</\1>)", re.DOTALL
)
_RUN = re.compile(r"</?(?:(?:a:|w:)?(?:r|t|b|i|u|sz)|text:(?:span|s))\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_INSTRUCTION = re.compile(r"<w:instrText\b[^>]*>([^<]*)<")
_ATTRIBUTE = re.compile(r"\s(?:[\w.]+:)?(\w+)=(?:\"([^\"]+)\"|'([^']+)')")
_SAYING = frozenset(
    "url href Target tooltip location display displayName name title descr alt prompt promptTitle"
    " error errorTitle author userId text v val value command string instr comment sourceFile"
    " displayText phone tel mobile".split()
)
# Values one below the other: of filters, pivots, charts, choices, and of cells.
_VALUE = re.compile(
    r"<(?:s|filter|w:listItem)\b[^>]*?\s(?:v|val|w:displayText)=\"([^\"]*)\""
    r"|<(?:c:)?[vt]>([^<]*)</"
)
_SHORT = re.compile("[\u4e00-\u9fff·]{2,12}")
_IDENTIFIER = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
# The folder of whoever saved it, with the name by which he signs in.
_OWN_FOLDER = re.compile(
    r"(?:[A-Za-z]:[\\/](?:Users|Documents(?: |%20)and(?: |%20)Settings)[\\/]|/home/|/Users/)[^\\/]+"
)
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
            if place is not None and entry.filename.endswith((".xml", ".rels", ".vml")):
                content = archive.read(entry).decode("utf-8", "replace")
                yield from dict.fromkeys(_texts(place, content))


def _texts(place: str, content: str) -> Iterator[BesideText]:
    for found in _WRITERS.finditer(content):
        if label := label_of_writer(unescape(found[found.lastindex or 0])):
            yield BesideText(place, unescape(found[found.lastindex or 0]), label)
    content = _CELLS.sub("", content)
    for said in (*_elements(place, content), *_attributes(content), *_lists(content)):
        text = unescape(said).strip()
        if text and not _IDENTIFIER.search(text):
            yield BesideText(place, text)


def _elements(place: str, content: str) -> Iterator[str]:
    """What stands in elements; of a document's body its fields alone, the rest is read as text."""
    if place == _BODY:
        yield "".join(_INSTRUCTION.findall(content))
    else:
        yield from _TAG.split(_RUN.sub("", _LOOKS.sub("", content)))


def _attributes(content: str) -> Iterator[str]:
    for name, text, other in _ATTRIBUTE.findall(content):
        said = text or other
        if name in _SAYING or _HAN.search(said):
            yield said


def _lists(content: str) -> Iterator[str]:
    """Short values beside one another as one list, by which names are known."""
    values: list[str] = []
    for found in _VALUE.finditer(content):
        value = found[1] or found[2] or ""
        if _SHORT.fullmatch(value):
            values.append(value)
        elif values:
            yield "、".join(values)
            values = []
    yield "、".join(values)
