"""The tree's nodes as the book has them now."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.filled_in import filled_in_ids
from budgetdesk.book.read import ProjectRow
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.records import Horizon, Indicator


def departments_of(book: Book) -> list[Node]:
    """Every department with its units and projects, in tree order."""
    with book.snapshot():
        done = filled_in_ids(book)
        by_unit: dict[int, list[Node]] = defaultdict(list)
        for row in read.project_rows(book):
            by_unit[row.unit_id].append(_project(row, done))
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


def projects_of(book: Book, ids: Iterable[int]) -> list[Node]:
    """The nodes of some projects, as they are now."""
    ids = tuple(ids)
    done = filled_in_ids(book, ids)
    return [_project(row, done) for row in read.project_rows(book, ids)]


def indicators_of(book: Book, project_id: int) -> list[Node]:
    """A project's indicators of the year; those of the 实施期 while the year has none."""
    lists = read.project(book, project_id).indicators
    horizon = Horizon.ANNUAL if lists.annual else Horizon.IMPLEMENTATION
    return [_indicator(indicator, horizon) for indicator in lists.of(horizon) or ()]


def _project(row: ProjectRow, done: Collection[int]) -> Node:
    return Node(
        Level.PROJECT,
        row.id,
        row.name,
        fullness=Fullness.DONE if row.id in done else row.fullness,
        amount=row.annual_total,
        livelihood=row.livelihood,
        expandable=bool(row.annual_indicators or row.implementation_indicators),
    )


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
