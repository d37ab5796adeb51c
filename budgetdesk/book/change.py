"""What a step changed: the news that the screen and the checks listen to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.immutable import Remembering, immutable
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
class Change(Remembering):
    """What one committed step changed."""

    step_id: int
    name: str
    kind: StepKind
    rows: tuple[RowChange, ...]

    @cached_property
    def by_table(self) -> Mapping[str, Sequence[RowChange]]:
        """The rows of each table: all who hear of a step ask, and a step may be a whole import."""
        found: dict[str, list[RowChange]] = defaultdict(list)
        for row in self.rows:
            found[row.table].append(row)
        return dict(found)

    def of(self, *tables: str) -> Iterator[RowChange]:
        """The rows of some tables."""
        for table in tables:
            yield from self.by_table.get(table, ())

    def touches(self, *tables: str) -> bool:
        """Whether any row of one of the tables came, went or changed."""
        return not self.by_table.keys().isdisjoint(tables)

    def takes(self, table: str, row_id: int) -> bool:
        """Whether a row went."""
        rows = self.of(table)
        return any(row.row_id == row_id and row.action is Action.DELETE for row in rows)

    def records(self, kind: KindDeclaration) -> frozenset[int]:
        """The ids of the records of a kind whose form shows something else now."""
        return frozenset(row.record_id for row in self.of(*kind.tables))

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
