"""Projects as a table shows them: money by who pays, what the ledger has, how far each form is."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.read import told_projects, units
from budgetdesk.book.stages import marked_fullness, stage_fullness
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import Payer, RecordKind, Unit

_NO_FORMS: Mapping[str, Fullness] = {}


class StandingRow(NamedTuple):
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


# What the ledger has of a project in the year.
_BOOKED = (
    "(SELECT sum(amount) FROM ledger_line WHERE project_id = p.id "
    "AND nature = 'project' AND origin = 'current')"
)


def standing_rows(book: Book, ids: Collection[int] | None = None) -> tuple[StandingRow, ...]:
    """Where projects stand, in tree order: those of the ids that there are, or all."""
    payers = "".join(f", f.{payer}" for payer in Payer)
    with book.snapshot():
        owners = {unit.id: unit for unit in units(book)}
        marked = marked_fullness(book, ids)
        stages = [it for it in book.dictionary.stages(RecordKind.PROJECT) if it.own]
        forms = _forms(book, stages, ids)
        columns = f", p.attribute, {_BOOKED}{payers}"
        told = told_projects(book, ids, columns, counted=False)
        return tuple(
            StandingRow(
                id=row[0],
                name=row[2],
                unit=owners[row[1]],
                attribute=row[9],
                total=row[3],
                paid=row[11:],
                booked=row[10],
                own=marked.get(row[0], fullness),
                forms=forms.get(row[0], _NO_FORMS),
            )
            for row, fullness in told
        )


def _forms(
    book: Book, stages: Iterable[KindDeclaration], ids: Collection[int] | None
) -> Mapping[int, Mapping[str, Fullness]]:
    """How far the last forms of projects are, by project and record kind."""
    found: dict[int, dict[str, Fullness]] = {}
    for stage in stages:
        for project_id, fullness in stage_fullness(book, stage, ids).items():
            found.setdefault(project_id, {})[stage.kind] = fullness
    return found
