"""Projects as a table shows them: money by who pays, what the ledger has, how far each form is."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.read import project_rows, units
from budgetdesk.book.row_reading import among
from budgetdesk.book.stages import marked_fullness, stage_fullness
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import Payer, RecordKind, Unit


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where a project stands; amounts in 分.

    `paid` are the year's amounts in the order of `Payer`, `booked` what the ledger has of the year,
    None where it has no line. `forms` says how far the last form of each stage is, by record kind;
    a project without one of a stage is missing there.
    """

    id: int
    name: str
    unit: Unit
    attribute: str
    total: int | None
    paid: tuple[int | None, ...]
    booked: int | None
    own: Fullness
    forms: Mapping[str, Fullness]

    @property
    def difference(self) -> int | None:
        """Form less ledger; None where either says nothing, or both the same."""
        if self.total is None or self.booked is None:
            return None
        return self.total - self.booked or None

    @property
    def done(self) -> bool:
        """Whether the clerk says that the project's own form is filled in."""
        return self.own.is_done


def standing_rows(book: Book, ids: Collection[int] | None = None) -> tuple[StandingRow, ...]:
    """Where projects stand, in tree order: those of the ids that there are, or all."""
    chosen = None if ids is None else json.dumps(list(ids))
    with book.snapshot():
        rows = project_rows(book, ids)
        owners = {unit.id: unit for unit in units(book)}
        marked = marked_fullness(book, ids)
        more = _money(book, chosen)
        stages = [it for it in book.dictionary.stages(RecordKind.PROJECT) if it.own]
        fullness = {it.kind: stage_fullness(book, it, ids) for it in stages}
    return tuple(
        StandingRow(
            row.id,
            row.name,
            owners[row.unit_id],
            more[row.id][0],
            row.annual_total,
            more[row.id][2:],
            more[row.id][1],
            marked.get(row.id, row.fullness),
            {kind: by_id[row.id] for kind, by_id in fullness.items() if row.id in by_id},
        )
        for row in rows
    )


def _money(book: Book, chosen: str | None) -> Mapping[int, tuple[str, int | None]]:
    """Each project's attribute, what is booked of the year, and its amounts by payer."""
    payers = ", ".join(f"f.{payer}" for payer in Payer)
    rows = book.rows(
        f"SELECT p.id, p.attribute, l.booked, {payers} FROM project AS p "
        "LEFT JOIN funding AS f ON f.project_id = p.id AND f.horizon = 'annual' "
        "LEFT JOIN (SELECT project_id, sum(amount) AS booked FROM ledger_line "
        "WHERE nature = 'project' AND origin = 'current' "
        f"AND {among('project_id', chosen)} GROUP BY project_id) AS l ON l.project_id = p.id "
        f"WHERE {among('p.id', chosen)}",
        (chosen,),
    )
    return {row_id: tuple(more) for row_id, *more in rows}
