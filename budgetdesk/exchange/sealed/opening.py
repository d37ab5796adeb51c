"""Opening a package from anybody: sizes first, then its cells, then header and payload.

Nothing in it is followed or run: values are read, formulas are what they showed last.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.old_files import is_old_file
from budgetdesk.exchange.sealed.answers import read_answers
from budgetdesk.exchange.sealed.envelope import (
    SHEET,
    UPWARD,
    Envelope,
    EnvelopeFault,
    Payload,
    is_envelope,
    is_newer,
    read_envelope,
)
from budgetdesk.exchange.sealed.formulas import Formulas
from budgetdesk.exchange.sealed.guard import ARCHIVE, UNREADABLE, Guarded, guarded
from budgetdesk.exchange.sealed.told_contents import require_contents
from budgetdesk.exchange.sealed.worksheets import ReadSheet
from budgetdesk.exchange.sealed.written import WrittenSheet, from_json
from budgetdesk.exchange.spreadsheet import opened
from budgetdesk.exchange.uncollected import uncollected

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_OWN_SHEETS = ("选项",)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf")  # how those begin that are no .zip
_SEVERAL = "是几个上报文件合并成的，没有接收，请让对方把原来的文件分别发来。"


class DamagedPackage(ImportFault):
    """The payload is not what was sealed."""


class ForeignFile(ImportFault):
    """The file is no package."""


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """A workbook as anybody may send it.

    `sealed` are the lines of the sealed sheet, None where there is none; `sheets` the others in
    their order, `choices` those of what may be chosen, `hidden` the names of those nobody sees.
    """

    sealed: list[str] | None
    sheets: Mapping[str, ReadSheet]
    hidden: tuple[str, ...]
    extras: tuple[str, ...]
    formulas: Mapping[str, Formulas]
    choices: Mapping[str, ReadSheet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was opened: what was sealed, and what its visible sheets say now.

    They are not read of one that stands as the program wrote it.
    """

    path: Path
    envelope: Envelope
    payload: Payload
    written: Sequence[WrittenSheet]
    sheets: Mapping[str, ReadSheet]  # in their order
    extras: tuple[str, ...]  # what stands in it that is no cell
    unreckoned: Mapping[str, Formulas]  # formulas without values, by sheet; their cells show them
    as_written: bool = False


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
    modest = _modest(path)
    if modest.as_written:
        read = ReadSheets(_sealed_alone(path, modest), {}, (), (), {})
    else:
        read = _read(path, modest)
    lines = _lines(path, read)
    with _whole(path):
        envelope = read_envelope(lines)
        payload = envelope.opened()
    with _whole(path, envelope.header.program):
        written = from_json(payload["sheets"])
        require_parts(envelope, payload)
    told = (read.sheets, read.extras, read.formulas)
    return Opened(path, envelope, payload, written, *told, modest.as_written)


def open_sealed(path: Path) -> tuple[Envelope, Payload]:
    """What was sealed alone, whatever the visible sheets say by now; errors as `open_package`."""
    modest = _modest(path)
    with _whole(path):
        envelope = read_envelope(_sealed_alone(path, modest))
        payload = envelope.opened()
    with _whole(path, envelope.header.program):
        require_parts(envelope, payload)
    return envelope, payload


@contextmanager
def _whole(path: Path, program: str = "") -> Iterator[None]:
    """What is sealed is read within; DamagedPackage where it can't be trusted.

    What lacks a part, or has one that is not known, may be of a newer `program`.
    """
    try:
        yield
    except EnvelopeFault as fault:
        raise DamagedPackage(path, str(fault)) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = "封存的数据不完整，请让对方重新发来。"
        if is_newer(program):
            reason = f"是新版本（{program}）的程序写成的，本程序读不全，没有接收，请先更新程序。"
        raise DamagedPackage(path, reason) from error


def _sealed_alone(path: Path, modest: Guarded) -> list[str]:
    with _workbook(path, modest) as book:
        if [it for it in book.sheet_names if it.startswith(SHEET)] == [SHEET]:
            rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
            lines = [str(row[0]) for row in rows if row and row[0] != ""]
            if lines and is_envelope(lines[0]):
                return lines
    return _lines(path, _read(path, modest))  # under another name: every sheet is looked at


def read_sheets(path: Path) -> ReadSheets:
    """Read what stands in the sheets of any workbook.

    Raises:
        ForeignFile: it is no workbook.
        ImportFault: it can't be read, or is too large.
    """
    return _read(path, _modest(path))


def _modest(path: Path) -> Guarded:
    """A file that is a workbook and may be laid out; errors as `read_sheets`."""
    data = read_bytes(path)
    if data.startswith(b"PK"):
        return guarded(path, data)
    if data.startswith(_ARCHIVES):
        raise ImportFault(path, ARCHIVE)
    if not is_old_file(data):
        raise ForeignFile(path, "不是 Excel 文件，没有接收，请让对方发来上报的 .xlsx 文件。")
    return Guarded(data)


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


def _workbook(path: Path, modest: Guarded) -> AbstractContextManager["CalamineWorkbook"]:
    """A workbook that may be laid out; ImportFault where it has a password or is damaged."""
    return opened(path, modest.data, "文件加了密码，请取消密码后再发。", UNREADABLE)


def _read(path: Path, modest: Guarded) -> ReadSheets:
    from python_calamine import SheetVisibleEnum

    sealed: list[str] | None = None
    sheets: dict[str, ReadSheet] = {}
    choices: dict[str, ReadSheet] = {}
    hidden: list[str] = []
    with _workbook(path, modest) as book:
        for told in book.sheets_metadata:
            rows = book.get_sheet_by_name(told.name).to_python(skip_empty_area=False)
            if told.name == SHEET or _is_sealed(rows):
                # A copy of the sealed sheet is as good as the sheet itself, another package's not.
                lines = [str(row[0]) for row in rows if row and row[0] != ""]
                if sealed and _is_sealed(rows) and lines != sealed:
                    raise DamagedPackage(path, _SEVERAL)
                sealed = sealed or lines
                continue
            kept = choices if told.name in _OWN_SHEETS else sheets
            kept[told.name] = ReadSheet(rows, modest.formulas.get(told.name, {}))
            if told.visible != SheetVisibleEnum.Visible:
                hidden.append(told.name)
    return ReadSheets(sealed, sheets, tuple(hidden), modest.extras, modest.formulas, choices)


def _without_payload(path: Path, sealed: list[str] | None) -> ImportFault:
    if sealed is not None:
        return DamagedPackage(path, "封存的数据读不出来，文件已损坏，请让对方重新发来。")
    reason = (
        "不是本程序写成的上报文件（没有封存的数据），没有接收，请让对方发来上报时写成的那个文件。"
    )
    return ForeignFile(path, reason)


def _is_sealed(rows: Sequence[Sequence[Any]]) -> bool:
    first = next((row[0] for row in rows if row and row[0] != ""), "")
    return isinstance(first, str) and is_envelope(first)
