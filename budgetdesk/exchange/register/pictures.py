"""What is drawn above the register: how far the units are, who pays, what is amiss most often."""

from collections import Counter
from collections.abc import Iterable, Sequence

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import Finding
from budgetdesk.domain.records import Payer
from budgetdesk.exchange.register.revising import SOURCE_NAMES, UNTOLD_SOURCE
from budgetdesk.exchange.register.rows import RegisterRow, open_errors
from budgetdesk.exchange.register.states import UnitState

_OTHERS = "其他"
_FURTHEST_FIRST = (
    UnitState.APPROVED, UnitState.ACCEPTED, UnitState.IN_REVIEW, UnitState.RESENT, UnitState.SENT,
    UnitState.RETURNED, UnitState.UNSENT,
)  # fmt: skip


def progress_of(rows: Sequence[RegisterRow]) -> list[tuple[UnitState, int]]:
    """How many units and stages are in which state, the furthest first."""
    counts = Counter(row.entry.state for row in rows)
    return [(it, counts[it]) for it in _FURTHEST_FIRST if counts[it]]


def money_by_source(book: Book, most: int = 4) -> list[tuple[str, int]]:
    """What all units told, 分, by who pays, the largest first; beyond `most` as one.

    As 核减核增 takes it: of a unit its ledger, or where it has none its projects' forms.
    """
    found: Counter[str] = Counter(dict(book.rows(_LEDGER)))
    [forms] = book.rows(_FORMS)
    paid = dict(zip((it.value for it in Payer), forms[1:], strict=True))
    rest = (forms[0] or 0) - sum(it or 0 for it in paid.values())
    for source, fen in (*paid.items(), (UNTOLD_SOURCE, rest)):
        found[source] += fen or 0
    named = Counter({SOURCE_NAMES.get(it, it): fen for it, fen in found.items() if fen})
    return _largest(named, most)


def errors_by_rule(findings: Iterable[Finding], most: int = 2) -> list[tuple[str, int]]:
    """The codes of the rules that find most errors, with how many; beyond `most` as one."""
    return _largest(Counter(it.code for it in open_errors(findings)), most)


def _largest(counted: "Counter[str]", most: int) -> list[tuple[str, int]]:
    ranked = counted.most_common()
    rest = sum(count for _, count in ranked[most:])
    return ranked[:most] + ([(_OTHERS, rest)] if rest else [])


_LEDGER = "SELECT source, sum(amount) FROM ledger_line GROUP BY source"
_PAID = ", ".join(f"sum(f.{it.value})" for it in Payer)
_FORMS = (
    f"SELECT sum(f.total), {_PAID} FROM project AS p JOIN funding AS f "  # noqa: S608 - our own
    "ON f.project_id = p.id AND f.horizon = 'annual' "
    "WHERE p.unit_id NOT IN (SELECT unit_id FROM ledger_line)"
)
