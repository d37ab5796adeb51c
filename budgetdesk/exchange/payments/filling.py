"""What the treasury paid into the records of the cycle: 监控 of a period, 自评 of the year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.read import projects
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.standing import is_below_project
from budgetdesk.domain.records import DeclaredRecord, Project
from budgetdesk.exchange.payments.money_rows import USUAL_ROW
from budgetdesk.exchange.payments.payment import PaymentFault

_STEP = "国库支付明细"
_PREFIX = "executed_"
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class FilledRecord:
    """A project's record with its executed amount before and now, in 分."""

    project_id: int
    project: str
    unit: str
    before: int | None
    now: int
    added: bool


def require_period(book: Book, until: str) -> None:
    """Refuse what is no month of the book's year (`2026-07`); PaymentFault."""
    if not _MONTH.fullmatch(until):
        raise PaymentFault(f"“{until}”不是月份，请写成 {book.info.fiscal_year}-07 的样子。")
    if int(until[:4]) != book.info.fiscal_year:
        raise PaymentFault(
            f"截止月份 {until} 不在本账套的年度（{book.info.fiscal_year}）之内，请核对。"
        )


def filled_kinds(book: Book) -> tuple[KindDeclaration, ...]:
    """The kinds of records below a project that hold executed amounts."""
    return tuple(
        kind
        for kind in book.dictionary.own_kinds
        if is_below_project(kind) and f"{_PREFIX}{USUAL_ROW}" in kind.fields
    )


def fill_executed(
    book: Book,
    executed: Mapping[int, int],
    into: str,
    until: str,
    row: str = USUAL_ROW,
    *,
    dry_run: bool = False,
) -> tuple[FilledRecord, ...]:
    """Put what was paid into the records of a kind; all of it is one step.

    A project without such a record gets one; a project without payments is left alone.

    Args:
        book: open to write, unless it is a dry run.
        executed: by the id of the project, in 分.
        into: the record kind, such as `monitoring`.
        until: the last month that counts, as ISO text; it tells rounds apart.
        row: which row of money it is.
        dry_run: only say what would be written.

    Raises:
        PaymentFault: the book has no such kind with executed amounts of that row.
        ReadOnlyBook, FileFault: as `Book.step`.
    """
    kind, path = _place(book, into, row)
    known = _known(book, kind, until)
    paid = {project.id: project for project in projects(book, executed.keys())}
    filled = tuple(
        FilledRecord(
            number,
            paid[number].name,
            paid[number].unit.name,
            _held(known.get(number), path),
            executed[number],
            number not in known,
        )
        for number in sorted(executed)
    )
    if not dry_run:
        with book.step(_STEP) as step:
            for one in filled:
                record = known.get(one.project_id)
                if record is None:
                    made = _new(kind, paid[one.project_id], until, path, one.now)
                    add_record(step, kind.kind, one.project_id, made)
                else:
                    step.update(kind.table, record.id, {kind.fields[path].column: one.now})
    return filled


def _place(book: Book, into: str, row: str) -> tuple[KindDeclaration, str]:
    """The kind, and the path of its executed amount of a row of money."""
    kinds = {kind.kind: kind for kind in filled_kinds(book)}
    if into not in kinds:
        known = "、".join(f"{it.kind}（{it.name}）" for it in kinds.values()) or "没有"
        raise PaymentFault(f"本账套的套表没有可填执行数的“{into}”，可填的有：{known}。")
    path = f"{_PREFIX}{row}"
    if path not in kinds[into].fields:
        raise PaymentFault(f"{kinds[into].name}没有这一行的执行数（{row}），请换一行。")
    return kinds[into], path


def _known(book: Book, kind: KindDeclaration, until: str) -> dict[int, DeclaredRecord]:
    """The records that are filled, by the projects above: of rounds the one of the period."""
    found: dict[int, DeclaredRecord] = {}
    for one in records(book, kind.kind):
        if not kind.many or one.declared.get(kind.told_apart_by) == until:
            found.setdefault(one.above.id, one)
    return found


def _held(record: DeclaredRecord | None, path: str) -> int | None:
    held = record.declared.get(path) if record else None
    return held if isinstance(held, int) else None


def _new(
    kind: KindDeclaration, above: Project, until: str, path: str, executed: int
) -> DeclaredRecord:
    told = {kind.told_apart_by: until} if kind.many else {}
    return DeclaredRecord(kind.kind, above, {**told, path: executed})
