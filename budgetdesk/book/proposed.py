"""What a project took over from last year and nobody has confirmed: it stands there as a proposal.

What is kept is a short key of each value as it was proposed, as a setting: a field that was edited
says something else and is a proposal no longer, and undoing the edit makes it one again.
"""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.book.row_reading import among
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.records import Held, Horizon, Indicator, Project, RecordKind

_KEY = "proposed."


class StillProposed(NamedTuple):
    """The fields of a project by path, and its indicators by id, that are only proposed."""

    paths: frozenset[str] = frozenset()
    rows: frozenset[int] = frozenset()


NOTHING_PROPOSED = StillProposed()


def propose(step: Step, project: Project) -> None:
    """Let all that a project of the book says be a proposal, but for its name."""
    said = {path: _key_of(value) for path, value in _values(step.dictionary, project)}
    rows = {row.uuid: _key_of(row.said) for row in _rows(project)}
    put_setting(step, f"{_KEY}{project.uuid}", json.dumps({"paths": said, "rows": rows}))


def confirm(step: Step, confirmed: Iterable[Held]) -> None:
    """Take what forms say for theirs."""
    for form in confirmed:
        if step.rows("SELECT 1 FROM setting WHERE key = ?", (f"{_KEY}{form.uuid}",)):
            put_setting(step, f"{_KEY}{form.uuid}", None)


def proposals_of(book: Book, project: Project) -> StillProposed:
    """What of a project is only proposed."""
    found = book.rows(
        "SELECT value FROM setting WHERE key = ? AND value IS NOT NULL", (f"{_KEY}{project.uuid}",)
    )
    return _still(json.loads(found[0][0]), book.dictionary, project) if found else NOTHING_PROPOSED


def proposing(book: Book, ids: Iterable[int] | None = None) -> frozenset[int]:
    """The projects, or those among some, of which something is only proposed."""
    chosen = None if ids is None else json.dumps([*ids])
    rows = book.rows(
        "SELECT p.id, s.value FROM project AS p JOIN setting AS s ON s.key = ?2 || p.uuid "
        f"WHERE s.value IS NOT NULL AND {among('p.id', chosen)}",
        (chosen, _KEY),
    )
    kept: dict[int, str] = dict(rows)
    found = projects(book, kept) if kept else ()
    return frozenset(
        it.id for it in found if any(_still(json.loads(kept[it.id]), book.dictionary, it))
    )


def _still(
    kept: Mapping[str, Mapping[str, str]], dictionary: Dictionary, project: Project
) -> StillProposed:
    said = {path: _key_of(value) for path, value in _values(dictionary, project)}
    paths = {path for path, key in kept["paths"].items() if said.get(path) == key}
    rows = {row.id for row in _rows(project) if kept["rows"].get(row.uuid) == _key_of(row.said)}
    return StillProposed(frozenset(paths), frozenset(rows))


def _values(dictionary: Dictionary, project: Project) -> Iterator[tuple[str, object]]:
    """The fields of a project that say something, but for its name."""
    for path, field in dictionary.kinds[RecordKind.PROJECT].fields.items():
        if path == "name" or field.listed or field.carried or field.computed:
            continue
        value = value_of(project, path)
        if value not in (None, "") and not path.startswith("unit."):
            yield path, value


def _rows(project: Project) -> Iterator[Indicator]:
    for horizon in Horizon:
        yield from project.indicators.of(horizon) or ()


def _key_of(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()
