"""Telling why something was not done."""

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask


def tell_refusal(parent: QWidget, what: str, error: Exception) -> None:
    """Tell why something was not done; what is a fault of the program goes to its report."""
    from budgetdesk.desktop.preview.printing import PrintFault
    from budgetdesk.exchange.refusals import refusal_of

    told = str(error) if isinstance(error, PrintFault) else refusal_of(error)
    if told is None:
        raise error
    ask.tell(parent, ask.Telling("没有完成", f"{what}。", told))
