"""Opening a package from anybody: sizes first, then its cells, then header and payload.

Nothing in it is followed or run: values are read, formulas are what they showed last.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.sealed.answers import read_answers
from budgetdesk.exchange.sealed.envelope import (
    SHEET,
    UPWARD,
    Envelope,
    EnvelopeFault,
    Payload,
    is_envelope,
    read_envelope,
)
from budgetdesk.exchange.sealed.formulas import Formulas, has_unreckoned, unreckoned
from budgetdesk.exchange.sealed.told_contents import require_contents
from budgetdesk.exchange.sealed.uncollected import uncollected
from budgetdesk.exchange.sealed.worksheets import ReadSheet
from budgetdesk.exchange.sealed.written import WrittenSheet, from_json
from budgetdesk.exchange.spreadsheet import farthest

_UNPACKED = 200 * 1024 * 1024  # bytes
_ENTRIES = 5_000
_CELLS = 4_000_000  # of one sheet
_FAR = re.compile(rb"<table:table-cell[^>]*number-columns-repeated=\"[0-9]{4,}\"[^>]*value-type")
_UNRECKONED = "公式"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(RuntimeError, ValueError, KeyError, NotImplementedError),
)
_OWN_SHEETS = ("选项",)
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


class DamagedPackage(ImportFault):
    """The payload is not what was sealed."""


class ForeignFile(ImportFault):
    """The file is no package."""


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """A workbook as anybody may send it.

    `sealed` are the lines of the sealed sheet, None where there is none; `sheets` the others in
    their order, `hidden` the names of those that nobody sees.
    """

    sealed: list[str] | None
    sheets: Mapping[str, ReadSheet]
    hidden: tuple[str, ...]
    extras: tuple[str, ...]
    formulas: Mapping[str, Formulas]


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was opened: what was sealed, and what its visible sheets say now."""

    path: Path
    envelope: Envelope
    payload: Payload
    written: Sequence[WrittenSheet]
    sheets: Mapping[str, ReadSheet]  # in their order
    extras: tuple[str, ...]  # what stands in it that is no cell
    unreckoned: Mapping[str, Formulas]  # formulas without values, by sheet; their cells show them


def open_package(path: Path) -> Opened:
    """Read a package.

    Raises:
        DamagedPackage: header or payload can't be trusted, or a newer program made it.
        ForeignFile: it is a workbook without a payload.
        ImportFault: it can't be read, is no workbook, or too large.
    """
    with uncollected():
        return _opened(path)


def _opened(path: Path) -> Opened:
    read = read_sheets(path)
    lines = _lines(path, read)
    with _whole(path):
        envelope = read_envelope(lines)
        payload = envelope.opened()
        written = from_json(payload["sheets"])
        require_parts(envelope, payload)
    return Opened(path, envelope, payload, written, read.sheets, read.extras, read.formulas)


def open_sealed(path: Path) -> tuple[Envelope, Payload]:
    """What was sealed alone, whatever the visible sheets say by now; errors as `open_package`."""
    data = read_bytes(path)
    if data.startswith(b"PK"):
        _guarded(path, data)
    with _whole(path):
        envelope = read_envelope(_sealed_alone(path, data))
        payload = envelope.opened()
        require_parts(envelope, payload)
    return envelope, payload


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """What is sealed is read within; DamagedPackage where it can't be trusted."""
    try:
        yield
    except EnvelopeFault as fault:
        raise DamagedPackage(path, str(fault)) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedPackage(path, "封存的数据不完整，请让对方重新发来。") from error


def _sealed_alone(path: Path, data: bytes) -> list[str]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if SHEET in book.sheet_names:
                rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
                lines = [str(row[0]) for row in rows if row and row[0] != ""]
                if lines and is_envelope(lines[0]):
                    return lines
    except PasswordError as error:
        raise ImportFault(path, "文件加了密码，请取消密码后再发。") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(path) from error
    return _lines(path, read_sheets(path))  # under another name: every sheet is looked at


def read_sheets(path: Path) -> ReadSheets:
    """Read what stands in the sheets of any workbook.

    Raises:
        ForeignFile: it is no workbook.
        ImportFault: it can't be read, or is too large.
    """
    data = read_bytes(path)
    extras: tuple[str, ...] = ()
    formulas: Mapping[str, Formulas] = {}
    if data.startswith(b"PK"):
        extras, formulas = _guarded(path, data)
    elif not data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ForeignFile(path, "不是 Excel 文件，不能接收。")
    return _read(path, data, extras, formulas)


def _lines(path: Path, read: ReadSheets) -> list[str]:
    """The lines of the sealed sheet."""
    if not read.sealed or not is_envelope(read.sealed[0]):
        raise _without_payload(path, read.sealed)
    return read.sealed


def require_parts(envelope: Envelope, payload: Payload) -> None:
    """Refuse a unit's payload that lacks a part.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it does.
    """
    if envelope.header.kind != UPWARD:  # what else a container holds, its own reader knows
        return
    require_contents(payload["contents"])
    if not isinstance(payload["history"], list):
        raise TypeError("history")
    read_answers(payload)


def _guarded(path: Path, data: bytes) -> tuple[tuple[str, ...], Mapping[str, Formulas]]:
    """Refuse what would grow too large, before anything is laid out; what is in it beside cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(each.file_size for each in entries)
            if size > _UNPACKED or len(entries) > _ENTRIES:
                raise ImportFault(path, "文件解压后过大，不是本程序写成的上报文件，没有接收。")
            found = dict.fromkeys(_extras(entries))
            for each in entries:
                found |= dict.fromkeys(_looked_through(path, archive, each))
            formulas = unreckoned(archive) if found.pop(_UNRECKONED, 0) is None else {}
            return tuple(found), formulas
    except _BROKEN as error:
        raise _unreadable(path) from error


def _extras(entries: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    for pattern, name in _EXTRAS:
        if any(pattern.search(entry.filename) for entry in entries):
            yield name


def _looked_through(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    if not entry.filename.endswith((".xml", ".rels")):
        return
    is_sheet = entry.filename.startswith("xl/worksheets/")
    is_ods = entry.filename == "content.xml"
    with archive.open(entry) as file:
        content = file.read(_UNPACKED + 1)
    if len(content) > _UNPACKED:  # the archive's own word on the size was wrong
        raise ImportFault(path, "文件解压后过大，不是本程序写成的上报文件，没有接收。")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ImportFault(path, "文件中有不该有的声明（DOCTYPE），没有接收，请用 WPS 另存后再发。")
    if is_sheet:
        _require_near(path, content)
        if has_unreckoned(content):
            yield _UNRECKONED
    if is_ods:
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


def _read(
    path: Path, data: bytes, extras: tuple[str, ...], formulas: Mapping[str, Formulas]
) -> ReadSheets:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    sealed: list[str] | None = None
    sheets: dict[str, ReadSheet] = {}
    hidden: list[str] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for told in book.sheets_metadata:
                rows = book.get_sheet_by_name(told.name).to_python(skip_empty_area=False)
                if told.name == SHEET or _is_sealed(rows):
                    # A copy of the sealed sheet is as good as the sheet itself.
                    sealed = sealed or [str(row[0]) for row in rows if row and row[0] != ""]
                    continue
                if told.name not in _OWN_SHEETS:
                    sheets[told.name] = ReadSheet(rows, formulas.get(told.name, {}))
                if told.visible != SheetVisibleEnum.Visible:
                    hidden.append(told.name)
    except PasswordError as error:
        raise ImportFault(path, "文件加了密码，请取消密码后再发。") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable(path) from error
    return ReadSheets(sealed, sheets, tuple(hidden), extras, formulas)


def _without_payload(path: Path, sealed: list[str] | None) -> ImportFault:
    if sealed is not None:
        return DamagedPackage(path, "封存的数据读不出来，文件已损坏，请让对方重新发来。")
    return ForeignFile(path, "不是本程序写成的上报文件（没有封存的数据），没有接收。")


def _is_sealed(rows: Sequence[Sequence[Any]]) -> bool:
    first = next((row[0] for row in rows if row and row[0] != ""), "")
    return isinstance(first, str) and is_envelope(first)


def _unreadable(path: Path) -> ImportFault:
    return ImportFault(path, "不是完整的 Excel 文件，没有接收，请让对方重新发来。")
