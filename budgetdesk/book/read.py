"""Reading records: a handful of queries however many records there are."""

# ruff: noqa: S608 - names are this package's own; values are always bound

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from budgetdesk.book.book import Book
from budgetdesk.book.catalogue import catalogue as catalogue
from budgetdesk.book.catalogue import catalogue_entries as catalogue_entries
from budgetdesk.book.change import HistoryEntry
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.overall import amount_columns, booked_funding, funding_of_row
from budgetdesk.book.places import places_ever
from budgetdesk.book.row_reading import among, declared_of, lists_of, rows_of
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.records import (
    Declared,
    Department,
    Funding,
    Horizon,
    Indicator,
    KeyTask,
    LedgerLine,
    Nature,
    Origin,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    RevenueLine,
    Source,
    Unit,
    UnitKind,
)

if TYPE_CHECKING:
    from budgetdesk.book.bands import Queried


@immutable
class ProjectRow:
    """A project as the tree and lists show it; `annual_total` in 分."""

    id: int
    unit_id: int
    name: str
    annual_total: int | None
    fullness: Fullness
    implementation_indicators: int
    annual_indicators: int
    livelihood: bool = False


_NOTHING: Declared = {}
# A look into the index for each project is less than a sum over all rows of the book.
_COUNTED = "(SELECT count(*) FROM indicator WHERE project_id = p.id AND horizon = '{}')"
# The year's comes first in the index: one look says whether there are any, and of which.
_ANY = "NULL, (SELECT horizon FROM indicator WHERE project_id = p.id ORDER BY horizon LIMIT 1)"
_TREE_ORDER = "d.position, d.id, u.position, u.id, p.position, p.id"


def setting(book: "Queried", key: str) -> str | None:
    """The value of a setting; None when it was never put."""
    rows = book.rows("SELECT value FROM setting WHERE key = ?", (key,))
    return rows[0][0] if rows else None


def departments(book: Book) -> tuple[Department, ...]:
    """The departments in tree order."""
    rows = book.rows("SELECT code, name, id, uuid FROM department ORDER BY position, id")
    return tuple(Department(*row) for row in rows)


def units(
    book: Book, department_id: int | None = None, ids: Iterable[int] | None = None
) -> tuple[Unit, ...]:
    """The units in tree order, of one department or of all; of these those of the ids, if any."""
    chosen = None if ids is None else json.dumps([*ids])
    with book.snapshot():
        owners = {department.id: department for department in departments(book)}
        rows = book.rows(
            "SELECT u.name, u.department_id, u.code, u.kind, u.id, u.uuid FROM unit AS u "
            "JOIN department AS d ON d.id = u.department_id "
            f"WHERE (?2 IS NULL OR u.department_id = ?2) AND {among('u.id', chosen)} "
            "ORDER BY d.position, d.id, u.position, u.id",
            (chosen, department_id),
        )
    return tuple(
        Unit(name, owners[owner], code, UnitKind(kind) if kind else None, row_id, uuid)
        for name, owner, code, kind, row_id, uuid in rows
    )


def project_rows(book: Book, ids: Iterable[int] | None = None) -> tuple[ProjectRow, ...]:
    """Projects in tree order, without their texts: those of the ids that there are, or all."""
    return tuple(
        ProjectRow(row_id, unit, name, total, fullness, implementation, annual, bool(listed))
        for (row_id, unit, name, total, listed, implementation, annual, *_), fullness in (
            told_projects(book, ids)
        )
    )


def told_projects(
    book: Book, ids: Iterable[int] | None = None, columns: str = "", *, counted: bool = True
) -> Iterator[tuple[tuple[Any, ...], Fullness]]:
    """What is told of projects without their texts, in tree order, and how far each is filled in.

    That is id, unit's id, name, the year's total, whether it is of 民生, how many indicators of the
    two horizons, how many main parts are said and how many the form lacks; then what `columns` asks
    for beside, of `p` and of `f`, the money of the year. Where indicators are not `counted`, None
    and a horizon that has any stand in place of their numbers, which is quicker.
    """
    counts = f"{_COUNTED.format('implementation')}, {_COUNTED.format('annual')}"
    chosen = None if ids is None else json.dumps(list(ids))
    parts = _counting(book)
    texts = " + ".join(f"(p.{part} IS NOT '')" for part in parts)
    lacking = " + ".join(f"(p.{part} IS NULL)" for part in parts)
    rows = book.rows(
        "SELECT p.id, p.unit_id, p.name, f.total, p.livelihood, "
        f"{counts if counted else _ANY}, "
        f"{texts}, {lacking}{columns} "
        "FROM project AS p JOIN unit AS u ON u.id = p.unit_id "
        "JOIN department AS d ON d.id = u.department_id "
        "LEFT JOIN funding AS f ON f.project_id = p.id AND f.horizon = 'annual' "
        f"WHERE {among('p.id', chosen)} ORDER BY {_TREE_ORDER}",
        (chosen,),
    )
    annual = Horizon.ANNUAL.value
    for row in rows:
        there = row[5:7] if counted else (row[6] is not None, row[6] == annual)
        yield row, _filled(len(parts), row[3], row[7], row[8], there)


def _counting(book: Book) -> list[str]:
    """The columns that count as main parts; one that the form lacks is NULL and counts."""
    single = book.dictionary.kinds[RecordKind.PROJECT].single
    return [field.column for field in single if field.counts and not field.kind.is_number]


def _filled(
    parts: int, total: int | None, texts: int, lacking: int, counts: Sequence[int]
) -> Fullness:
    done = texts + (total is not None) + (counts[1] > 0)
    if done == parts + 2:
        return Fullness.COMPLETE
    return Fullness.DRAFT if done > lacking or counts[0] > 0 else Fullness.EMPTY


def project_ids(
    book: Book, department_id: int | None = None, unit_id: int | None = None
) -> tuple[int, ...]:
    """The ids of the projects in tree order, of one department or unit or of all."""
    rows = book.rows(
        "SELECT p.id FROM project AS p JOIN unit AS u ON u.id = p.unit_id "
        "JOIN department AS d ON d.id = u.department_id "
        "WHERE (?1 IS NULL OR d.id = ?1) AND (?2 IS NULL OR u.id = ?2) "
        f"ORDER BY {_TREE_ORDER}",
        (department_id, unit_id),
    )
    return tuple(row_id for (row_id,) in rows)


def project(book: Book, project_id: int) -> Project:
    """One project whole; RowMissing when there is none of that id."""
    found = projects(book, (project_id,))
    if not found:
        raise RowMissing("project", project_id)
    return found[0]


def projects(book: Book, ids: Iterable[int] | None = None) -> tuple[Project, ...]:
    """Projects whole, in tree order: those of the ids that there are, or all."""
    chosen = None if ids is None else json.dumps(list(ids))
    kind = book.dictionary.kinds[RecordKind.PROJECT]
    fields = [field for field in kind.single if not field.own]
    columns = ", ".join(f"p.{field.column}" for field in fields)
    with book.snapshot():
        funding = _funding(book, chosen)
        indicators = _indicators(book, kind, chosen)
        declared = declared_of(book, kind, chosen)
        rows = book.rows(
            f"SELECT p.id, p.uuid, p.unit_id, p.livelihood, {columns} "
            "FROM project AS p JOIN unit AS u ON u.id = p.unit_id "
            "JOIN department AS d ON d.id = u.department_id "
            f"WHERE {among('p.id', chosen)} ORDER BY {_TREE_ORDER}",
            (chosen,),
        )
        owners = {unit.id: unit for unit in units(book, ids={row[2] for row in rows})}
    names = [field.path for field in fields]
    return tuple(_project(row, names, owners, funding, indicators, declared) for row in rows)


_ByHorizon = dict[tuple[int, str], Any]


def _funding(book: Book, ids: str | None) -> _ByHorizon:
    part = base_dictionary().kinds[RecordKind.PROJECT].parts[f"funding.{Horizon.ANNUAL}"]
    rows = book.rows(
        f"SELECT {part.owner}, horizon, {', '.join(part.columns)} "
        f"FROM {part.table} WHERE {among(part.owner, ids)}",
        (ids,),
    )
    return {(owner, horizon): Funding(*amounts) for owner, horizon, *amounts in rows}


def _indicators(book: Book, kind: KindDeclaration, ids: str | None) -> _ByHorizon:
    lists: _ByHorizon = defaultdict(list)
    band = kind.lists[f"indicators.{Horizon.ANNUAL}"]
    for (owner, horizon), row in rows_of(book, band, ("horizon",), ids):
        lists[owner, horizon].append(Indicator(**row))
    return lists


def _project(
    row: Sequence[Any],
    names: Sequence[str],
    owners: dict[int, Unit],
    funding: _ByHorizon,
    indicators: _ByHorizon,
    declared: Mapping[int, Declared],
) -> Project:
    row_id, uuid, unit_id, livelihood, *values = row
    texts = dict(zip(names, values, strict=True))
    long, year = (row_id, Horizon.IMPLEMENTATION.value), (row_id, Horizon.ANNUAL.value)
    goals = PerHorizon(*(texts.pop(f"goals.{horizon}") for horizon in Horizon))
    # A form without an 实施期 has no goal for it either.
    lacking = goals.implementation is None
    return Project(
        unit=owners[unit_id],
        funding=PerHorizon(funding.get(long), funding.get(year, Funding())),
        goals=goals,
        indicators=PerHorizon(
            None if lacking else tuple(indicators.get(long, ())), tuple(indicators.get(year, ()))
        ),
        livelihood=bool(livelihood),
        id=row_id,
        uuid=uuid,
        declared=declared.get(row_id, _NOTHING),
        **texts,
    )


def ledger(
    book: Book, ids: Iterable[int] | None = None, unit_id: int | None = None
) -> tuple[LedgerLine, ...]:
    """The ledger, in the order the lines were put: those of these ids, those of a unit, or all."""
    chosen = None if ids is None else json.dumps(list(ids))
    with book.snapshot():
        owners = {unit.id: unit for unit in units(book, ids=None if unit_id is None else [unit_id])}
        rows = book.rows(
            "SELECT unit_id, function_code, nature, source, origin, amount, project, "
            "department_economic, government_economic, project_id, id, uuid FROM ledger_line "
            f"WHERE {among('id', chosen)} AND {_OF_UNIT} ORDER BY id",
            (chosen, unit_id),
        )
    # A look-up is ten times as fast as asking the enumeration, and a ledger is long.
    natures = {nature.value: nature for nature in Nature}
    sources = {source.value: source for source in Source}
    origins = {origin.value: origin for origin in Origin}
    return tuple(
        LedgerLine(owners[unit], code, natures[nature], sources[source], origins[origin], *rest)
        for unit, code, nature, source, origin, *rest in rows
    )


_OF_UNIT = "(?2 IS NULL OR unit_id = ?2)"


def lines_of(book: Book, unit_ids: Collection[int]) -> int:
    """How many spending and revenue lines some units have."""
    ids = json.dumps(list(unit_ids))
    tables = ("ledger_line", "revenue_line")
    among = "WHERE unit_id IN (SELECT value FROM json_each(?))"
    return sum(book.rows(f"SELECT count(*) FROM {table} {among}", (ids,))[0][0] for table in tables)


def has_ledger(book: Book, department_id: int) -> bool:
    """Whether a department has any line in the budget ledger."""
    sql = "SELECT 1 FROM ledger_line AS l JOIN unit AS u ON u.id = l.unit_id"
    return bool(book.rows(f"{sql} WHERE u.department_id = ? LIMIT 1", (department_id,)))


def revenue_lines(
    book: Book, ids: Iterable[int] | None = None, unit_id: int | None = None
) -> tuple[RevenueLine, ...]:
    """Fund and state-capital revenue by code, as the lines were put: as `ledger`."""
    chosen = None if ids is None else json.dumps(list(ids))
    with book.snapshot():
        owners = {unit.id: unit for unit in units(book, ids=None if unit_id is None else [unit_id])}
        rows = book.rows(
            "SELECT unit_id, source, revenue_code, amount, name, id, uuid FROM revenue_line "
            f"WHERE {among('id', chosen)} AND {_OF_UNIT} ORDER BY id",
            (chosen, unit_id),
        )
    return tuple(RevenueLine(owners[unit], Source(source), *rest) for unit, source, *rest in rows)


def overall(book: Book, overall_id: int) -> OverallForm:
    """One overall form whole; RowMissing when there is none of that id."""
    for form in overalls(book):
        if form.id == overall_id:
            return form
    raise RowMissing("overall", overall_id)


def overall_of(book: Book, department_id: int) -> OverallForm:
    """The overall form of a department; where it has none, a blank one, with the ledger's amounts.

    Raises:
        RowMissing: there is no such department.
    """
    found = next((form for form in overalls(book) if form.department.id == department_id), None)
    if found is not None:
        return found
    owner = next((each for each in departments(book) if each.id == department_id), None)
    if owner is None:
        raise RowMissing("department", department_id)
    booked = booked_funding(book.rows).get(department_id)
    if booked is None:
        return OverallForm(owner)
    blank = OverallFunding(OverallBySource(), OverallByDirection())
    return OverallForm(
        owner, by_source=booked.by_source, by_direction=booked.by_direction, filled_in=blank
    )


def overalls(book: Book) -> tuple[OverallForm, ...]:
    """The overall forms, in the order of their departments.

    Their amounts are those of the ledger where the department has ledger lines.
    """
    with book.snapshot():
        booked = booked_funding(book.rows)
        owners = {department.id: department for department in departments(book)}
        kind = book.dictionary.kinds[RecordKind.OVERALL]
        tasks = lists_of(book, kind.lists["key_tasks"], KeyTask)
        indicators = lists_of(book, kind.lists["indicators"], Indicator)
        declared = declared_of(book, kind, None)
        fields = [field for field in kind.single if not field.own]
        amounts = amount_columns(book.dictionary)
        columns = ", ".join((*(field.column for field in fields), *amounts))
        rows = book.rows(f"SELECT id, uuid, department_id, {columns} FROM overall")
    names = [field.path for field in fields]
    forms = {
        row[2]: _overall(row, names, owners, tasks, indicators, declared, booked.get(row[2]))
        for row in rows
    }
    return tuple(forms[owner] for owner in owners if owner in forms)


def _overall(
    row: Sequence[Any],
    names: Sequence[str],
    owners: dict[int, Department],
    tasks: Mapping[int, list[KeyTask]],
    indicators: Mapping[int, list[Indicator]],
    declared: Mapping[int, Declared],
    booked: OverallFunding | None,
) -> OverallForm:
    row_id, uuid, department_id, *values = row
    filled_in = funding_of_row(values[len(names) :])
    shown = booked or filled_in
    return OverallForm(
        department=owners[department_id],
        by_source=shown.by_source,
        by_direction=shown.by_direction,
        key_tasks=tuple(tasks.get(row_id, ())),
        indicators=tuple(indicators.get(row_id, ())),
        filled_in=filled_in if booked else None,
        id=row_id,
        uuid=uuid,
        declared=declared.get(row_id, _NOTHING),
        **dict(zip(names, values, strict=False)),
    )


def field_history(book: Book, ref: FieldRef) -> tuple[HistoryEntry, ...]:
    """Who wrote a field when, from what to what, newest first; () for a slot without a row."""
    places = places_ever(book.rows, ref, book.dictionary)
    return tuple(
        entry for place in places for entry in book.history(place.table, place.row_id, place.column)
    )
