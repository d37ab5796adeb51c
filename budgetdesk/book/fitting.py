"""What a field takes: so many characters, so many decimals."""

from budgetdesk.book.change import Value
from budgetdesk.book.errors import LongText, ManyDecimals
from budgetdesk.domain.fields import Field
from budgetdesk.domain.typed import has_more_decimals


def require_fit(field: Field, value: Value) -> None:
    """Refuse what a field doesn't take.

    Raises:
        LongText: a text has more characters than the field takes.
        ManyDecimals: a number has more decimals.
    """
    if field.longest and isinstance(value, str) and len(value) > field.longest:
        raise LongText(field.label, field.longest, len(value))
    if has_more_decimals(value, field.most_decimals):
        raise ManyDecimals(field.label, field.most_decimals or 0, str(value))
