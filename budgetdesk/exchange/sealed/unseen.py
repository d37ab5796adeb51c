"""What of a workbook nobody sees who opens it: hidden rows and columns, pictures of its pages."""

import io
import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_ROW = re.compile(rb"<row\b[^>]*\s(?:hidden=\"(?:1|true)\"|ht=\"0(?:\.0*)?\")")
_COLUMN = re.compile(rb"<col\b[^>]*\s(?:hidden=\"(?:1|true)\"|width=\"0(?:\.0*)?\")")
_IN_ODS = re.compile(rb"<table:table-(row|column)\b[^>]*table:visibility=\"(?:collapse|filter)\"")
_THUMBNAIL = re.compile(r"(?i)thumbnail")
_REVISIONS = re.compile(r"xl/revisions/")


def unseen_parts(data: bytes) -> Iterator[str]:
    """In words, each once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found: dict[str, None] = {}
        for name in names:
            if _SHEET.search(name) or name == "content.xml":
                found |= dict.fromkeys(_hidden_in(archive.read(name)))
    yield from found
    if any(map(_THUMBNAIL.search, names)):
        yield "缩略图"
    if any(map(_REVISIONS.search, names)):
        yield "修订记录"


def _hidden_in(content: bytes) -> Iterator[str]:
    if _ROW.search(content):
        yield "隐藏的行"
    if _COLUMN.search(content):
        yield "隐藏的列"
    for kind in _IN_ODS.findall(content):
        yield "隐藏的行" if kind == b"row" else "隐藏的列"
