"""The order of the projects below their unit in tables 12 and 13."""

from collections.abc import Mapping
from sys import maxsize

from budgetdesk.book.table_views import LACKING
from budgetdesk.tables.figures import ReadRows

ProjectKey = tuple[int, int, str]
"""Unit, project (0: a name without one) and name, as the view of the projects has them."""
Rank = tuple[int, int]


_PROJECTS = f"""
SELECT l.unit_id, coalesce(l.project_id, 0), coalesce(nullif(l.project, ''), '{LACKING}'),
    min(p.position)
FROM ledger_line AS l LEFT JOIN project AS p ON p.id = l.project_id AND p.unit_id = l.unit_id
WHERE l.nature = 'project' GROUP BY 1, 2, 3
ORDER BY l.unit_id, min(CASE WHEN l.origin = 'current' THEN l.id END) NULLS LAST, min(l.id)
"""  # noqa: S608 - a word of our own


def project_order(read: ReadRows) -> Mapping[ProjectKey, Rank]:
    """The rank of each project row within its unit: the tree's order.

    A project that the tree has below another unit follows the one that the ledger names before it;
    names without a project come last.
    """
    ranks: dict[ProjectKey, Rank] = {}
    before: dict[int, int] = {}  # of each unit the position named last
    for number, (unit_id, project_id, name, position) in enumerate(read(_PROJECTS), start=1):
        if position is not None:
            before[unit_id] = position
            rank = position, 0
        elif project_id:
            rank = before.get(unit_id, -1), number
        else:
            rank = maxsize, number
        ranks[unit_id, project_id, name] = rank
    return ranks
