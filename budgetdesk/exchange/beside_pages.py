"""What a PDF says beside its pages' text: properties, bookmarks, remarks, fields and links."""

import ctypes
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from budgetdesk.exchange.sealed.beside_cells import BesideText
from budgetdesk.exchange.sealed.writers import label_of_writer

if TYPE_CHECKING:
    import pypdfium2

_LINK = 2  # PDF 32000-1, 12.5.6: annotations that are no remarks
_WIDGET = 20
# Properties as XML, which are seldom packed.
_XMP = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.DOTALL)
_CREATOR = re.compile(r"<dc:creator>(.*?)</dc:creator>", re.DOTALL)
_ELEMENT = re.compile(r">([^<>]*\S[^<>]*)<")


def beside_pages(document: "pypdfium2.PdfDocument", data: bytes) -> Iterator[BesideText]:
    """The texts that stand on no page, each with its place."""
    for key, text in document.get_metadata_dict().items():
        label = label_of_writer(text) if key == "Author" else ""
        yield BesideText(f"文件属性 {key}", text, label)
    for entry in document.get_toc():
        yield BesideText("书签", entry.get_title())
    for found in _XMP.finditer(data):
        yield from _of_properties(found[0].decode("utf-8", "replace"))
    for number, page in enumerate(document, start=1):
        yield from _of_annotations(document, page.raw, number)
        for line in page.get_textpage().get_text_range().splitlines():
            yield BesideText(f"第{number}页", line)


def _of_properties(content: str) -> Iterator[BesideText]:
    writers = {said for it in _CREATOR.findall(content) for said in _ELEMENT.findall(it)}
    for said in _ELEMENT.findall(content):
        label = label_of_writer(said) if said in writers else ""
        yield BesideText("文件属性", unescape(said).strip(), label)


def has_remark(page: Any) -> bool:
    """Whether a page has annotations that are neither links nor fields."""
    from pypdfium2 import raw

    kinds = (raw.FPDFAnnot_GetSubtype(it) for it in _annotations(page))
    return any(kind not in (_LINK, _WIDGET) for kind in kinds)


def _annotations(page: Any) -> Iterator[Any]:
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        yield annotation
        raw.FPDFPage_CloseAnnot(annotation)


def _of_annotations(
    document: "pypdfium2.PdfDocument", page: Any, number: int
) -> Iterator[BesideText]:
    place = f"第{number}页的批注、表单域或链接"
    for it in _annotations(page):
        writer = _string(it, b"T")
        yield BesideText(place, writer, label_of_writer(writer))
        yield from (BesideText(place, _string(it, key)) for key in (b"Contents", b"V", b"TU"))
        yield BesideText(place, _target(document, it))


def _string(annotation: Any, key: bytes) -> str:
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _target(document: "pypdfium2.PdfDocument", annotation: Any) -> str:
    from pypdfium2 import raw

    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size + 1)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
