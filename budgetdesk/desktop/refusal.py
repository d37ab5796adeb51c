"""Telling why something was not done."""

from PySide6.QtWidgets import QApplication, QWidget

from budgetdesk.book.errors import MisplacedBook
from budgetdesk.desktop import ask
from budgetdesk.desktop.noticing import notice_of


def tell_refusal(parent: QWidget, what: str, error: Exception) -> None:
    """Tell why something was not done; what is a fault of the program goes to its report.

    That the book's file is gone is said in the bar, where it stands too when a change is refused
    for it: a box with the way on comes with the window.
    """
    from budgetdesk.desktop.preview.printing import PrintFault
    from budgetdesk.exchange.refusals import refusal_of

    told = str(error) if isinstance(error, PrintFault) else refusal_of(error)
    if told is None:
        raise error
    bar = notice_of(parent.window()) if isinstance(error, MisplacedBook) else None
    if bar is not None and QApplication.activeModalWidget() is None:
        bar.say(f"{what}。{told}")
        return
    ask.tell(parent, ask.Telling("没有完成", f"{what}。", told))
