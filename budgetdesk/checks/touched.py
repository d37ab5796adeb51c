"""What a change of the book means for the rules: which records, and which of their fields."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetdesk.book.change import Change, RowChange
from budgetdesk.dictionary.base import fields_of
from budgetdesk.domain.records import RecordKind

_GOALS = {"goal_implementation": "goals.implementation", "goal_annual": "goals.annual"}
_TOLD = {
    "revenue_line": "revenue",
    "disclosure_entry": "entries",
    "disclosure_paragraph": "paragraphs",
    "catalogue_entry": "catalogue",
    "listed_project": "listed",
}
_OVERALL_MONEY = {"source": "by_source", "direction": "by_direction"}
# A record that came, went or moved: every rule reads "name" or something of the whole form.
_WHOLE_FORM = frozenset(
    "name unit attribute period category overview basis necessity safeguards plan goals funding "
    "indicators responsible handler phone filed_at".split()
)
# One that came or went: what a department reads of its overall form.
_WHOLE_OVERALL = frozenset(path.partition(".")[0] for path in fields_of(RecordKind.OVERALL))


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

    def paths(self) -> set[str]:
        """Every path touched anywhere, for the rules that read the whole book."""
        # Of two records that are alike the later one is told of, so the order counts too.
        paths = self.common_paths() | (_WHOLE_FORM if self.order else set())
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
    match row.table:
        case "project":
            touched.projects[row.record_id] |= _project_paths(row)
            touched.order |= not row.columns or not row.columns.isdisjoint({"unit_id", "position"})
        case "funding":
            touched.projects[row.record_id].add("funding")
        case "indicator":
            touched.projects[row.record_id].add("indicators")
            touched.explanations |= _is_another(row)
        case "overall":
            touched.overalls[row.record_id] |= _overall_paths(row.columns) or _WHOLE_OVERALL
        case "overall_indicator":
            touched.overalls[row.record_id].add("indicators")
            touched.explanations |= _is_another(row)
        case "key_task":
            touched.overalls[row.record_id].add("key_tasks")
        case _:
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


def _project_paths(row: RowChange) -> set[str]:
    if not row.columns or "unit_id" in row.columns:
        return set(_WHOLE_FORM)
    return {_GOALS.get(column, column) for column in row.columns}


def _overall_paths(columns: Iterable[str]) -> set[str]:
    return {_OVERALL_MONEY.get(column.split("_")[0], column) for column in columns}
