"""The errors with which work on a book is refused; the text of each is a sentence for the clerk."""

from budgetdesk.book.errors import BookError
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.disclosure.template import TemplateError
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.domain.refusals import reason_of
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.payments.payment import PaymentFault
from budgetdesk.output.files import OutputError
from budgetdesk.suggestions.not_kept import NotKeptError

REFUSALS: tuple[type[Exception], ...] = (
    BookError,
    CatalogueError,
    ExportFault,
    FormSetError,
    ImportFault,
    NotKeptError,
    OutputError,
    PaymentFault,
    TemplateError,
)

REFUSED: tuple[type[Exception], ...] = (*REFUSALS, OSError)
"""All that `refusal_of` has a sentence for."""


def refusal_of(error: Exception) -> str | None:
    """Why work was refused, in a sentence; None for a fault of the program.

    What the system refuses (a full disk, a folder of somebody else's, also for what is only put
    aside) is no fault of the program's, wherever it was met.
    """
    if isinstance(error, REFUSALS):
        return str(error)
    if isinstance(error, OSError):
        return f"「{error.filename or '文件'}」无法读写（{reason_of(error)}）。"
    return None
