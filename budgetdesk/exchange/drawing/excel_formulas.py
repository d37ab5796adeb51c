"""Plain formulas of a spreadsheet, SUM and + and − of cells, as formulas of the set."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from budgetdesk.exchange.cell_names import column_number
from budgetdesk.exchange.drawing.correcting import declared_of
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm
from budgetdesk.exchange.drawing.reading import FORMULA_TOLD
from budgetdesk.exchange.drawing.reckoning import compute

_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,4}"
_RANGE = rf"{_CELL}(?::{_CELL})?"
_TERM = re.compile(rf"(?P<sign>[+-]?)(?:SUM\((?P<sum>{_RANGE}(?:,{_RANGE})*)\)|(?P<cell>{_CELL}))")
_PLACE = re.compile(r"\$?(?P<letters>[A-Z]+)\$?(?P<row>[0-9]+)")
_SUMMED = ("money", "count", "decimal", "percent")


class _Amount(NamedTuple):
    """What is added or taken away: as the set's formula names it, and its kind."""

    said: str
    kind: str
    negative: bool


def take_formulas(form: DrawnForm) -> None:
    """Let new fields be worked out as the formulas in their cells say; others stay told."""
    for cell in list(form.cells):
        source = cell.box.source
        declared = declared_of(form, cell) if source and not cell.list_path else None
        amounts = list(_amounts(form, cell, source)) if declared is not None else []
        kinds = {it.kind for it in amounts if it is not None}
        known = [it for it in amounts if it is not None]
        if declared is None or not known or len(known) < len(amounts) or len(kinds) > 1:
            continue
        at = form.fields.index(declared)
        form.fields[at] = replace(declared, says={**declared.says, **_kind(form, known[0].kind)})
        typed = replace(cell, kind=known[0].kind)
        form.cells[form.cells.index(cell)] = typed
        compute(form, typed, _formula(known))
        form.unknown[:] = [it for it in form.unknown if it != (cell.box.place, FORMULA_TOLD)]


def _kind(form: DrawnForm, kind: str) -> dict[str, str]:
    says = {"kind": "decimal(2)" if kind == "decimal" else kind}
    return says | ({"unit": form.unit} if kind == "money" else {})


def _formula(amounts: list[_Amount]) -> str:
    """What is added, less what is taken away; blanks count as nothing."""
    added = [it.said for it in amounts if not it.negative]
    less = [it.said for it in amounts if it.negative]
    text = _total(added) if added else "0"
    return f"{text} - {_total(less)}" if less else text


def _total(said: list[str]) -> str:
    return f"total({', '.join(said)})" if len(said) > 1 else said[0]


def _amounts(form: DrawnForm, cell: DrawnCell, source: str) -> Iterator[_Amount | None]:
    """The amounts of a formula; None for one that is none of the form's cells."""
    rest = source.replace(" ", "").upper().removeprefix("=")
    while rest:
        found = _TERM.match(rest)
        if found is None:
            yield None
            return
        negative = found["sign"] == "-"
        for spot in (found["sum"] or found["cell"]).split(","):
            yield from _within(form, cell, spot, negative=negative)
        rest = rest[found.end() :]
        if rest and rest[0] not in "+-":
            yield None
            return


def _within(
    form: DrawnForm, target: DrawnCell, spot: str, *, negative: bool
) -> Iterator[_Amount | None]:
    """The cells of a range; rows of a list are its column, all of it."""
    first, _, last = spot.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    cells = [
        it
        for it in form.cells
        if top <= _place(it.box.place)[0] <= bottom and left <= _place(it.box.place)[1] <= right
    ]
    if not cells or target in cells:
        yield None
    columns: dict[str, list[DrawnCell]] = {}
    for cell in cells:
        kind = cell.kind.partition("(")[0]
        if kind not in _SUMMED:
            yield None
        elif cell.list_path:
            columns.setdefault(cell.path, []).append(cell)
        else:
            yield _Amount(_name(form, cell), kind, negative)
    for path, column in columns.items():
        whole = [it for it in form.cells if it.path == path]
        list_path, _, key = path.rpartition(".")
        said = f"sum({list_path}, {key})"
        kind = column[0].kind.partition("(")[0]
        yield _Amount(said, kind, negative) if len(column) == len(whole) else None


def _name(form: DrawnForm, cell: DrawnCell) -> str:
    declared = declared_of(form, cell)
    return cell.path if declared is None else f"「{declared.says['name']}」"


def _place(name: str) -> tuple[int, int]:
    """Row and column of a cell's name, from 1."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return 0, 0
    return int(found["row"]), column_number(found["letters"].encode())
