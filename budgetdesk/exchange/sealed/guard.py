"""The guard before a workbook from anybody is laid out: sizes, declarations, what is no cell.

What was inflated to be looked through is handed on as it is, so that it is not inflated again and
what is read is just what was looked through.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetdesk.exchange.damage import DAMAGES
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.formulas import Formulas, has_unreckoned, unreckoned
from budgetdesk.exchange.sealed.uncompressed import uncompressed
from budgetdesk.exchange.spreadsheet import farthest
from budgetdesk.output.excel.parts_digest import PartsDigest

ARCHIVE = "是压缩包，没有接收，请先解压，再选里面的文件。"
UNREADABLE = "不是完整的 Excel 文件，没有接收，请让对方重新发来。"

_UNPACKED = 200 * 1024 * 1024  # bytes
_HELD = 32 * 1024 * 1024  # bytes that are kept inflated; what is larger is inflated once more
_ENTRIES = 5_000
_CELLS = 4_000_000  # of one sheet
_FAR = re.compile(rb"<table:table-cell[^>]*number-columns-repeated=\"[0-9]{4,}\"[^>]*value-type")
_UNRECKONED = "公式"
_EXTRAS = (
    (re.compile(r"xl/(threadedC|c)omments"), "批注（没有读取）"),
    (re.compile(r"xl/media/|Pictures/"), "图片（没有读取）"),
    (re.compile(r"xl/drawings/drawing"), "文本框或图形（没有读取）"),
    (re.compile(r"xl/charts/"), "图表（没有读取）"),
    (re.compile(r"xl/externalLinks/"), "外部链接（没有读取）"),
    (re.compile(r"vbaProject|Basic/"), "宏（没有运行）"),
    (re.compile(r"xl/embeddings/|Object "), "嵌入的文件（没有打开）"),
)
_IN_ODS = (
    (b"<office:annotation", "批注（没有读取）"),
    (b"<draw:frame", "图片或文本框（没有读取）"),
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A workbook fit to be laid out.

    `data` is the file, maybe without what holds no cells; `extras` are what stands in it beside
    cells, in words; `as_written`: nobody saved it again since the program wrote it.
    """

    data: bytes
    extras: tuple[str, ...] = ()
    formulas: Mapping[str, Formulas] = field(default_factory=dict)
    as_written: bool = False


def guarded(path: Path, data: bytes) -> Guarded:
    """Look through a zipped workbook before anything is laid out.

    Raises:
        ImportFault: it is broken, would grow too large, or declares what no workbook does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _require_workbook(path, archive)
            size = sum(each.file_size for each in entries)
            if size > _UNPACKED or len(entries) > _ENTRIES:
                raise ImportFault(path, "文件解压后过大，没有接收，也没有检查。")
            found = dict.fromkeys(_extras(entries))
            held: list[tuple[zipfile.ZipInfo, bytes]] = []
            keeps = size <= _HELD and "xl/workbook.xml" in archive.NameToInfo
            for each in filter(_is_told, entries):
                content = _inflated(path, archive, each)
                found |= dict.fromkeys(_looked_through(path, each, content))
                if keeps:
                    held.append((each, content))
            if len(held) == len(entries) and _is_as_written(held):
                return Guarded(data, as_written=True)
            formulas = unreckoned(archive) if found.pop(_UNRECKONED, 0) is None else {}
            return Guarded(uncompressed(held) if keeps else data, tuple(found), formulas)
    except DAMAGES as error:
        raise ImportFault(path, UNREADABLE) from error


def _require_workbook(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive of files, as they come by mail, in words that say so."""
    if not {"[Content_Types].xml", "content.xml", "mimetype"} & {*archive.NameToInfo}:
        raise ImportFault(path, ARCHIVE)


def _extras(entries: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    for pattern, name in _EXTRAS:
        if any(pattern.search(entry.filename) for entry in entries):
            yield name


def _is_told(entry: zipfile.ZipInfo) -> bool:
    """Whether a part may hold cells, or says where they are."""
    return entry.filename.endswith((".xml", ".rels"))


def _inflated(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(_UNPACKED + 1)
    if len(content) > _UNPACKED:  # the archive's own word on the size was wrong
        raise ImportFault(path, "文件解压后过大，不是本程序写成的上报文件，没有接收。")
    return content


def _is_as_written(held: Sequence[tuple[zipfile.ZipInfo, bytes]]) -> bool:
    """Whether all parts are those that stood before the last one when that was written."""
    *before, (_, last) = held
    return PartsDigest((it.filename, content) for it, content in before).is_told_in(last)


def _looked_through(path: Path, entry: zipfile.ZipInfo, content: bytes) -> Iterator[str]:
    # One byte is found far sooner than two words.
    if b"!" in content and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise ImportFault(path, "文件中有不该有的声明（DOCTYPE），没有接收，请用 WPS 另存后再发。")
    if entry.filename.startswith("xl/worksheets/"):
        _require_near(path, content)
        if has_unreckoned(content):
            yield _UNRECKONED
    if entry.filename == "content.xml":
        _require_few(path, content)
        yield from (name for mark, name in _IN_ODS if mark in content)


def _require_near(path: Path, content: bytes) -> None:
    rows, columns = farthest(content)
    if rows * columns > _CELLS:
        raise ImportFault(path, "工作表过大，请删去空白的行和列后再发。")


def _require_few(path: Path, content: bytes) -> None:
    """Refuse a cell of an .ods that is said to stand there thousands of times."""
    if _FAR.search(content):
        raise ImportFault(path, "工作表过大，请删去空白的行和列后再发。")
