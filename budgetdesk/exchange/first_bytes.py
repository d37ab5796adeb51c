"""What a file is by its first bytes: a name may be wrong, or without a suffix."""

import zipfile
from io import BytesIO
from pathlib import Path

from budgetdesk.domain.file_kinds import (
    BOOK,
    EXCEL,
    EXCHANGE,
    FOREIGN,
    PDF,
    WORD,
    FileKind,
    kind_of,
)
from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.old_files import is_old_file

_ARCHIVE = "是压缩文件，请解压后再导入里面的文件。"
_IMAGE = "是图片，读不出内容，请用原来的 Excel、Word 文件。"
_REFUSED = {
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
    b"II*\x00": _IMAGE,
    b"MM\x00*": _IMAGE,
    b"{\\rtf": "是 RTF 文件，请在 WPS 或 Word 中另存为 .docx 后再导入。",
}
_WITHIN = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}
_NOT_WITHIN = {
    "xl/workbook.bin": "是二进制的 Excel 文件，请在 WPS 或 Excel 中另存为 .xlsx 后再导入。",
    "ppt/presentation.xml": "是演示文稿，读不出表，请用原来的 Excel、Word 文件。",
    "OFD.xml": "是 OFD 文件，请导出为 PDF 或用原来的 Excel、Word 文件。",
}
_OPEN = {
    b"application/vnd.oasis.opendocument.spreadsheet": EXCEL,
    b"application/vnd.oasis.opendocument.text": None,
}
_OPEN_TEXT = "是 OpenDocument 文本，请另存为 .docx 后再导入。"
_OLD = "是旧格式的 Office 文件，请在 WPS 中另存为 .xlsx 或 .docx 后再导入。"
_LONGEST = 200  # bytes


def kind_by_content(path: Path) -> FileKind | None:
    """The kind that a file's content shows; None where only its name can tell.

    Raises:
        ImportFault: it is of a kind that nothing can be read from, with what to do instead; else
            as `read_bytes`.
    """
    if kind_of(path) in (BOOK, EXCHANGE):
        return None
    data = read_bytes(path)
    begin = data[:_LONGEST]
    for sign, reason in _REFUSED.items():
        if begin.startswith(sign):
            raise ImportFault(path, reason)
    if begin.startswith(b"%PDF"):
        return PDF
    if is_old_file(begin) and kind_of(path) not in FOREIGN:
        raise ImportFault(path, _OLD)
    return _packed(path, data) if begin.startswith(b"PK\x03\x04") else None


def _packed(path: Path, data: bytes) -> FileKind | None:
    for kind, what in _OPEN.items():
        if kind in data[:_LONGEST]:
            if what is None:
                raise ImportFault(path, _OPEN_TEXT)
            return what
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except DAMAGES:
        return None
    for name, reason in _NOT_WITHIN.items():
        if name in names:
            raise ImportFault(path, reason)
    found = next((kind for name, kind in _WITHIN.items() if name in names), None)
    if found is None:
        raise ImportFault(path, _ARCHIVE)
    return found
