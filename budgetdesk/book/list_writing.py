"""Making the lists of a record say what another record of its kind says."""

from budgetdesk.book.bands import put_rows, said_by
from budgetdesk.book.following import put_following
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.records import FormRecord


def put_lists(
    step: Step, kind: KindDeclaration, record_id: int, record: FormRecord, *, guess: bool = True
) -> None:
    """Make all lists of a record say what another record of its kind says; errors as `put_rows`."""
    for band in kind.lists.values():
        rows = value_of(record, band.path)
        wanted = [said_by(band, row) for row in rows] if isinstance(rows, tuple) else []
        if band.follows:
            put_following(step, kind, band, record_id, wanted)
        else:
            put_rows(step, band, record_id, wanted, guess=guess)
