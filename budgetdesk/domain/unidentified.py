"""Records that are no particular ones: they say the same, and nobody could tell them again."""

from dataclasses import replace

from budgetdesk.domain.records import (
    Declared,
    DeclaredRecord,
    DeclaredRow,
    Form,
    Indicator,
    ListRow,
    OverallForm,
    PerHorizon,
)


def without_identity(form: Form) -> Form:
    """A form that says the same and is no particular one: its own uuid and its rows' are blank.

    So are copies, and what is published: nobody there has any use for them.
    """
    if isinstance(form, OverallForm):
        tasks = tuple(replace(task, uuid="") for task in form.key_tasks)
        rows = _anyones(form.indicators)
        own = _declared_of_none(form.declared)
        return replace(form, uuid="", indicators=rows, key_tasks=tasks, declared=own)
    long = form.indicators.implementation
    rows = PerHorizon(None if long is None else _anyones(long), _anyones(form.indicators.annual))
    return replace(form, uuid="", indicators=rows, declared=_declared_of_none(form.declared))


def record_of_none(record: DeclaredRecord) -> DeclaredRecord:
    """The same of a record of a declared kind."""
    return replace(record, uuid="", filled_in=False, declared=_declared_of_none(record.declared))


def _declared_of_none(declared: Declared) -> Declared:
    return {path: _each_of_none(value) for path, value in declared.items()}


def _each_of_none(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return tuple(
        record_of_none(one) if isinstance(one, DeclaredRecord) else _row_of_none(one)
        for one in value
    )


def _row_of_none(row: "ListRow") -> "ListRow":
    if isinstance(row, DeclaredRow):
        return replace(row, uuid="", follows="")
    return replace(row, uuid="")


def _anyones(rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    return tuple(replace(row, uuid="") for row in rows)
