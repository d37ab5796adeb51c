"""Which rows of a table are the sums of others, by code, by unit, by words, and by arithmetic.

Words (合计), a code above others (210 above 2100408) or a missing unit or code make a row a
candidate; the figures confirm it. A row that merely happens to equal others is none.
"""

from collections.abc import Iterator, Sequence

from budgetdesk.exchange.line_tables.summed_rows import (
    Facts,
    Sum,
    SumKind,
    SummedRows,
    TableShape,
)
from budgetdesk.exchange.line_tables.sums_by_code import find_outline, is_above
from budgetdesk.exchange.line_tables.sums_by_place import find_closed, find_grouped, find_titled
from budgetdesk.exchange.line_tables.sums_by_word import check_words


def judge(rows: Sequence[Facts], shape: TableShape) -> SummedRows:
    """The rows of a table with those among them that are sums of others."""
    ledger = SummedRows(rows, shape)
    for place, row in enumerate(rows):
        if row.word and row.amounts:
            ledger.sums[place] = Sum(SumKind.WORDS, sum(row.amounts))
    if shape.has_unit and shape.has_code:
        _find_headed(ledger)
    for column in range(max((len(row.codes) for row in rows), default=0)):
        find_outline(ledger, column)
    ledger.settle()
    find_closed(ledger)
    find_titled(ledger)
    find_grouped(ledger)
    ledger.settle()
    check_words(ledger)
    return ledger


# A unit without a code, or a code without a unit, before its lines


def _find_headed(ledger: SummedRows) -> None:
    """A unit (or code) alone in its row, the rows that follow it giving the rest."""
    for place, row in enumerate(ledger.rows):
        if not row.amounts or row.word or row.project or bool(row.unit) is bool(row.code):
            continue
        after = ledger.following(place)
        if after is None or not _gives_rest(row, ledger.rows[after]):
            continue
        covered = _lowest(ledger, ledger.lines(_block(ledger, place)))
        matches = ledger.total(covered) == row.amounts or _heads_all(ledger, place)
        ordered = ledger.shape.unit_first is bool(row.unit)
        if not matches and not (ordered and len(covered) > 0):
            continue
        kind = SumKind.UNIT if row.unit else SumKind.CODE
        found = None if matches else sum(ledger.total(covered))
        ledger.sums[place] = Sum(kind, sum(row.amounts), found)
    ledger.settle()


def _heads_all(ledger: SummedRows, place: int) -> bool:
    """Whether a department's row, the first of a table, is what all rows after it add up to."""
    if any(row.amounts and not row.word for row in ledger.rows[:place]):
        return False
    after = list(ledger.lines(range(place + 1, len(ledger.rows))))
    units = [each for each in after if ledger.rows[each].unit and not ledger.rows[each].code]
    options = (_lowest(ledger, after), _lowest(ledger, [it for it in after if it not in units]))
    return any(ledger.total(each) == ledger.rows[place].amounts for each in options)


def _gives_rest(row: Facts, after: Facts) -> bool:
    """Whether the row after gives what a unit or code alone lacks, and restates nothing else."""
    if row.unit:
        return bool(after.code) and after.unit in ("", row.unit)
    return bool(after.unit) and after.code in ("", row.code)


def _block(ledger: SummedRows, place: int) -> Iterator[int]:
    """The rows after one until another unit (or code) begins."""
    row = ledger.rows[place]
    for after in range(place + 1, len(ledger.rows)):
        other = ledger.rows[after]
        if (row.unit and other.unit not in ("", row.unit) and not other.word) or (
            not row.unit and other.code not in ("", row.code)
        ):
            return
        yield after


def _lowest(ledger: SummedRows, places: Sequence[int]) -> list[int]:
    """Rows without those whose codes stand above the next row's: they are sums in turn."""
    kept = []
    for number, place in enumerate(places):
        code = ledger.rows[place].code
        rest = places[number + 1 : number + 2]
        above = code and any(is_above(code, ledger.rows[after].code) for after in rest)
        if not above or ledger.rows[place].project:
            kept.append(place)
    return kept
