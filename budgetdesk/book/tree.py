"""Places in the tree: the order of departments, of a department's units, of a unit's projects."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections.abc import Sequence

from budgetdesk.book.step import Step

# What a row of each table stands below; departments stand below nothing.
_ABOVE = {"unit": "department_id", "project": "unit_id"}


def last_position(step: Step, table: str, above: int | None) -> int:
    """The position of the last row below `above`; -1 where there is none."""
    column = _ABOVE.get(table)
    where = f"WHERE {column} = ?" if column else ""
    sql = f"SELECT coalesce(max(position), -1) FROM {table} {where}"
    position: int = step.rows(sql, (above,) if column else ())[0][0]
    return position


def move_to(step: Step, table: str, row_id: int, above: int, place: int) -> None:
    """Put a unit or project at a place below `above`, counted from 0 among the others there."""
    column = _ABOVE[table]
    others = step.rows(
        f"SELECT id, position FROM {table} WHERE {column} = ? AND id <> ? ORDER BY position, id",
        (above, row_id),
    )
    place = max(0, min(len(others), place))
    position = others[place - 1][1] + 1 if place else 0
    step.update(table, row_id, {"position": position, column: above})
    for other, taken in others[place:]:
        position += 1
        if taken >= position:
            break  # a gap was reached: the rest may stay
        step.update(table, other, {"position": position})


def arrange(step: Step, table: str, above: int, first: Sequence[int]) -> bool:
    """Let some units or projects below `above` lead, in this order; whether that changed anything.

    The others follow in the order they had.
    """
    column = _ABOVE[table]
    sql = f"SELECT id, position FROM {table} WHERE {column} = ? ORDER BY position, id"
    positions: dict[int, int] = dict(step.rows(sql, (above,)))
    leading = dict.fromkeys(row_id for row_id in first if row_id in positions)
    wanted = [*leading, *(row_id for row_id in positions if row_id not in leading)]
    if wanted == list(positions):
        return False
    for position, row_id in enumerate(wanted):
        if positions[row_id] != position:
            step.update(table, row_id, {"position": position})
    return True
