"""Remarks at the bureau: made of findings or by hand, and noted until they go out."""

from collections.abc import Iterator
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import forms_of
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.person import person_of
from budgetdesk.book.return_remarks import (
    LINE_TABLES,
    RemarkSide,
    forget_remark,
    put_remark,
    ref_of_place,
)
from budgetdesk.book.step import new_uuid
from budgetdesk.checks.finding import Finding, FindingPlace, Severity
from budgetdesk.checks.report import Report
from budgetdesk.checks.report_sheet import subject_of
from budgetdesk.dictionary.declaration import LEVELS, KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.domain.return_remarks import (
    LONGEST_TEXT,
    RemarkPlace,
    RemarkWish,
    ReturnRemark,
)
from budgetdesk.exchange.sealed.contents import speaks_for_department
from budgetdesk.exchange.sealed.own_findings import findings_of
from budgetdesk.forms.field_text import text_at
from budgetdesk.forms.inside import load_forms_of

_WISHES = {Severity.ERROR: RemarkWish.CORRECT, Severity.EXPLAIN: RemarkWish.EXPLAIN}


def remark_at(
    book: Book, place: RemarkPlace, words: str, wish: RemarkWish, code: str = ""
) -> ReturnRemark:
    """A remark at a place, by whoever is at the keyboard, now."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    ref = ref_of_place(book, place)
    stood = text_at(book, ref)[:LONGEST_TEXT] if ref is not None else ""
    return ReturnRemark(
        new_uuid(), place, words.strip(), wish, person_of(book), now, code, stood=stood
    )


def place_at(book: Book, ref: FieldRef) -> RemarkPlace:
    """The place of a field of a form, by identities and in words.

    Raises:
        RowMissing: the form is not in the book any more.
    """
    kind = book.dictionary.kinds[ref.record]
    found = [it for it in forms_of(book, kind.kind, (ref.record_id,)) if it.id == ref.record_id]
    if not found:
        raise RowMissing(kind.table, ref.record_id)
    one, of_department = found[0], book.dictionary.stages(RecordKind.OVERALL)
    whose = {"department" if kind in of_department else "unit": one.office}
    return RemarkPlace(
        kind.kind,
        one.uuid,
        ref.path,
        **_row_at(book, kind, ref),
        number=ref.index,
        form=one.title_on(kind.name),
        field=load_forms_of(book).in_own_words(book.dictionary.field(ref).label),
        **whose,
    )


def _row_at(book: Book, kind: KindDeclaration, ref: FieldRef) -> dict[str, str]:
    """What tells a row apart: its identity, its slot, and what it is known by."""
    band = kind.list_at(ref.path)
    if band is None or not ref.row_id:
        return {"level1": ref.level1, "level2": ref.level2}
    columns = ", ".join(("uuid", band.known_by, *band.levels))
    sql = f"SELECT {columns} FROM {band.table} WHERE id = ?"  # noqa: S608 - own names
    [(uuid, name, *levels)] = book.rows(sql, (ref.row_id,))
    return {"row": uuid, "indicator": str(name or ""), **dict(zip(LEVELS, levels, strict=False))}


def remarks_of_findings(book: Book, unit: Unit, report: Report) -> Iterator[ReturnRemark]:
    """What a report leaves open of a unit as remarks: errors, and what nobody explained."""
    speaks = speaks_for_department(book, unit)
    for finding in findings_of(unit, report, speaks=speaks):
        wish = _WISHES.get(finding.severity)
        if wish is not None and finding.explanation is None:
            yield remark_of(book, finding, wish)


def remark_of(book: Book, finding: Finding, wish: RemarkWish) -> ReturnRemark:
    """A finding as a remark."""
    return remark_at(book, _identified(book, finding.place), finding.message, wish, finding.code)


def note_remark(book: Book, unit: Unit, remark: ReturnRemark) -> None:
    """Keep a remark for the unit's next 退回, as a step."""
    with book.step("记下退回意见") as step:
        put_remark(step, RemarkSide.GIVEN, unit.uuid, remark)


def drop_remark(book: Book, unit: Unit, remark: ReturnRemark) -> None:
    """Take a noted remark back, as a step."""
    with book.step("删去退回意见") as step:
        forget_remark(step, RemarkSide.GIVEN, unit.uuid, remark)


def _identified(book: Book, place: FindingPlace) -> RemarkPlace:
    ref = place.ref
    kind = book.dictionary.kinds[ref.record]
    line = LINE_TABLES.get(ref.path.partition(".")[0], "")
    row = place.row or (_uuid(book, line, ref.row_id) if line and ref.row_id else "")
    return RemarkPlace(
        str(ref.record),
        _uuid(book, kind.table, ref.record_id),
        ref.path,
        row,
        ref.level1,
        ref.level2 or place.level2,
        ref.index,
        place.department,
        place.unit,
        subject_of(place),
        place.field,
        place.indicator,
    )


def _uuid(book: Book, table: str, row_id: int) -> str:
    found = book.rows(f"SELECT uuid FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - own names
    return str(found[0][0]) if found else ""
