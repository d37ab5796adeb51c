"""Stages as they are named on the command line."""

from collections.abc import Sequence

from budgetdesk.book.book import Book
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.export_faults import ExportFault


def stage_named(
    book: Book, name: str, roots: Sequence[str] = (RecordKind.PROJECT, RecordKind.OVERALL)
) -> KindDeclaration:
    """The stage of a name: its short word (监控) or its key in the dictionary (monitoring).

    Where stages of several roots go by one word, it is that of the first of them.

    Raises:
        ExportFault: the book has no such stage.
    """
    dictionary = book.dictionary
    kinds = [kind for root in roots for kind in dictionary.stages(root)]
    for kind in kinds:
        if name in (kind.stage, kind.kind):
            return kind
    words = "、".join(dict.fromkeys(kind.stage for kind in kinds))
    raise ExportFault(f"账套中没有「{name}」这个阶段，可写 {words}。")
