"""核减 and 核增 as a book keeps them: a layer of its own, by unit, beside what units told."""

import json

from budgetdesk.book.book import Book
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.domain.amount_revisions import AmountRevision, plain_revision, revision_of

_KEY = "amount_revisions."


def revisions_of(book: Book, unit_uuid: str) -> tuple[AmountRevision, ...]:
    """The revisions of a unit's amounts, in the order in which they were first made."""
    told = setting(book, _KEY + unit_uuid)
    return tuple(map(revision_of, json.loads(told))) if told else ()


def put_revision(book: Book, step: Step, unit_uuid: str, revision: AmountRevision) -> None:
    """Keep a revision in place of the one of its amount; one of nothing takes that back."""
    known = {it.key: it for it in revisions_of(book, unit_uuid)} | {revision.key: revision}
    kept = [plain_revision(it) for it in known.values() if it.amount]
    told = json.dumps(kept, ensure_ascii=False) if kept else None
    put_setting(step, _KEY + unit_uuid, told)
