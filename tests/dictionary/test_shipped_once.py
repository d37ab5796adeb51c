"""One fact of the shipped sets stands in one file: what several say is said by what they extend."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from budgetdesk.assets import forms_folder

Key = tuple[str, ...]
# What each says of itself, though another says the same.
_OF_ITS_OWN = frozenset(
    ("base", "brackets", "extend", "fiscal_year", "name", "region", "thousands", "tree", "version")
)
_LONG = 12  # characters, in which two would not say the same by chance


def _leaves(table: Mapping[str, Any], above: Key) -> Iterator[tuple[Key, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _said() -> dict[str, dict[Key, Any]]:
    """What each set's own files say, by file and keys."""
    return {
        folder.name: {
            key: value
            for file in sorted(folder.glob("*.toml"))
            for key, value in _leaves(tomllib.loads(file.read_text("utf-8")), (file.name,))
        }
        for folder in sorted(forms_folder().iterdir())
    }


def _above(said: Mapping[str, Mapping[Key, Any]], set_id: str) -> Iterator[str]:
    while set_id := said[set_id].get(("set.toml", "extend"), ""):
        yield set_id


def test_no_set_says_again_what_it_takes_over() -> None:
    said = _said()
    again = []
    for set_id, own in said.items():
        for key, value in own.items():
            inherited = next(
                (said[it][key] for it in _above(said, set_id) if key in said[it]), None
            )
            if inherited == value and not _OF_ITS_OWN.intersection(key) and set_id != "shanxi":
                again.append((set_id, key))
    assert again == []


def test_no_two_sets_say_the_same_long_thing() -> None:
    by_value: dict[tuple[Key, str], list[str]] = defaultdict(list)
    for set_id, own in _said().items():
        for key, value in own.items():
            if not _OF_ITS_OWN.intersection(key) and len(str(value)) > _LONG:
                by_value[key, str(value)].append(set_id)
    assert {key: sets for key, sets in by_value.items() if len(sets) > 1} == {}
