"""Ledger and revenue lines that a file or a paste replaces: those found again stay themselves.

Lines stand in the order of their ids. So those that stay where they are keep theirs; from the first
on that moves, lines are put anew, each with its uuid, and the book keeps which it was before.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from budgetdesk.book.ledger import (
    add_ledger_line,
    add_revenue_line,
    delete_ledger_line,
    delete_revenue_line,
    update_ledger_line,
    update_revenue_line,
)
from budgetdesk.book.step import Step
from budgetdesk.domain.identity import RowFace, match_rows
from budgetdesk.domain.records import LedgerLine, RevenueLine

Written = Callable[[], object]
AnyLine = TypeVar("AnyLine", LedgerLine, RevenueLine)


def replace_ledger_lines(
    step: Step,
    known: Sequence[LedgerLine],
    wanted: Sequence[LedgerLine],
    written: Written = lambda: None,
) -> None:
    """Put ledger lines in place of others: `known`, in their order, and no more.

    `written` is called after each line.
    """
    writing = (add_ledger_line, update_ledger_line, delete_ledger_line, written)
    _replace(step, "ledger_line", known, wanted, _ledger_face, writing)


def replace_revenue_lines(
    step: Step,
    known: Sequence[RevenueLine],
    wanted: Sequence[RevenueLine],
    written: Written = lambda: None,
) -> None:
    """Put revenue lines in place of others, as `replace_ledger_lines`."""
    writing = (add_revenue_line, update_revenue_line, delete_revenue_line, written)
    _replace(step, "revenue_line", known, wanted, _revenue_face, writing)


_Writing = tuple[
    Callable[[Step, AnyLine], int],
    Callable[[Step, AnyLine], None],
    Callable[[Step, int], None],
    Written,
]


def _replace(
    step: Step,
    table: str,
    known: Sequence[AnyLine],
    wanted: Sequence[AnyLine],
    face: Callable[[AnyLine], RowFace],
    writing: _Writing[AnyLine],
) -> None:
    add, update, delete, written = writing
    matches = match_rows([*map(face, known)], [*map(face, wanted)], guess=False)
    same = {match.new: match.old for match in matches}
    staying = next((n for n in range(len(wanted)) if same.get(n) != n), len(wanted))
    for number, line in enumerate(wanted[:staying]):
        update(step, replace(line, id=known[number].id))
        written()
    for line in known[staying:]:
        delete(step, line.id)
    for number, line in enumerate(wanted[staying:], start=staying):
        former = known[same[number]] if number in same else None
        row_id = add(step, replace(line, id=0, uuid=former.uuid if former else ""))
        if former is not None:
            step.follow(table, row_id, former.id)
        written()


def _ledger_face(line: LedgerLine) -> RowFace:
    codes = (line.department_economic, line.government_economic, line.source, line.origin)
    name = "\n".join((line.project or "", *(code or "" for code in codes)))
    return RowFace(name, str(line.amount), (str(line.unit.id), line.nature, line.function_code))


def _revenue_face(line: RevenueLine) -> RowFace:
    return RowFace(line.revenue_code, str(line.amount), (str(line.unit.id), line.source))
