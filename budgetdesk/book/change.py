"""What a step changed: the news that the screen and the checks listen to."""

from enum import StrEnum

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.records import RecordKind

Value = str | int | None


class StepKind(StrEnum):
    """Whether a step was work, or took work back, or did it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Action(StrEnum):
    """What happened to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@immutable
class RowChange:
    """What a step did to one row, all in all.

    `record_id` is the project or overall form that the row belongs to (the row's own id where it
    belongs to none); `columns` are the changed ones, empty for a row that came or went.
    """

    table: str
    row_id: int
    action: Action
    columns: frozenset[str]
    record_id: int


@immutable
class Change:
    """What one committed step changed."""

    step_id: int
    name: str
    kind: StepKind
    rows: tuple[RowChange, ...]

    def touches(self, table: str) -> bool:
        """Whether any row of the table came, went or changed."""
        return any(row.table == table for row in self.rows)

    def records(self, kind: KindDeclaration) -> frozenset[int]:
        """The ids of the records of a kind whose form shows something else now."""
        tables = kind.tables
        return frozenset(row.record_id for row in self.rows if row.table in tables)

    @property
    def projects(self) -> frozenset[int]:
        """The ids of the projects whose form shows something else now, by the base dictionary."""
        return self.records(base_dictionary().kinds[RecordKind.PROJECT])

    @property
    def overalls(self) -> frozenset[int]:
        """The ids of the overall forms that show something else now, by the base dictionary."""
        return self.records(base_dictionary().kinds[RecordKind.OVERALL])


@immutable
class StepInfo:
    """One step as a list of steps shows it; `at` is local time as ISO text."""

    step_id: int
    name: str
    at: str
    who: str


@immutable
class HistoryEntry:
    """One column of one row before and after a step; `when` is local time as ISO text.

    `source` is the place in a file that the step took it from, "" where it took it from none.
    """

    when: str
    who: str
    step: str
    kind: StepKind
    column: str
    old: Value
    new: Value
    step_id: int = 0
    source: str = ""
