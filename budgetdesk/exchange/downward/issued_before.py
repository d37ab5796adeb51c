"""What a book took of 下发 before: the newest stands, and what a newer one changes is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.ceilings import Ceilings
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.downward.issue_content import Issue, IssuedUnit
from budgetdesk.exchange.sealed.envelope import Header

_NEWEST = "newest_issue."  # by the bureau's book and the department
_MOST = 10  # limits that are told one by one


def _key(header: Header) -> str:
    whose = header.department
    return f"{_NEWEST}{header.book_id}|{whose.code or fold_name(whose.name)}"


def newest_issue(book: Book, header: Header) -> int:
    """The version of the newest 下发 that was taken from that book of a bureau; 0 for none."""
    return int(setting(book, _key(header)) or 0)


def put_newest(step: Step, header: Header) -> None:
    """Remember a 下发 as the newest."""
    put_setting(step, _key(header), str(header.version))


def versions_of(header: Header, others: Iterable[Header]) -> Iterator[int]:
    """The versions of those that go from the same book to the same department."""
    return (it.version for it in others if _key(it) == _key(header))


@dataclass(frozen=True, slots=True)
class Limits:
    """控制数 by the uuids of units, and the day until which they send; "" for none."""

    ceilings: Mapping[str, Ceilings]
    day: str


def changed_limits(
    have: Limits, issue: Issue, met: Iterable[tuple[IssuedUnit, Unit | None]]
) -> Iterator[str]:
    """What of 控制数 and day would be other ones, in sentences."""
    told = [
        f"「{shorten(one.name, 30)}」{SOURCES[source]} {_yuan(before.get(source))} → {_yuan(now)}"
        for one, own in met
        if (before := have.ceilings.get((own or one).uuid, {}))
        for source in sorted({*before, *one.ceilings})
        if (now := one.ceilings.get(source)) != before.get(source)
    ]
    if told:
        more = f"等 {len(told)} 项" if len(told) > _MOST else ""
        yield f"控制数改动（元）：{'；'.join(told[:_MOST])}{more}。"
    if have.day and have.day != issue.due:
        yield f"报送期限由 {have.day} 改为 {issue.due or '不限'}。"


def _yuan(fen: int | None) -> str:
    return "不限" if fen is None else yuan_text(fen, thousands=True)
