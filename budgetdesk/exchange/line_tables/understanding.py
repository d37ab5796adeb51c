"""The first reading of a table of lines: the part that takes long, apart from any window."""

from dataclasses import dataclass, replace

from budgetdesk.domain.ledger_lines import Line, Terms
from budgetdesk.domain.ledger_words import LedgerField
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

    Rows that leave the column of projects blank throughout are rather 基本支出.

    Raises:
        Cancelled: `progress` stopped it.
    """
    layout = recognise(matrix, terms)
    memory: Memory = {}
    rows = read_rows(matrix, layout, terms, like, memory, progress)
    blank = layout.has(LedgerField.PROJECT) and (
        Question.NATURE in open_questions(matrix, layout, rows, terms)
    )
    if blank and isinstance(like, LedgerLine):
        like, memory = replace(like, nature=Nature.BASIC), {}
        rows = read_rows(matrix, layout, terms, like, memory, progress)
    return Understood(layout, like, rows, memory)
