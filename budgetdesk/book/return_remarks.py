"""退回意见 in a book: those it gave to units, and those it was given; each a record of its own.

A book may be both, of a county's bureau that sends to the city in its turn. What is written is
written in steps, so that it can be undone; the place of a remark is found again by identities,
and where a file brought others, by names.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.book.person import person_of
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.return_remarks import (
    LEAST_ANSWER,
    RemarkAnswer,
    RemarkPlace,
    RemarkTreatment,
    ReturnRemark,
    as_plain,
    from_plain,
)


class RemarkSide(StrEnum):
    """Whose a remark is in a book."""

    GIVEN = "return_remark.given."  # by this book's office, to a unit
    GOT = "return_remark.got."  # from the office above


class AnswerTooShort(BookError):  # noqa: N818 - refused, not failed
    """An explanation that says nothing."""


def remarks_of(book: Book, side: RemarkSide, unit_uuid: str = "") -> tuple[ReturnRemark, ...]:
    """The remarks of a side, of one unit or of all, in the order of their returns and forms."""
    told = _kept(book, f"{side}{unit_uuid}")
    found = [from_plain(json.loads(value)) for _, value in told]
    return tuple(sorted(found, key=_order))


def _order(remark: ReturnRemark) -> tuple[bool, int, int, str]:
    """By return, those noted for the next one behind."""
    return remark.returned == 0, remark.returned, remark.number, remark.at


def open_remarks(book: Book, unit_uuid: str = "") -> tuple[ReturnRemark, ...]:
    """The remarks that were got and not answered yet."""
    return tuple(it for it in remarks_of(book, RemarkSide.GOT, unit_uuid) if it.is_open)


def put_remark(step: Step, side: RemarkSide, unit_uuid: str, remark: ReturnRemark) -> None:
    """Keep a remark, over what was kept of it."""
    told = json.dumps(as_plain(remark), ensure_ascii=False)
    put_setting(step, f"{side}{unit_uuid}.{remark.id}", told)


def forget_remark(step: Step, side: RemarkSide, unit_uuid: str, remark: ReturnRemark) -> None:
    """Take a remark back, as one that was noted and not sent."""
    put_setting(step, f"{side}{unit_uuid}.{remark.id}", None)


def unit_of_remark(book: Book, side: RemarkSide, remark: ReturnRemark) -> str:
    """The uuid of the unit that a kept remark is about; "" where it is not kept."""
    found = (key for key, _ in _kept(book, side) if key.endswith(f".{remark.id}"))
    return next(found, "").removeprefix(side).partition(".")[0]


def _kept(book: Book, head: str) -> list[tuple[str, str]]:
    """The settings whose keys begin so, by the index of the keys."""
    sql = "SELECT key, value FROM setting WHERE key >= ? AND key < ? AND value IS NOT NULL"
    return book.rows(sql, (head, f"{head}\U0010ffff"))


def answered(
    remark: ReturnRemark, treatment: RemarkTreatment, text: str = "", who: str = ""
) -> ReturnRemark:
    """A remark with an answer of now.

    Raises:
        AnswerTooShort: an explanation has fewer than `LEAST_ANSWER` characters.
    """
    said = text.strip()
    if treatment is RemarkTreatment.EXPLAINED and len(said) < LEAST_ANSWER:
        raise AnswerTooShort(f"说明请写明情况，至少 {LEAST_ANSWER} 个字。")
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return replace(remark, answer=RemarkAnswer(treatment, said, who, now))


def answer_remark(
    book: Book, remark: ReturnRemark, treatment: RemarkTreatment | None, text: str = ""
) -> None:
    """Tick a remark that was got, as a step; None takes the answer back. Errors as `answered`."""
    unit_uuid = unit_of_remark(book, RemarkSide.GOT, remark)
    now = replace(remark, answer=None)
    if treatment is not None:
        now = answered(remark, treatment, text, person_of(book))
    with book.step("处理退回意见") as step:
        put_remark(step, RemarkSide.GOT, unit_uuid, now)


def ref_of_place(book: Book, place: RemarkPlace) -> FieldRef | None:
    """The field of a book that a remark is at; None where its form is not there (any more).

    A row that is gone leaves its slot, so that one still comes to where it stood.
    """
    kind = book.dictionary.kinds.get(place.kind)
    if kind is None:
        return None
    field = kind.fields.get(place.path) or kind.level_fields.get(place.path)
    record = _record_id(book, kind, place)
    if field is None or record is None:
        return None
    row = _row_id(book, kind, place, record)
    slot = ("", "", 0) if row else (place.level1, place.level2, place.number)
    own = field if field.own else None
    return FieldRef(place.kind, record, place.path, row, *slot, own)


def _record_id(book: Book, kind: KindDeclaration, place: RemarkPlace) -> int | None:
    by_uuid = f"SELECT id FROM {kind.table} WHERE uuid = ?"
    found = book.rows(by_uuid, (place.record,))
    if not found and kind.kind in _BY_NAME:
        sql, names = _BY_NAME[kind.kind]
        found = book.rows(sql, tuple(getattr(place, name) for name in names))
    return found[0][0] if len(found) == 1 else None


_OF_PROJECT = """SELECT p.id FROM project AS p JOIN unit AS u ON u.id = p.unit_id
    WHERE p.name = ? AND u.name = ?"""
_OF_OVERALL = """SELECT o.id FROM overall AS o JOIN department AS d ON d.id = o.department_id
    WHERE d.name = ?"""
_OF_DEPARTMENT = "SELECT id FROM department WHERE name = ?"
_BY_NAME: Mapping[str, tuple[str, tuple[str, ...]]] = {
    RecordKind.PROJECT: (_OF_PROJECT, ("form", "unit")),
    RecordKind.OVERALL: (_OF_OVERALL, ("department",)),
    RecordKind.DEPARTMENT: (_OF_DEPARTMENT, ("department",)),
}
LINE_TABLES = {"ledger": "ledger_line", "revenue": "revenue_line"}
"""Where the lines of a department stand, by the head of their fields' paths."""


def _row_id(book: Book, kind: KindDeclaration, place: RemarkPlace, record: int) -> int:
    band = kind.list_at(place.path)
    table = band.table if band else LINE_TABLES.get(place.path.partition(".")[0], "")
    if not place.row or not table:
        return 0
    found = book.rows(f"SELECT id FROM {table} WHERE uuid = ?", (place.row,))
    if not found and band is not None:
        return row_named(book, band, record, place.indicator)
    return found[0][0] if found else 0


def row_named(book: Book, band: RowList, record: int, name: str) -> int:
    """The id of the one row of a record's list that is known by a name; 0 where none is."""
    key = band.key_of(record)
    where = " AND ".join(f"{column} = ?" for column in (*key, band.known_by))
    found = book.rows(f"SELECT id FROM {band.table} WHERE {where}", (*key.values(), name))
    return found[0][0] if len(found) == 1 else 0
