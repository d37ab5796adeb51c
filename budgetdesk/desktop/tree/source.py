"""The tree's nodes as the book has them now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.read import ProjectRow
from budgetdesk.book.stages import marked_fullness, stage_fullness
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.records import Horizon, Indicator


def departments_of(book: Book, stage: KindDeclaration | None = None) -> list[Node]:
    """Every department with its units and projects, in tree order.

    The projects' marks are those of their own forms, or of a stage's.
    """
    with book.snapshot():
        standing = _Standing(book, stage)
        by_unit: dict[int, list[Node]] = defaultdict(list)
        for row in read.project_rows(book):
            by_unit[row.unit_id].append(standing.project(row))
        by_department: dict[int, list[Node]] = defaultdict(list)
        for unit in read.units(book):
            node = Node(Level.UNIT, unit.id, unit.name, unit.code or "")
            node.adopt(by_unit[unit.id])
            by_department[unit.department.id].append(node)
        departments = []
        for department in read.departments(book):
            node = Node(Level.DEPARTMENT, department.id, department.name, department.code)
            node.adopt(by_department[department.id])
            departments.append(node)
    return departments


def projects_of(book: Book, ids: Iterable[int], stage: KindDeclaration | None = None) -> list[Node]:
    """The nodes of some projects, as they are now."""
    ids = tuple(ids)
    standing = _Standing(book, stage, ids)
    return [standing.project(row) for row in read.project_rows(book, ids)]


def projects_by_unit(
    book: Book, unit_ids: Iterable[int], stage: KindDeclaration | None = None
) -> dict[int, list[Node]]:
    """The projects of some units, in tree order."""
    with book.snapshot():
        return {
            unit_id: projects_of(book, read.project_ids(book, unit_id=unit_id), stage)
            for unit_id in unit_ids
        }


def indicators_of(book: Book, project_id: int) -> list[Node]:
    """A project's indicators of the year; those of the 实施期 while the year has none."""
    lists = read.project(book, project_id).indicators
    horizon = Horizon.ANNUAL if lists.annual else Horizon.IMPLEMENTATION
    return [_indicator(indicator, horizon) for indicator in lists.of(horizon) or ()]


class _Standing:
    """How far the forms of projects are."""

    def __init__(
        self, book: Book, stage: KindDeclaration | None, ids: tuple[int, ...] | None = None
    ) -> None:
        self._stage = stage
        self._marked: Mapping[int, Fullness] = {} if stage else marked_fullness(book, ids)
        self._of_stage = stage_fullness(book, stage, ids) if stage else {}

    def project(self, row: ProjectRow) -> Node:
        """The line of a project."""
        return Node(
            Level.PROJECT,
            row.id,
            row.name,
            stage=self._stage.stage if self._stage else "",
            fullness=self._fullness(row),
            amount=row.annual_total,
            livelihood=row.livelihood,
            expandable=bool(row.annual_indicators or row.implementation_indicators),
        )

    def _fullness(self, row: ProjectRow) -> Fullness | None:
        if self._stage:
            return self._of_stage.get(row.id)
        return self._marked.get(row.id, row.fullness)


def _indicator(indicator: Indicator, horizon: Horizon) -> Node:
    return Node(
        Level.INDICATOR,
        indicator.id,
        indicator.name,
        detail=indicator.target,
        slot=f"{bare(indicator.level1)} · {bare(indicator.level2)}",
        path=f"indicators.{horizon}.name",
        expandable=False,
    )
