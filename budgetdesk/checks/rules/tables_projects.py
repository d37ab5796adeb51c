"""项目支出 of this year and carried over, the units behind a department, and empty tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from budgetdesk.checks.rules.tables_summary import APPROPRIATED, SOURCES
from budgetdesk.checks.tie import tie
from budgetdesk.checks.tied import Amount, Difference, FigureCell, Tied, short_number, summed
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.tables.table import Figure, RowKind, Table


@tie(
    "X25",
    "表5项目支出与表12不一致",
    checks="表5项目支出合计等于表12的一般公共预算合计。",
    why="表12列出的项目，就是表5的项目支出。",
    failing="表5项目支出 2207.24，表12一般公共预算 2200.00",
    passing="两处都是 2207.24",
)
def projects_of_the_year(tied: Tied) -> Iterator[Difference]:
    """T5 项目合计 = T12 一般公共预算合计."""
    yield from tied.equal(tied.total(5, "project"), tied.total(12, APPROPRIATED[0]))


@tie(
    "X27",
    "表12加表13不等于表3项目支出",
    checks="表12合计加表13合计等于表3项目支出；有结转的项目支出时，表13不能写“本表无数据”。",
    why="结转的项目支出也要公开到项目。",
    failing="表3项目支出 2555.55，表12 2207.24，表13 本表无数据",
    passing="表3项目支出 2555.55，表12 2207.24，表13 348.31",
)
def projects_carried_over(tied: Tied) -> Iterator[Difference]:
    """T13 合计 = T3 项目 − T12 合计."""
    listed = summed("表12合计加表13合计", (tied.total(13), tied.total(12)))
    yield from tied.equal(listed, tied.total(3, "project"))


@tie(
    "X38",
    "项目支出表的合计不符",
    checks="表12、表13每行合计等于各来源之和；单位等于所列项目之和，部门等于各单位之和，逐列相等。",
    why="部门、单位的数由项目相加得出。",
    failing="县医院 100.00，所列项目之和 90.00",
    passing="县医院、所列项目之和都是 100.00",
)
def project_rows(tied: Tied) -> Iterator[Difference]:
    """Each row = its sources; unit row = Σ its projects; 部门 row = Σ units."""
    for number in (12, 13):
        table = tied[number]
        columns = [column.key for column in table.columns if column.amount]
        rows = tuple(tied.rows_add_up(number, "total", columns[1:], "各来源之和"))
        yield from rows
        # One wrong figure of a row breaks its columns too.
        for column in () if rows else columns:
            yield from _sums_of_units(tied, number, column)


def _sums_of_units(tied: Tied, number: int, column: str) -> Iterator[Difference]:
    table = tied[number]
    projects: dict[int | None, list[int]] = defaultdict(list)
    units: dict[int | None, int] = {}
    for place, row in enumerate(table.rows):
        if row.kind is RowKind.GROUP:
            units[row.unit_id] = place
        elif row.kind is RowKind.DETAIL:
            projects[row.unit_id].append(place)
    own = {unit: tied.at(table, place, column) for unit, place in units.items()}
    yield from tied.equal(tied.total(number, column), summed("各单位之和", own.values()))
    for unit, amount in own.items():
        yield from tied.equal(amount, _together(table, projects[unit], column))


def _together(table: Table, rows: list[int], column: str) -> Amount:
    """The sum of many rows, of which none needs a name."""
    amounts = [table.figure(table.rows[row], column) for row in rows]
    return Amount("所列项目之和", sum(amounts), sum(map(bool, amounts)))


@tie(
    "X52",
    "空表没有注明，或有数的表注明无数据",
    checks="没有数据的表要列出并注“本表无数据”，有数据的表不能注；目录由程序按标题生成，不必查。",
    why="空表也要公开，并说明没有数据；有数写成无数据是公开错误。",
    failing="表13有 348.31 万元，注“本表无数据”",
    passing="表7没有数据，注“本表无数据”",
)
def empty_tables(tied: Tied) -> Iterator[Difference]:
    """The note stands on tables without data, and only on them."""
    for table in tied.tables.tables:
        filled = _first_figure(table)
        if bool(filled.fen) is bool(table.note):
            told = "有数据，却注明无数据。" if table.note else "没有数据，应注明“本表无数据”。"
            yield Difference(filled, filled, f"{short_number(table)}{told}")


def _first_figure(table: Table) -> Amount:
    """The first figure of a table that is not blank, or a blank one."""
    for place, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Figure) and cell.amount:
                return Amount(column.name, cell.amount, 1, FigureCell(table, place, column.key))
    column = next(column for column in table.columns if column.amount)
    return Amount(column.name, 0, 0, FigureCell(table, 0, column.key))


@tie(
    "X56",
    "部门的数不等于各单位之和",
    checks="部门各表的合计等于所属单位的明细分别相加再汇总的数；表12、表13的单位行等于该单位的明细。",
    why="部门预算由所属单位的预算汇总而成。",
    failing="部门项目支出 2207.24，各单位之和 2200.00",
    passing="部门项目支出、各单位之和都是 2207.24",
)
def sums_of_units(tied: Tied) -> Iterator[Difference]:
    """Each total = Σ over units of what their ledger lines say, reckoned anew."""
    by_unit = _sums_by_unit(tied)
    for number, column, counts in _TOTALS:
        sums = [_chosen(own, counts) for own in by_unit.values()]
        units = Amount("各单位明细之和", sum(sums), sum(map(bool, sums)))
        yield from tied.equal(tied.total(number, column), units)
    for number, origin in ((12, Origin.CURRENT), (13, Origin.CARRYOVER)):
        table = tied[number]
        for place, row in enumerate(table.rows):
            if row.kind is RowKind.GROUP:
                own = by_unit.get(row.unit_id or 0, {})
                fen = _chosen(own, _of(origin, Nature.PROJECT))
                units = Amount("该单位明细之和", fen, int(fen != 0))
                yield from tied.equal(tied.at(table, place, "total"), units)


_Money = tuple[Source, Origin, Nature]
_Chosen = Callable[[_Money], bool]


def _sums_by_unit(tied: Tied) -> Mapping[int, Mapping[_Money, int]]:
    """What each unit's lines amount to, by source, origin and nature."""
    sums: dict[int, dict[_Money, int]] = defaultdict(lambda: defaultdict(int))
    for line in tied.lines:
        sums[line.unit.id][line.source, line.origin, line.nature] += line.amount
    return sums


def _chosen(sums: Mapping[_Money, int], counts: _Chosen) -> int:
    return sum(fen for money, fen in sums.items() if counts(money))


def _of(*wanted: Source | Origin | Nature) -> _Chosen:
    """Money that is all of these."""
    return lambda money: set(wanted) <= set(money)


_TOTALS: tuple[tuple[int, str, _Chosen], ...] = (
    *((2, key, _of(source, Origin.CURRENT)) for key, source in SOURCES.items()),
    (2, "carryover", _of(Origin.CARRYOVER)),
    *((3, nature.value, _of(nature)) for nature in Nature),
    *((5, nature.value, _of(Source.GENERAL, Origin.CURRENT, nature)) for nature in Nature),
    (6, "total", _of(Source.GENERAL, Origin.CURRENT, Nature.BASIC)),
    *((8, nature.value, _of(Source.FUND, Origin.CURRENT, nature)) for nature in Nature),
    *((9, nature.value, _of(Source.STATE_CAPITAL, Origin.CURRENT, nature)) for nature in Nature),
    *((12, key, _of(source, Origin.CURRENT, Nature.PROJECT)) for key, source in SOURCES.items()),
    (13, "total", _of(Origin.CARRYOVER, Nature.PROJECT)),
)
"""Which money the 合计 of a table's column sums."""
