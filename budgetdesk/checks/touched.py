"""What a change of the book means for the rules: which records, and which of their fields."""

from collections import defaultdict
from dataclasses import dataclass, field

from budgetdesk.book.change import Change, RowChange
from budgetdesk.checks.rule import OWN_FIELDS
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import (
    OWN,
    Dictionary,
    FieldGroup,
    KindDeclaration,
    RowList,
)
from budgetdesk.dictionary.standing import has_form, is_project
from budgetdesk.domain.records import RecordKind

_TOLD = {
    "revenue_line": "revenue",
    "disclosure_entry": "entries",
    "disclosure_paragraph": "paragraphs",
    "catalogue_entry": "catalogue",
    "listed_project": "listed",
}


class TableWords:
    """What the tables of a book's forms mean to the rules, of the dictionary that it has."""

    def __init__(self, dictionary: Dictionary) -> None:
        kinds = [it for it in dictionary.kinds.values() if has_form(it.kind)]
        self.own = {kind.kind: kind for kind in kinds if kind.own}
        self._kinds = {kind.table: kind for kind in kinds}
        # By table and column: a single field by its path, others by the head of their group.
        self._paths = {kind.table: _single_paths(kind) for kind in kinds}
        self._groups = {
            group.table: (kind.kind, group)
            for kind in kinds
            for group in kind.groups
            if group.table
        }
        # A record that came, went or moved: what every rule reads of a form.
        self._whole = {
            kind.kind: frozenset({OWN_FIELDS, *(path.partition(".")[0] for path in kind.fields)})
            for kind in kinds
        }

    def whole(self, kind: str) -> frozenset[str]:
        """The heads of all that records of a kind hold."""
        return self._whole[kind]

    def kind_of(self, table: str) -> str | None:
        """The kind whose own rows stand in a table; None for any other table."""
        return self._kinds[table].kind if table in self._kinds else None

    def group_of(self, table: str) -> tuple[str, FieldGroup | RowList] | None:
        """The list or part whose rows stand in a table, and of which kind; None for none."""
        return self._groups.get(table)

    def paths(self, row: RowChange) -> frozenset[str]:
        """What of a form changed; all of it where the record came, went or moved elsewhere."""
        kind = self._kinds[row.table]
        if not row.columns or f"{kind.below}_id" in row.columns:
            return self._whole[kind.kind]
        own = {OWN_FIELDS} if kind.own or any(it.startswith(OWN) for it in row.columns) else set()
        paths = (self._paths[row.table].get(column, column) for column in row.columns)
        return frozenset({*own, *paths})

    def is_own(self, row: RowChange, kind: str) -> bool:
        """Whether a change in a list or part of a kind is of something that a set declares."""
        return (
            kind in self.own
            or row.table.startswith(OWN)
            or not row.columns
            or any(column.startswith(OWN) for column in row.columns)
        )


def _single_paths(kind: KindDeclaration) -> dict[str, str]:
    paths = {field.column: field.path for field in kind.single}
    parts = (part for part in kind.parts.values() if not part.table)
    return paths | {field.column: part.path for part in parts for field in part.fields}


def _no_paths() -> dict[int, set[str]]:
    return defaultdict(set)


@dataclass(slots=True)
class Touched:
    """The records a change touched, with the paths of the fields that changed.

    `tree` is set when a department or unit came, went or changed, `order` when a project came,
    went or moved as well. `lines` are the ledger lines touched in any way, `ledger` is set when
    more of them changed than the name of a project that was renamed. `explanations` is set when
    one came, went or changed, or may by the name of its indicator. `told` are the paths of what
    departments hold beside their ledger, and `listed`, the published 民生 list.
    """

    tree: bool = False
    order: bool = False
    settings: bool = False
    ledger: bool = False
    explanations: bool = False
    lines: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    units: set[int] = field(default_factory=set)
    departments: set[int] = field(default_factory=set)
    forms: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(_no_paths))
    moved: set[str] = field(default_factory=set)  # declared kinds of which records came or went

    def of(self, kind: str) -> dict[int, set[str]]:
        """The records of a kind of form."""
        return self.forms[kind]

    @property
    def projects(self) -> dict[int, set[str]]:
        """The projects themselves."""
        return self.of(RecordKind.PROJECT)

    @property
    def overalls(self) -> dict[int, set[str]]:
        """The overall forms themselves."""
        return self.of(RecordKind.OVERALL)

    def paths(self) -> set[str]:
        """Every path touched anywhere, for the rules that read the whole book."""
        # Of two records that are alike the later one is told of, so the order counts too.
        paths = self.common_paths() | (_ORDERED if self.order else set())
        if any(found for kind, found in self.forms.items() if kind not in _BASE):
            paths |= {OWN_FIELDS}
        return paths.union(*self.projects.values(), *self.overalls.values())

    def common_paths(self) -> set[str]:
        """The paths that every record reads from the book around it."""
        paths = {"ledger"} if self.ledger else set()
        return paths | {"unit", "department"} if self.tree else paths


_BASE = (RecordKind.PROJECT, RecordKind.OVERALL)
_ORDERED = TableWords(base_dictionary()).whole(RecordKind.PROJECT) - {OWN_FIELDS}


def touched_by(change: Change, words: TableWords) -> Touched:
    """The records and fields that a change touched."""
    touched = Touched()
    for row in change.rows:
        _add(touched, row, words)
    renamed = any("name" in paths for paths in touched.projects.values())
    # Lines whose project is called otherwise, but no project is: another one is meant.
    touched.ledger |= bool(touched.lines) and not renamed
    return touched


def _add(touched: Touched, row: RowChange, words: TableWords) -> None:
    if found := words.group_of(row.table):
        kind, group = found
        touched.of(kind)[row.record_id].add(group.path.partition(".")[0])
        if words.is_own(row, kind):
            touched.of(kind)[row.record_id].add(OWN_FIELDS)
        touched.explanations |= isinstance(group, RowList) and _is_another(row, group)
    elif (record := words.kind_of(row.table)) is not None:
        touched.of(record)[row.record_id] |= words.paths(row)
        moved = not row.columns or not row.columns.isdisjoint({"unit_id", "position"})
        touched.order |= moved and is_project(record)
        if moved and record in words.own:
            touched.moved.add(record)
            touched.explanations = True
    else:
        _add_around(touched, row)


def _add_around(touched: Touched, row: RowChange) -> None:
    match row.table:
        case "department":
            touched.tree = touched.order = True
            touched.departments.add(row.row_id)
        case "unit":
            touched.tree = touched.order = True
            touched.units.add(row.row_id)
        case "ledger_line":
            touched.lines.add(row.row_id)
            touched.ledger |= row.columns != {"project"}
        case table if table in _TOLD:
            touched.told.add(_TOLD[table])
        case "explanation":
            touched.explanations = True
        case "setting":
            touched.settings = True


def _is_another(row: RowChange, rows: RowList) -> bool:
    """Whether an explanation of a row may stand otherwise, by what the row is called now."""
    if not (rows.slotted or rows.own):
        return False
    return not row.columns or not row.columns.isdisjoint({"level2", rows.known_by})
