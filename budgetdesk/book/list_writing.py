"""Making the lists of a record say what another record of its kind says."""

from collections.abc import Sequence

from budgetdesk.book.bands import add_rows, put_rows, said_by
from budgetdesk.book.change import Value
from budgetdesk.book.following import put_following
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.records import FormRecord


def put_lists(
    step: Step, kind: KindDeclaration, record_id: int, record: FormRecord, *, guess: bool = True
) -> None:
    """Make all lists of a record say what another record of its kind says; errors as `put_rows`."""
    for band in kind.lists.values():
        wanted = _wanted(band, record)
        if band.follows:
            put_following(step, kind, band, record_id, wanted)
        else:
            put_rows(step, band, record_id, wanted, guess=guess)


def add_lists(step: Step, kind: KindDeclaration, records: Sequence[tuple[int, FormRecord]]) -> None:
    """The lists of records that were only just added, by the records' ids."""
    for band in kind.lists.values():
        told = [(record_id, _wanted(band, record)) for record_id, record in records]
        if band.follows:
            for record_id, wanted in told:
                put_following(step, kind, band, record_id, wanted)
        else:
            add_rows(step, band, told)


def _wanted(band: RowList, record: FormRecord) -> list[dict[str, Value]]:
    rows = value_of(record, band.path)
    return [said_by(band, row) for row in rows] if isinstance(rows, tuple) else []
