"""What a change of the book means for the rules: which records, and which of their fields."""

from collections import defaultdict
from dataclasses import dataclass, field

from budgetdesk.book.change import Change, RowChange
from budgetdesk.dictionary.base import base_dictionary, fields_of
from budgetdesk.dictionary.declaration import RowList
from budgetdesk.domain.records import RecordKind

_TOLD = {
    "revenue_line": "revenue",
    "disclosure_entry": "entries",
    "disclosure_paragraph": "paragraphs",
    "catalogue_entry": "catalogue",
    "listed_project": "listed",
}
_FORMS = (RecordKind.PROJECT, RecordKind.OVERALL)
# By table and column, what the rules call it: a single field by its path, others by their heads.
_PATHS: dict[str, dict[str, str]] = {
    kind: {
        **{field.column: field.path for field in base_dictionary().kinds[kind].single},
        **{
            field.column: part.path
            for part in base_dictionary().kinds[kind].parts.values()
            for field in part.fields
            if not part.table
        },
    }
    for kind in _FORMS
}
# The list or part that the rows of a table belong to, and whose; whether findings name its rows.
_HEADS = {
    group.table: (kind, group.path.partition(".")[0], isinstance(group, RowList) and group.slotted)
    for kind in _FORMS
    for group in base_dictionary().kinds[kind].groups
    if group.table
}
# A record that came, went or moved: what every rule reads of a form.
_WHOLE = {kind: frozenset(path.partition(".")[0] for path in fields_of(kind)) for kind in _FORMS}


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
    projects: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    overalls: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def of(self, kind: str) -> dict[int, set[str]]:
        """The records of a kind of form."""
        return self.projects if kind == RecordKind.PROJECT else self.overalls

    def paths(self) -> set[str]:
        """Every path touched anywhere, for the rules that read the whole book."""
        # Of two records that are alike the later one is told of, so the order counts too.
        paths = self.common_paths() | (_WHOLE[RecordKind.PROJECT] if self.order else set())
        return paths.union(*self.projects.values(), *self.overalls.values())

    def common_paths(self) -> set[str]:
        """The paths that every record reads from the book around it."""
        paths = {"ledger"} if self.ledger else set()
        return paths | {"unit", "department"} if self.tree else paths


def touched_by(change: Change) -> Touched:
    """The records and fields that a change touched."""
    touched = Touched()
    for row in change.rows:
        _add(touched, row)
    renamed = any("name" in paths for paths in touched.projects.values())
    # Lines whose project is called otherwise, but no project is: another one is meant.
    touched.ledger |= bool(touched.lines) and not renamed
    return touched


def _add(touched: Touched, row: RowChange) -> None:
    if row.table in _HEADS:
        kind, head, explained = _HEADS[row.table]
        touched.of(kind)[row.record_id].add(head)
        touched.explanations |= explained and _is_another(row)
    elif row.table in _PATHS:
        touched.of(row.table)[row.record_id] |= _paths(row)
        moved = not row.columns or not row.columns.isdisjoint({"unit_id", "position"})
        touched.order |= moved and row.table == RecordKind.PROJECT
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


def _is_another(row: RowChange) -> bool:
    """Whether an explanation of an indicator may stand otherwise, by what the row is called now."""
    return not row.columns or not row.columns.isdisjoint({"level2", "name"})


def _paths(row: RowChange) -> set[str]:
    """What of a form changed; all of it where the record came, went or moved to another unit."""
    if not row.columns or "unit_id" in row.columns:
        return set(_WHOLE[RecordKind(row.table)])
    return {_PATHS[row.table].get(column, column) for column in row.columns}
