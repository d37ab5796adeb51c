"""The budget ledger (预算明细) in the book, and its lines' link to the projects they pay for."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Collection

from budgetdesk.book.book import Book
from budgetdesk.book.change import Value
from budgetdesk.book.step import Step
from budgetdesk.book.table_views import UNLISTED
from budgetdesk.book.tree import arrange
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import LedgerLine, Nature, RevenueLine, Source


@immutable
class RevenueBalance:
    """This year's income of one budget in a department's ledger, and what of it has no code, 分.

    `unlisted` is negative where the revenue lines say more than the ledger.
    """

    department: str
    source: Source
    ledger: int
    unlisted: int


def revenue_balances(book: Book) -> tuple[RevenueBalance, ...]:
    """The departments' fund and state-capital income that there is, in tree order."""
    rows = book.rows(
        "SELECT d.name, r.source, sum(r.amount), sum(iif(r.code = ?, r.amount, 0)) "
        "FROM revenue_by_code AS r JOIN department AS d ON d.id = r.department_id "
        "GROUP BY d.id, r.source ORDER BY d.position, d.id, r.source",
        (UNLISTED,),
    )
    balances = (RevenueBalance(name, Source(source), *rest) for name, source, *rest in rows)
    return tuple(each for each in balances if each.ledger or each.unlisted)


def add_ledger_line(step: Step, line: LedgerLine) -> int:
    """Add a ledger line of a unit (`line.unit.id`); its id comes back.

    Without a `project_id` it is linked to the unit's one project of that name.
    """
    own = step.free_uuid("ledger_line", line.uuid)
    return step.insert("ledger_line", _ledger_columns(step, line) | {"uuid": own})


def update_ledger_line(step: Step, line: LedgerLine) -> None:
    """Make a ledger line (`line.id`) say what another says."""
    step.update("ledger_line", line.id, _ledger_columns(step, line))


def delete_ledger_line(step: Step, line_id: int) -> None:
    """Delete a ledger line."""
    step.delete("ledger_line", line_id)


def add_revenue_line(step: Step, line: RevenueLine) -> int:
    """Add a revenue line of a unit (`line.unit.id`); its id comes back."""
    own = step.free_uuid("revenue_line", line.uuid)
    return step.insert("revenue_line", _revenue_columns(line) | {"uuid": own})


def update_revenue_line(step: Step, line: RevenueLine) -> None:
    """Make a revenue line (`line.id`) say what another says."""
    step.update("revenue_line", line.id, _revenue_columns(line))


def delete_revenue_line(step: Step, line_id: int) -> None:
    """Delete a revenue line."""
    step.delete("revenue_line", line_id)


def link_ledger_lines(step: Step, project_id: int, unit_id: int, name: str) -> None:
    """Link the lines of a unit that name a project, once the book has it."""
    lines = step.rows(
        "SELECT id FROM ledger_line WHERE unit_id = ? AND project = ? AND project_id IS NULL",
        (unit_id, name),
    )
    for (line,) in lines:
        step.update("ledger_line", line, {"project_id": project_id})


def rename_ledger_lines(step: Step, project_id: int, name: str) -> None:
    """Let the lines of a project name it as it is called now."""
    for (line,) in step.rows("SELECT id FROM ledger_line WHERE project_id = ?", (project_id,)):
        step.update("ledger_line", line, {"project": name})


def move_ledger_lines(step: Step, project_id: int, unit_id: int) -> None:
    """Let the lines of a project go with it to another unit."""
    for (line,) in step.rows("SELECT id FROM ledger_line WHERE project_id = ?", (project_id,)):
        step.update("ledger_line", line, {"unit_id": unit_id})


def _ledger_columns(step: Step, line: LedgerLine) -> dict[str, Value]:
    return {
        "unit_id": line.unit.id,
        "function_code": line.function_code,
        "nature": line.nature,
        "project": line.project,
        "project_id": line.project_id or _project_of(step, line),
        "department_economic": line.department_economic,
        "government_economic": line.government_economic,
        "source": line.source,
        "origin": line.origin,
        "amount": line.amount,
    }


def _revenue_columns(line: RevenueLine) -> dict[str, Value]:
    return {
        "unit_id": line.unit.id,
        "source": line.source,
        "revenue_code": line.revenue_code,
        "name": line.name,
        "amount": line.amount,
    }


def _project_of(step: Step, line: LedgerLine) -> int | None:
    if line.nature is not Nature.PROJECT or line.project is None:
        return None
    found = step.rows(
        "SELECT id FROM project WHERE unit_id = ? AND name = ? LIMIT 2",
        (line.unit.id, line.project),
    )
    return found[0][0] if len(found) == 1 else None


def arrange_as_ledger(step: Step, department_id: int, unit_ids: Collection[int]) -> bool:
    """Order the tree as the ledger first names things; whether that changed anything.

    The department's units are ordered when all that have lines are among `unit_ids`, the projects
    of these units always: 表12 is printed in this order, and the forms after it. What is only
    carried over comes last.
    """
    named = _first_named(step, "u.id", "u.department_id", department_id)
    units_moved = set(named) <= set(unit_ids) and arrange(step, "unit", department_id, named)
    moved = [
        arrange(step, "project", unit_id, _first_named(step, "l.project_id", "u.id", unit_id))
        for unit_id in unit_ids
    ]
    return units_moved or any(moved)


def _first_named(step: Step, what: str, where: str, value: int) -> list[int]:
    rows = step.rows(
        f"SELECT {what} FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id "
        f"WHERE {where} = ? AND {what} IS NOT NULL GROUP BY {what} "
        "ORDER BY min(iif(l.origin = 'current', l.id, NULL)) NULLS LAST, min(l.id)",
        (value,),
    )
    return [row_id for (row_id,) in rows]
