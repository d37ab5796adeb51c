"""A file's table that leaves something open: looked at as a pasted one, taken in as one step."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from budgetdesk.book.book import Book
from budgetdesk.desktop import ask
from budgetdesk.desktop.ledger.kinds import REVENUE, SPENDING, LineKind
from budgetdesk.desktop.ledger.paste_dialog import PasteDialog
from budgetdesk.desktop.ledger.work import put_names
from budgetdesk.desktop.lettered import as_title
from budgetdesk.domain.ledger_lines import Line
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.line_tables.files import OpenTableFault


def import_open_table(parent: QWidget, book: Book, fault: OpenTableFault) -> str | None:
    """Show the table of a file and import what is accepted of it; what was done in a sentence.

    As every import of a ledger it replaces the lines of the units that it names. None where it was
    given up.

    Raises:
        BookError: the book can't be written; nothing was changed.
    """
    kind = REVENUE if fault.revenue else SPENDING
    terms = kind.terms(book)
    dialog = PasteDialog(parent, kind, terms, terms.fresh(), fault.matrix)
    dialog.setWindowTitle(as_title(f"导入「{shorten(fault.path.name, 40)}」"))
    if not ask.run(dialog) or not dialog.lines:
        return None
    words = f"（按 {dialog.assumed_words}）" if dialog.assumed_words else ""
    replaced = _replaced(book, kind, dialog.lines)
    with book.step(f"导入 {shorten(fault.path.name, 40)}{words}") as step:
        put_names(step, dialog.names)
        kind.replace(step, replaced, dialog.lines)
    instead = f"，替换了这些单位原有的 {len(replaced)} 行" if replaced else ""
    return f"已导入 {len(dialog.lines)} 行{kind.name}{words}{instead}。"


def _replaced(book: Book, kind: LineKind, lines: Sequence[Line]) -> list[Line]:
    """The lines that a book has of the units that are imported."""
    units = {line.unit.id for line in lines}
    return [line for line in kind.read(book, None) if line.unit.id in units]
