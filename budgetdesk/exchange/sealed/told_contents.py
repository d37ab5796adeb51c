"""Whether what a package says its contents are has the shape that contents have.

A package comes from anybody, and its hashes can be reckoned by anybody. What its values are is for
the import to judge, which names the place; here is what comparing and merging rely on.
"""

from collections.abc import Iterable
from typing import Any

from budgetdesk.exchange.sealed.contents import FILES

_LINES = ("ledger", "revenue", "catalogue")
_IDENTITIES = ("uuid", "follows")
_NESTING = (dict, list)  # just these come of JSON


def require_contents(contents: Any) -> None:
    """Refuse what are no contents.

    Raises:
        TypeError: a part is of another type than it is in contents.
        ValueError: there is a part that contents have not, or an identity stands twice in a list.
    """
    _require_record(contents)
    if not contents.keys() <= FILES.keys():
        raise ValueError(contents.keys() - FILES.keys())
    for key, part in contents.items():
        (_require_lines if key in _LINES else _require_record)(part)
    projects = contents.get("projects", {})
    _require_rows(projects.get("projects", []), ("uuid", "name"))
    _require_rows(projects.get("units", []), ("name",))
    _require_identities(contents)


def _require_record(told: Any) -> None:
    if not isinstance(told, dict):
        raise TypeError(told)


def _require_lines(told: Any) -> None:
    """Lines of text, the first of which names the columns."""
    if not isinstance(told, list) or not all(isinstance(it, str) for it in told):
        raise TypeError(told)


def _require_rows(told: Any, keys: Iterable[str]) -> None:
    if not isinstance(told, list):
        raise TypeError(told)
    for row in told:
        _require_record(row)
        if not all(isinstance(row.get(key), str) for key in keys):
            raise TypeError(row)


def _require_identities(contents: Any) -> None:
    """One level after the other: most of what stands there is text."""
    level = [contents]
    while level:
        records = [it for it in level if type(it) is dict]
        told = {type(it[key]) for key in _IDENTITIES for it in records if key in it}
        if not told <= {str}:
            raise TypeError(told)
        sides = [[*it.values()] if type(it) is dict else it for it in level]
        level = []
        for side in sides:
            if below := [it for it in side if type(it) in _NESTING]:
                _require_different(below)
                level += below


def _require_different(side: Iterable[Any]) -> None:
    own = [it["uuid"] for it in side if type(it) is dict and it.get("uuid")]
    if len({*map(str, own)}) < len(own):
        raise ValueError(own)
