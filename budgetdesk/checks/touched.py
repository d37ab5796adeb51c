"""What a change of the book means for the rules: which records, and which of their fields."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetdesk.book.change import Change, RowChange

# Tables whose change concerns every record: names of the tree, and the office's own grading.
_CONCERN_ALL = frozenset({"department", "unit", "setting"})
_GOALS = {"goal_implementation": "goals.implementation", "goal_annual": "goals.annual"}
_LISTS = {"indicator": "indicators", "overall_indicator": "indicators", "key_task": "key_tasks"}
_OVERALL_MONEY = {"source": "by_source", "direction": "by_direction"}
# A record that came, went or moved: every rule reads "name" or something of the whole form.
_WHOLE_FORM = frozenset(
    "name unit attribute period category overview basis necessity safeguards plan goals funding "
    "indicators responsible handler phone filed_at".split()
)


@dataclass(slots=True)
class Touched:
    """The records a change touched, with the paths of the fields that changed."""

    everything: bool = False
    ledger: bool = False
    explanations: bool = False
    projects: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    overalls: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def paths(self) -> set[str]:
        """Every path touched anywhere, for the rules that read the whole book."""
        paths = {"ledger"} if self.ledger else set()
        return paths.union(*self.projects.values(), *self.overalls.values())


def touched_by(change: Change) -> Touched:
    """The records and fields that a change touched."""
    touched = Touched()
    for row in change.rows:
        _add(touched, row)
    return touched


def _add(touched: Touched, row: RowChange) -> None:
    match row.table:
        case "project":
            touched.projects[row.record_id] |= _project_paths(row)
        case "funding":
            touched.projects[row.record_id].add("funding")
        case "indicator":
            touched.projects[row.record_id].add("indicators")
        case "overall":
            touched.overalls[row.record_id] |= _overall_paths(row.columns)
        case "overall_indicator" | "key_task":
            touched.overalls[row.record_id].add(_LISTS[row.table])
        case "ledger_line":
            touched.ledger = True
        case "explanation":
            touched.explanations = True
        case table:
            touched.everything = touched.everything or table in _CONCERN_ALL


def _project_paths(row: RowChange) -> set[str]:
    if not row.columns or "unit_id" in row.columns:
        return set(_WHOLE_FORM)
    return {_GOALS.get(column, column) for column in row.columns}


def _overall_paths(columns: Iterable[str]) -> set[str]:
    return {_OVERALL_MONEY.get(column.split("_")[0], column) for column in columns}
