"""A package's contents under the names and identities that the receiving book has for them."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from budgetdesk.dictionary.declaration import LEVELS
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.sealed.contents import Contents

Renames = Mapping[str, str]
"""Identities of a package and those that the book has for them."""

_IDENTITIES = ("uuid", "follows", "row")
_OF_FILE = ("format", "version", "form_set", "fiscal_year", "region", "title")


def renames_for(
    contents: Contents, have: Contents, owners: Mapping[str, str], unit_key: str, seed: str
) -> Renames:
    """Which identities of a package go by others here.

    A project that another unit has under the same identity, as happens where one book was copied
    for both, and all in it, gets one of its own, the same each time. A project that the unit has
    under its name, but not from a package, keeps the book's, and its rows those that are alike.

    Args:
        contents: of the package.
        have: what the book has of the unit.
        owners: the keys of the units by the uuids of their projects.
        unit_key: of the package's unit.
        seed: what new identities are made from: the same for every package of the unit.
    """
    renames: dict[str, str] = {}
    own = projects_in(have)
    by_name = {fold_name(it["name"]): uuid for uuid, it in own.items()}
    sent = projects_in(contents)
    for uuid, one in sent.items():
        named = by_name.get(fold_name(one["name"]))
        is_known = uuid in own or _of_its_own(uuid, seed) in own
        if not is_known and named is not None and named not in sent:
            renames |= {uuid: named, **dict(_rows_alike(one, own[named]))}
        elif uuid not in own and (is_known or owners.get(uuid, unit_key) != unit_key):
            renames |= {it: _of_its_own(it, seed) for it in _uuids(one)}
    overall, held = contents.get("overall"), have.get("overall")
    if overall and held and overall["uuid"] != held["uuid"]:  # a department has just one
        renames |= {overall["uuid"]: held["uuid"], **dict(_rows_alike(overall, held))}
    return renames


def _of_its_own(uuid: str, seed: str) -> str:
    """The identity that stands for one of another unit."""
    return str(uuid5(NAMESPACE_OID, seed + uuid))


def _rows_alike(theirs: Any, ours: Any) -> Iterator[tuple[str, str]]:
    """Rows and records of two projects that say which they are alike, and those below them."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in theirs.keys() & ours.keys():
            yield from _rows_alike(theirs[key], ours[key])
    elif isinstance(theirs, list) and isinstance(ours, list):
        left = [it for it in ours if isinstance(it, dict) and it.get("uuid")]
        for one in theirs:
            same = [it for it in left if _face(it) == _face(one)]
            same.sort(key=lambda it: it["uuid"] != one["uuid"])
            if same:
                left.remove(same[0])
                yield one["uuid"], same[0]["uuid"]
                yield from _rows_alike(one, same[0])


def _face(row: Any) -> tuple[str, ...]:
    """What a row is known by: its levels and the first text that it says."""
    if not isinstance(row, dict) or not row.get("uuid"):
        return ()
    levels = tuple(str(row.get(key, "")) for key in LEVELS)
    rest = (it for key, it in row.items() if key not in (*LEVELS, *_IDENTITIES))
    return (*levels, *(it for it in rest if isinstance(it, str) and it))[: len(levels) + 1]


def projects_in(contents: Contents) -> dict[str, Any]:
    """The projects of contents by their uuids."""
    return {it["uuid"]: it for it in contents.get("projects", {}).get("projects", ())}


def _uuids(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("uuid"), str):
            yield content["uuid"]
        for value in content.values():
            yield from _uuids(value)
    elif isinstance(content, list):
        for value in content:
            yield from _uuids(value)


def renamed(content: Any, renames: Renames) -> Any:
    """Contents with other identities."""
    if not renames:
        return content
    if isinstance(content, dict):
        return {
            key: renames.get(value, value)
            if key in _IDENTITIES and isinstance(value, str)
            else renamed(value, renames)
            for key, value in content.items()
        }
    return [renamed(it, renames) for it in content] if isinstance(content, list) else content


def as_of_unit(contents: Contents, unit: Unit, have: Contents) -> Contents:
    """Contents under the names that the book has for unit and department."""
    if not contents:
        return contents
    department = {"code": unit.department.code, "name": unit.department.name}
    flat = {"department_code": department["code"], "department_name": department["name"]}
    named = dict(contents)
    if "projects" in named:
        named["projects"] = _projects_of(named["projects"], unit, department)
    for part in ("overall", "disclosure"):
        if part in named:
            named[part] = {**named[part], **flat}
    for part in ("ledger", "revenue"):
        if part in named:
            named[part] = _lines_of(named[part], unit.name)
    return {key: _as_told(value, have.get(key)) for key, value in named.items()}


def _projects_of(told: Any, unit: Unit, department: dict[str, str]) -> Any:
    own = {"unit": {"name": unit.name}, "department": department}
    units = [
        {**it, "name": unit.name, "code": unit.code or it["code"], "department": department}
        for it in told.get("units", ())
    ]
    return {**told, "units": units, "projects": [{**it, **own} for it in told["projects"]]}


def _lines_of(lines: list[str], unit_name: str) -> list[str]:
    head, *rows = csv.reader(io.StringIO("\n".join(lines)))
    column = head.index("unit")
    for row in rows:
        row[column] = unit_name
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([head, *rows])
    return text.getvalue().splitlines()


def _as_told(part: Any, have: Any) -> Any:
    """What a file says of itself is not what it says of the unit."""
    if not isinstance(part, dict) or not isinstance(have, dict):
        return part
    return {**part, **{key: have[key] for key in _OF_FILE if key in part and key in have}}
