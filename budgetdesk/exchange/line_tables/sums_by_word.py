"""Sums by word: rows that call themselves 合计 or the like."""

from collections.abc import Sequence

from budgetdesk.exchange.line_tables.summed_rows import (
    Amounts,
    Sum,
    SumKind,
    SummedRows,
    added,
    without,
)

_ALL = ("合计", "总计", "共计", "总额")


def check_words(ledger: SummedRows) -> None:
    """Hold the rows that call themselves sums against the lines they may be meant to add up."""
    everything = ledger.total(ledger.lines(range(len(ledger.rows))))
    by_unit = _totals_by(ledger, ledger.units)
    words = [place for place, it in ledger.sums.items() if it.kind is SumKind.WORDS]
    running = _running(ledger)
    for number, place in enumerate(sorted(words)):
        row = ledger.rows[place]
        ordered = sorted(words)
        last = ordered[number - 1] if number else -1
        after = ordered[number + 1] if number + 1 < len(ordered) else len(ledger.rows)
        alike = [it for it in ordered[:number] if ledger.rows[it].word == row.word]
        alike_after = [it for it in ordered[number + 1 :] if ledger.rows[it].word == row.word]
        since = without(running[place], running[last + 1])
        options = (
            everything,
            since,
            running[place],
            without(running[place], running[alike[-1] + 1]) if alike else (),
            without(running[after], running[place]),
            without(running[alike_after[0]], running[place]) if alike_after else (),
            without(running[-1], running[place]),
            by_unit.get(ledger.units[place], ()),
            by_unit.get(row.unit, ()),
        )
        if row.amounts not in options:
            natural = everything if any(it in row.word for it in _ALL) else since or everything
            found = sum(natural)
            ledger.sums[place] = Sum(SumKind.WORDS, sum(row.amounts), found)


def _running(ledger: SummedRows) -> list[Amounts]:
    """What the lines before each row add up to."""
    totals: list[Amounts] = [()]
    for place, row in enumerate(ledger.rows):
        more = ledger.is_line(place)
        totals.append(added((totals[-1], row.amounts)) if more else totals[-1])
    return totals


def _totals_by(ledger: SummedRows, keys: Sequence[str]) -> dict[str, Amounts]:
    totals: dict[str, Amounts] = {}
    for place in ledger.lines(range(len(ledger.rows))):
        key = keys[place]
        totals[key] = added((totals.get(key, ()), ledger.rows[place].amounts))
    return totals
