"""Telling why something was not done."""

from PySide6.QtWidgets import QWidget

from budgetdesk.book.errors import BookError
from budgetdesk.desktop import ask


def tell_refusal(parent: QWidget, what: str, error: Exception) -> None:
    """Tell why something was not done; what is a fault of the program goes to its report."""
    from budgetdesk.desktop.preview.printing import PrintFault
    from budgetdesk.exchange.exporting import ExportFault
    from budgetdesk.exchange.faults import ImportFault
    from budgetdesk.output.files import OutputError

    known = (BookError, ExportFault, ImportFault, OutputError, PrintFault)
    if not isinstance(error, known):
        raise error
    ask.tell(parent, ask.Telling("没有完成", f"{what}。", str(error)))
