"""Remarks at the bureau: made of findings or by hand, and noted until they go out."""

from collections.abc import Iterator
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.process import user_name
from budgetdesk.book.return_remarks import LINE_TABLES, RemarkSide, forget_remark, put_remark
from budgetdesk.book.step import new_uuid
from budgetdesk.checks.finding import Finding, FindingPlace, Severity
from budgetdesk.checks.report import Report
from budgetdesk.checks.report_sheet import subject_of
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import RemarkPlace, RemarkWish, ReturnRemark
from budgetdesk.exchange.sealed.own_findings import findings_of

_WISHES = {Severity.ERROR: RemarkWish.CORRECT, Severity.EXPLAIN: RemarkWish.EXPLAIN}


def remark_at(
    book: Book, place: FindingPlace, words: str, wish: RemarkWish, code: str = ""
) -> ReturnRemark:
    """A remark at a place, by whoever is at the keyboard, now."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return ReturnRemark(
        new_uuid(), _identified(book, place), words.strip(), wish, user_name(), now, code
    )


def remarks_of_findings(
    book: Book, unit: Unit, report: Report, *, speaks: bool
) -> Iterator[ReturnRemark]:
    """What a report leaves open of a unit as remarks: errors, and what nobody explained."""
    for finding in findings_of(unit, report, speaks=speaks):
        wish = _WISHES.get(finding.severity)
        if wish is not None and finding.explanation is None:
            yield remark_of(book, finding, wish)


def remark_of(book: Book, finding: Finding, wish: RemarkWish) -> ReturnRemark:
    """A finding as a remark."""
    return remark_at(book, finding.place, finding.message, wish, finding.code)


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
