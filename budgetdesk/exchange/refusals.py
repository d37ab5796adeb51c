"""The errors with which work on a book is refused; the text of each is a sentence for the clerk."""

from budgetdesk.book.errors import BookError
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.disclosure.template import TemplateError
from budgetdesk.domain.catalogue import CatalogueError
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
