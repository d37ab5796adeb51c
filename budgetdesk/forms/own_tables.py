"""What a set and those it extends say of their own, beyond a set that others stand on too."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from budgetdesk.dictionary.likeness import with_likes
from budgetdesk.dictionary.toml_table import read_table
from budgetdesk.forms.loader import chain_of


class OwnTables(NamedTuple):
    """The tables as the files write them: fields and lists, rules by code, parameters by name."""

    dictionary: Mapping[str, Any]
    rules: Mapping[str, Any]
    parameters: Mapping[str, Any]


def own_tables(folder: Path, set_id: str, base: str) -> OwnTables:
    """The tables of the set of that id below `folder`, without what the set `base` says.

    Raises:
        FormSetError: a set of the chain is not there, or a file of it cannot be read.
    """
    of_base = {it.file for it in chain_of(folder, base)}
    chain = [it for it in chain_of(folder, set_id) if it.file not in of_base]
    homes = [it.file.parent for it in chain]
    dictionary, rules = (
        _together(
            [
                with_likes(read_table(file)).plain()
                for home in homes
                if (file := home / name).is_file()
            ]
        )
        for name in ("dictionary.toml", "rules.toml")
    )
    return OwnTables(dictionary, rules, _together([_parameters(it.plain()) for it in chain]))


def _parameters(table: Mapping[str, object]) -> Mapping[str, object]:
    found = table.get("parameters")
    return found if isinstance(found, dict) else {}


def _together(tables: list[Any]) -> dict[str, Any]:
    """Tables key by key; anything else is what the last says."""
    whole: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            both = isinstance(value, dict) and isinstance(whole.get(key), dict)
            whole[key] = _together([whole[key], value]) if both else value
    return whole
