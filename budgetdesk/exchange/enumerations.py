"""Values of open lists as a form set spells them, whatever the width they came in."""

from collections.abc import Iterable

from budgetdesk.domain.text import fold


def own_spelling(value: str, choices: Iterable[str]) -> str:
    """The choice that `value` is but for width, brackets and blanks; else `value` itself."""
    folded = fold(value)
    return next((choice for choice in choices if fold(choice) == folded), value)
