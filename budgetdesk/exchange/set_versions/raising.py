"""The version of a set that is saved: one more than that of what it replaces, and what changed."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from budgetdesk.dictionary.toml_table import read_table
from budgetdesk.exchange.set_versions.changes import changes_between
from budgetdesk.exchange.set_versions.telling import change_line
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import FormSetError, read_form_set
from budgetdesk.forms.set_version import SetVersion, read_version

_MOST_TOLD = 40


def next_version(new: FormSet, home: Path, today: date | None = None) -> SetVersion:
    """The version of a set that takes its place at `home`: the same where it says the same.

    Args:
        new: the set as it is to be saved.
        home: its folder; what stands there is what it is compared with.
        today: the day of the change.
    """
    day = (today or date.today()).isoformat()  # noqa: DTZ011 - the clerk's own calendar
    if not (home / "set.toml").is_file():
        return SetVersion(1, day)
    try:
        old = read_form_set(home.parent, home.name)
    except FormSetError:  # broken by hand: it is not known what changed
        return SetVersion(_number_at(home) + 1, day)
    changes = tuple(map(change_line, changes_between(old, new)))
    if not changes:
        return old.version if old.version.number else SetVersion(1, day)
    return SetVersion(old.version.number + 1, day, changes[:_MOST_TOLD])


def _number_at(home: Path) -> int:
    with suppress(FormSetError):
        return read_version(read_table(home / "set.toml")).number
    return 0


def version_table(version: SetVersion) -> Mapping[str, object]:
    """A version as the table of set.toml."""
    table: dict[str, object] = {"number": version.number, "date": version.date}
    return table | ({"changes": list(version.changes)} if version.changes else {})
