"""What was understood of a template: its cells with their fields, new fields and lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from budgetdesk.exchange.drawing.reading import ReadPage
from budgetdesk.exchange.drawing.regions import IndicatorPart, ListPart
from budgetdesk.exchange.drawing.template import Box

AGAIN = "again"
"""What a cell says that shows a field once more, of which the form has a cell."""


@dataclass(frozen=True)
class NewField:
    """A field that the set declares: below which list of which record kind, "" for the record.

    `says` is its entry of the dictionary: name, kind, choices, computed …; `by_hand` that its
    formula was typed by a person.
    """

    record: str
    list_path: str
    key: str
    says: Mapping[str, Any]
    by_hand: bool = False


@dataclass(frozen=True)
class NewList:
    """A list of rows that the set declares."""

    record: str
    key: str
    name: str


@dataclass(frozen=True)
class DrawnRule:
    """A rule of 审核 that the set gives, as `rules.toml` says it.

    `rows` is the list whose rows are judged one by one, "" for the record; `failing` and `passing`
    are its examples, by path as they would be typed.
    """

    code: str
    title: str
    severity: str
    rows: str
    when: str
    at: str
    message: str
    why: str
    source: str
    failing: Mapping[str, Any] = field(default_factory=dict)
    passing: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DrawnCell:
    """A cell to be filled in, with its field.

    `label` is the official name with its block, `kind` a word of the dictionary. `row` is the
    number of the row in its list or slot, None outside lists. `says` is what the form's file says
    of the cell beside its field: role, boxes, choice, part, code.
    """

    box: Box
    path: str
    label: str
    kind: str
    carried: bool = False
    computed: bool = False
    list_path: str = ""
    row: int | None = None
    says: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The cell as `forms draw --json` tells it."""
        return {
            "cell": self.box.place,
            "field": self.path,
            "label": self.label,
            "kind": self.kind.partition("(")[0],
            "carried": self.carried,
            "computed": self.computed,
            "list": self.list_path or None,
            "row": self.row,
        }


@dataclass(frozen=True)
class DrawnBand:
    """A part of the form whose rows repeat: its part of the template, its list in each half.

    `cells` are the cells of the row that the form's file gives, by template column.
    """

    part: IndicatorPart | ListPart
    list_paths: tuple[str, ...]
    cells: Mapping[int, tuple[int, Mapping[str, Any]]]
    tree: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class KeptSet:
    """What a saved set says that its drawn forms do not hold, to be saved again as it is.

    `head` is set.toml without name, forms, version and what the forms hold; `files` are others by
    their names, `rules` those of other shapes, by code, `fields` those that no form shows, by table
    and key. `places` says in which cell of a template's sheet something stands, by table and key.
    """

    head: Mapping[str, Any]
    files: Mapping[str, str]
    rules: Mapping[str, Mapping[str, Any]]
    fields: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class KeptForm:
    """What the file of a saved form says: its name, its own keys, and of each printed cell."""

    file: str
    head: Mapping[str, Any]
    labels: Mapping[Box, Mapping[str, Any]]
    of_set: KeptSet


@dataclass
class DrawnForm:
    """One form drawn from one sheet, or from a saved set."""

    page: ReadPage
    record: str
    unit: str  # of its amounts
    marked: bool = False  # its cells name their fields
    cells: list[DrawnCell] = field(default_factory=list)
    bands: list[DrawnBand] = field(default_factory=list)
    fields: list[NewField] = field(default_factory=list)
    lists: list[NewList] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    rules: list[DrawnRule] = field(default_factory=list)
    kept: KeptForm | None = None  # of a form that was saved before

    @property
    def title(self) -> str:
        """The title as the sheet has it."""
        return self.page.title

    def as_json(self) -> dict[str, object]:
        """The form as `forms draw --json` tells it."""
        ordered = sorted(self.cells, key=lambda it: (it.box.row, it.box.column))
        return {"title": self.title, "cells": [cell.as_json() for cell in ordered]}


def told(forms: list[DrawnForm]) -> dict[str, object]:
    """What was understood of a workbook, as JSON has it."""
    several = len(forms) > 1
    unknown = [
        {"cell": f"{form.page.template.sheet}!{cell}" if several else cell, "reason": reason}
        for form in forms
        for cell, reason in form.unknown
    ]
    return {
        "record": forms[0].record,
        "forms": [form.as_json() | ({"record": form.record} if several else {}) for form in forms],
        "unknown": unknown,
    }
