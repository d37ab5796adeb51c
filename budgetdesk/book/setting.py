"""Settings of a book: small facts about it by a key."""

from budgetdesk.book.step import Step


def put_setting(step: Step, key: str, value: str | None) -> None:
    """Put a setting, over an older value."""
    found = step.rows("SELECT id FROM setting WHERE key = ?", (key,))
    if found:
        step.update("setting", found[0][0], {"value": value})
    else:
        step.insert("setting", {"key": key, "value": value})
