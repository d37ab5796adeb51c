"""Which fields of a record kind tell of a project's life line, as a dictionary declares it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.domain.fields import Field

if TYPE_CHECKING:
    from budgetdesk.dictionary.toml_table import TomlTable

KEY = "life_line"


class LifeLineParts(NamedTuple):
    """What of a kind stands on the life line.

    `rows` is the list whose rows are the indicators, "" where none are; of a row `value` is what is
    set or was reached, `score` what it scored, `proposal` what is proposed for the next year.
    `planned` and `executed` are fields of money. "" stands for what a kind does not tell.
    """

    rows: str = ""
    value: str = ""
    score: str = ""
    proposal: str = ""
    planned: str = ""
    executed: str = ""


def read_life_line(table: "TomlTable", fields: Mapping[str, Field]) -> LifeLineParts | None:
    """The parts that a kind's table declares; None where it declares none.

    Raises:
        FormSetError: a part is no field, or no list, of the kind.
    """
    if KEY not in table:
        return None
    told = table.table(KEY)
    told.refuse_all_but(LifeLineParts._fields)
    lists = {path.rpartition(".")[0]: "" for path, it in fields.items() if it.listed}
    rows = told.one_of("rows", {it: it for it in lists}) if "rows" in told else ""
    within = {it.last: it.last for path, it in fields.items() if path.rpartition(".")[0] == rows}
    alone = {path: path for path, it in fields.items() if not it.listed}
    found = {
        name: told.one_of(name, alone if name in ("planned", "executed") else within)
        for name in LifeLineParts._fields[1:]
        if name in told
    }
    return LifeLineParts(rows, **found)
