"""Writing what goes down: a readable sheet or two, and the same sealed sheet behind."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from budgetdesk import __version__
from budgetdesk.book.book import Book
from budgetdesk.book.person import person_of
from budgetdesk.book.step import new_uuid
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.sealed.envelope import SHEET, Envelope, Header, SendingOffice
from budgetdesk.exchange.sealed.registers import received_of
from budgetdesk.exchange.sealed.written import as_json, written_sheets
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.sheet import Sheet


def header_down(
    book: Book, unit: Unit, own_id: str, *, kind: str, stage: str, version: int, forms: int
) -> Header:
    """The header of a file that goes to a unit, of the book of that identity.

    `previous` is the package that stands of the unit.
    """
    region, department = load_forms_of(book).region, unit.department
    received = received_of(book, unit.uuid)
    previous = received.heads[-1] if received.heads else ""
    return Header(
        package_id=new_uuid(),
        book_id=own_id,
        kind=kind,
        form_set=book.info.form_set,
        fiscal_year=book.info.fiscal_year,
        region=SendingOffice(region.code, region.name),
        department=SendingOffice(department.code, department.name),
        unit=SendingOffice(unit.code or "", unit.name),
        stage=stage,
        version=version,
        made_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        made_by=person_of(book),
        program=__version__,
        forms=forms,
        totals={},
        previous=previous,
        previous_hash=received.known.get(previous, ""),
    )


def write_down(
    book: Book, path: Path, header: Header, content: Mapping[str, Any], sheets: Sequence[Sheet]
) -> Envelope:
    """Seal a content and write it with its sheets.

    Raises:
        OutputError: the file can't be written.
    """
    from budgetdesk.output.excel import write_sealed
    from budgetdesk.output.excel.workbook import Sealed

    cells = as_json(written_sheets(book, sheets, SHEET))
    envelope = Envelope.of(header, {**content, "sheets": cells})
    title = f"{header.unit.name} {header.fiscal_year} 年度{header.kind}"
    sealed = Sealed(SHEET, envelope.lines, f"校验码 {envelope.code}")
    write_sealed(path, sheets, title, sealed)
    return envelope
