"""The form sets of an office's own, as they lie in the user's folder."""

from pathlib import Path
from typing import NamedTuple

from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.forms.loader import is_set_id, read_form_set


class OwnSet(NamedTuple):
    """A set of the folder: its id, what it is called, its version; what is wrong with it, or ""."""

    set_id: str
    name: str
    version: str = ""
    fault: str = ""

    @property
    def told(self) -> str:
        """Id and version, as they stand behind the name; that it is broken."""
        return "读不出来" if self.fault else "，".join(filter(None, (self.set_id, self.version)))


def own_sets(folder: Path) -> tuple[OwnSet, ...]:
    """The sets below a folder, whole or broken, by their ids."""
    homes = sorted(it.parent for it in folder.glob("*/set.toml") if is_set_id(it.parent.name))
    return tuple(map(_own_set, homes))


def _own_set(home: Path) -> OwnSet:
    try:
        found = read_form_set(home.parent, home.name)
    except FormSetError as error:
        return OwnSet(home.name, home.name, fault=str(error))
    version = str(found.version) if found.version.number else ""
    return OwnSet(home.name, found.name, version)
