"""The first reading of a table of lines: the part that takes long, apart from any window."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_lines import Line, Terms
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import LedgerLine, Nature
from budgetdesk.exchange.line_tables.assumptions import Question, open_questions
from budgetdesk.exchange.line_tables.columns import Layout, Matrix
from budgetdesk.exchange.line_tables.reading import Memory, PastedRow, read_rows
from budgetdesk.exchange.line_tables.recognising import recognise


@dataclass(frozen=True, slots=True)
class Understood:
    """What a table was understood as; the `memory` is that of reading it so."""

    layout: Layout
    like: Line
    rows: tuple[PastedRow, ...]
    memory: Memory


def understand(
    matrix: Matrix, terms: Terms, like: Line, progress: Progress = ignore_progress
) -> Understood:
    """Recognise the columns and read every row; what no column gives is taken from `like`.

    A title that names one source proposes it. Rows that leave the column of projects blank
    throughout are rather 基本支出.

    Raises:
        Cancelled: `progress` stopped it.
    """
    layout = recognise(matrix, terms)
    memory: Memory = {}
    rows = read_rows(matrix, layout, terms, like, memory, progress)
    proposed = _proposed(layout, like, open_questions(matrix, layout, rows, terms))
    if proposed != like:
        like, memory = proposed, {}
        rows = read_rows(matrix, layout, terms, like, memory, progress)
    return Understood(layout, like, rows, memory)


def _proposed(layout: Layout, like: Line, questions: Collection[Question]) -> Line:
    """A line like the one given, with what the table itself suggests for what it leaves open."""
    if layout.source is not None and Question.SOURCE in questions:
        like = replace(like, source=layout.source)
    basic = layout.has(LedgerField.PROJECT) and Question.NATURE in questions
    if basic and isinstance(like, LedgerLine):
        like = replace(like, nature=Nature.BASIC)
    return like
