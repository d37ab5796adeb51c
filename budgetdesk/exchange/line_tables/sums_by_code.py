"""Sums by code: a 类 or 款 above those that belong to it."""

from collections.abc import Sequence

from budgetdesk.exchange.line_tables.summed_rows import Amounts, Sum, SumKind, SummedRows, added


def is_above(code: str, other: str) -> bool:
    """Whether a code is that of a 类 or 款 to which the other belongs."""
    return len(other) > len(code) and other.startswith(code)


def find_outline(ledger: SummedRows, column: int) -> None:
    """Rows of a 类 or 款 whose 项 are in the table, deepest first."""
    own = [row.codes[column] if column < len(row.codes) else "" for row in ledger.rows]
    for length in sorted({len(code) for code in own if code}, reverse=True)[1:]:
        below, everywhere, counts = _totals_below(ledger, own, length, column)
        for place, row in enumerate(ledger.rows):
            code = own[place]
            if len(code) != length or row.project or not ledger.is_line(place):
                continue
            if column and any(row.codes[:column]) and not _shares(ledger, place, own):
                continue
            near = _near(ledger, own, place)
            options = [
                below.get((ledger.units[place], code), ()),
                *([everywhere.get(code, ())] if not row.unit else []),
                *near,
            ]
            if any(options):
                _judge_outline(ledger, place, options, counts.get(code, 0))


def _shares(ledger: SummedRows, place: int, own: Sequence[str]) -> bool:
    """Whether an economic code stands in a row of the same function code as those below it."""
    after = ledger.following(place)
    if after is None or not is_above(own[place], own[after]):
        return False
    return ledger.rows[after].code in ("", ledger.rows[place].code)


def _totals_below(
    ledger: SummedRows, own: Sequence[str], length: int, column: int
) -> tuple[dict[tuple[str, str], Amounts], dict[str, Amounts], dict[str, int]]:
    """What the lines below each code add up to, by unit and in all; how full they are."""
    by_unit: dict[tuple[str, str], Amounts] = {}
    everywhere: dict[str, Amounts] = {}
    fullest: dict[str, int] = {}
    for place, row in enumerate(ledger.rows):
        code = own[place] or (ledger.codes[place] if column == 0 else "")
        if len(code) > length and ledger.is_line(place):
            above = code[:length]
            key = (ledger.units[place], above)
            by_unit[key] = added((by_unit.get(key, ()), row.amounts))
            everywhere[above] = added((everywhere.get(above, ()), row.amounts))
            fullest[above] = max(fullest.get(above, 0), row.filled + bool(row.project))
    return by_unit, everywhere, fullest


def _near(ledger: SummedRows, own: Sequence[str], place: int) -> list[Amounts]:
    """What the lines right after, and right before, a code add up to while they are below it."""
    return [_run_total(ledger, own, place, step) for step in (1, -1)]


def _run_total(ledger: SummedRows, own: Sequence[str], place: int, step: int) -> Amounts:
    total: Amounts = ()
    at = place + step
    while 0 <= at < len(ledger.rows):
        if own[at] and not is_above(own[place], own[at]):
            break
        if ledger.is_line(at) and (own[at] or step > 0):
            total = added((total, ledger.rows[at].amounts))
        at += step
    return total


def _judge_outline(
    ledger: SummedRows, place: int, options: Sequence[Amounts], fullest: int
) -> None:
    """A code above others is a sum where the figures say so, or where it says less than they do."""
    row = ledger.rows[place]
    if row.amounts in options:
        ledger.sums[place] = Sum(SumKind.CODE, sum(row.amounts))
    elif not fullest or row.filled < fullest:
        found = next(option for option in options if option)
        ledger.sums[place] = Sum(SumKind.CODE, sum(row.amounts), sum(found))
