"""The indicators of a project as approved adjustments left them: these go on."""

from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.effective import Followed, rows_in_force
from budgetdesk.domain.records import Horizon, Indicator, PerHorizon, Project, RecordKind


def as_adjusted(book: Book, project: Project) -> Project | None:
    """The project with the targets that are in force; None where no adjustment is."""
    halves: dict[Horizon, tuple[Indicator, ...]] = {}
    for horizon in Horizon:
        path = f"indicators.{horizon.value}"
        rows = rows_in_force(book, RecordKind.PROJECT, path, project.id)
        if rows is not None:
            halves[horizon] = tuple(_indicators(project.indicators.of(horizon) or (), rows))
    if not halves:
        return None
    kept = project.indicators
    rows_now = PerHorizon(
        halves.get(Horizon.IMPLEMENTATION, kept.implementation),
        halves.get(Horizon.ANNUAL, kept.annual),
    )
    return replace(project, indicators=rows_now)


def _indicators(known: tuple[Indicator, ...], rows: tuple[Followed, ...]) -> Iterator[Indicator]:
    """The rows that are not taken out, those that an adjustment added in their place."""
    own = {it.uuid: it for it in known}
    for row in rows:
        if row.removed:
            continue
        level1, level2 = row.slot
        one = own.get(row.uuid, Indicator(level1, level2, uuid=row.uuid))
        said = {key: str(row.values.get(key) or "") for key in ("name", "target")}
        yield replace(one, name=said["name"], target=said["target"])
