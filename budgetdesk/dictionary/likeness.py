"""Record kinds that ask for what another asks for: `like = "target_review"`."""

from budgetdesk.dictionary.toml_table import TomlTable

LIKE = "like"


def with_likes(table: TomlTable) -> TomlTable:
    """A set's declarations with each kind that is like another written out, as books keep them.

    Raises:
        FormSetError: a kind is like none that is declared before it.
    """
    before: dict[str, str] = {}
    for kind in table.written:
        told = table.table(kind) if table.holds(kind, dict) else None
        if told is not None and LIKE in told:
            table = table.like(kind, told.one_of(LIKE, before), LIKE)
        before[kind] = kind
    return table
