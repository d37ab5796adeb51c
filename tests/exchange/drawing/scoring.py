"""How many cells of a template are drawn right: label, kind, where it comes from, its row."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.drawn import told

Cell = Mapping[str, Any]
TEMPLATES = Path(__file__).parent / "templates"


class Score(NamedTuple):
    """Right cells of all that are expected; the wrong ones with what was drawn; surplus ones."""

    right: int
    expected: int
    wrong: list[tuple[str, object, object]]
    surplus: list[str]

    @property
    def share(self) -> float:
        """Right cells among those expected."""
        return self.right / self.expected


def expected_of(name: str) -> list[Cell]:
    """What the cells of a template are."""
    content = json.loads((TEMPLATES / f"{name}.json").read_text(encoding="utf-8"))
    cells: list[Cell] = content["cells"]
    return cells


def score(path: Path, expected: list[Cell]) -> Score:
    """Draw a template and hold it against what its cells are."""
    forms: Any = told(draw(path))["forms"]
    drawn = {cell["cell"]: cell for form in forms for cell in form["cells"]}
    wrong: list[tuple[str, object, object]] = []
    for cell in expected:
        found = drawn.get(cell["cell"])
        wanted, got = _said(cell, "field"), None if found is None else _said(found, "label")
        if wanted != got:
            wrong.append((cell["cell"], wanted, got))
    places = {cell["cell"] for cell in expected}
    surplus = [place for place in drawn if place not in places]
    return Score(len(expected) - len(wrong), len(expected), wrong, surplus)


def _said(cell: Cell, name: str) -> tuple[object, ...]:
    carried, computed = cell.get("carried", False), cell.get("computed", False)
    return cell[name], cell["kind"], carried, computed, cell.get("row")
