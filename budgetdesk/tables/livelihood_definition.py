"""What `livelihood.toml` of a form set says: how its list of 民生领域重大事项 is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from budgetdesk.assets import forms_folder
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import (
    FormSetError,
    has_part,
    load_form_set,
    read_form_set,
    read_part,
)

__all__ = ["FormSetError", "has_livelihood", "load_livelihood", "read_livelihood"]

_FILE = "livelihood"


class Shows(StrEnum):
    """What a column of the list shows."""

    NUMBER = "number"  # counted from 1
    UNIT = "unit"  # CODE-NAME
    PROJECT = "project"
    AMOUNT = "amount"


class Stands(StrEnum):
    """Where the list is printed among the forms."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column; `width` is a weight."""

    shows: Shows
    head: str
    width: float


@dataclass(frozen=True, slots=True)
class LivelihoodDefinition:
    """The list of a form set. `{year}` in the title stands for the budget year."""

    id: str
    version: str
    title: str
    unit: str
    stands: Stands
    columns: tuple[ListColumn, ...]
    thousands: bool  # separators in amounts, as on the set's forms


@cache
def load_livelihood(form_set: str) -> LivelihoodDefinition | None:
    """The list of a form set, read once; None where the set has none.

    Raises:
        FormSetError: the file cannot be used.
    """
    return _read(forms_folder(), form_set, lambda: load_form_set(form_set))


@cache
def has_livelihood(form_set: str) -> bool:
    """Whether a form set has a list; quicker than reading it.

    Raises:
        FormSetError: a set.toml cannot be used.
    """
    return has_part(forms_folder(), form_set, _FILE)


def read_livelihood(folder: Path, form_set: str) -> LivelihoodDefinition | None:
    """The list of a form set below `folder`, read anew; None where the set has none.

    Raises:
        FormSetError: a key is missing, unknown or wrong.
    """
    return _read(folder, form_set, lambda: read_form_set(folder, form_set))


def _read(
    folder: Path, set_id: str, form_set: Callable[[], FormSet]
) -> LivelihoodDefinition | None:
    if not has_part(folder, set_id, _FILE):
        return None
    table, thousands = read_part(folder, set_id, _FILE), form_set().thousands
    definition = LivelihoodDefinition(
        id=f"{set_id}/{_FILE}",
        version=table.text("version"),
        title=table.text("title"),
        unit=table.text("unit"),
        stands=table.one_of("stands", {it.value: it for it in Stands}, Stands.BEFORE.value),
        columns=_columns(table),
        thousands=thousands,
    )
    table.finish()
    return definition


def _columns(table: TomlTable) -> tuple[ListColumn, ...]:
    columns = tuple(_column(column) for column in table.tables("columns"))
    shown = [column.shows for column in columns]
    if len(set(shown)) < len(shown):
        table.fail("columns", "两列的 show 相同，请删去其中一列。")
    if Shows.PROJECT not in shown:
        table.fail("columns", "缺少项目名称，请补上 show 为 project 的一列。")
    return columns


def _column(table: TomlTable) -> ListColumn:
    column = ListColumn(
        shows=table.one_of("show", {it.value: it for it in Shows}),
        head=table.text("head"),
        width=table.number("width"),
    )
    table.finish()
    return column
