"""Which rows of a table are the sums of others, by code, by unit, by words, and by arithmetic.

Words (合计), a code above others (210 above 2100408) or a missing unit or code make a row a
candidate; the figures confirm it. A row that merely happens to equal others is none.
"""

from collections.abc import Iterator, Sequence

from budgetdesk.exchange.line_tables.summed_rows import (
    Amounts,
    Facts,
    Sum,
    SumKind,
    SummedRows,
    TableShape,
    added,
    each,
)

_ALL = ("合计", "总计", "共计", "总额")


def judge(rows: Sequence[Facts], shape: TableShape) -> SummedRows:
    """The rows of a table with those among them that are sums of others."""
    ledger = SummedRows(rows, shape)
    for place, row in enumerate(rows):
        if row.word and row.amounts:
            ledger.sums[place] = Sum(SumKind.WORDS, sum(row.amounts))
    if shape.has_unit and shape.has_code:
        _find_headed(ledger)
    for column in range(max((len(row.codes) for row in rows), default=0)):
        _find_outline(ledger, column)
    ledger.settle()
    _find_closed(ledger)
    _find_titled(ledger)
    _find_grouped(ledger)
    ledger.settle()
    _check_words(ledger)
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
        above = code and any(_is_above(code, ledger.rows[after].code) for after in rest)
        if not above or ledger.rows[place].project:
            kept.append(place)
    return kept


# A code above others


def _is_above(code: str, other: str) -> bool:
    return len(other) > len(code) and other.startswith(code)


def _find_outline(ledger: SummedRows, column: int) -> None:
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
    if after is None or not _is_above(own[place], own[after]):
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
        if own[at] and not _is_above(own[place], own[at]):
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


# Sums that stand below what they add up, and those of projects and the like


def _find_closed(ledger: SummedRows) -> None:
    """A row without a code that adds up the lines above it, of its unit or of all."""
    everything = ledger.lines(range(len(ledger.rows)))
    total, count = ledger.total(everything), len(everything)
    for place, row in enumerate(ledger.rows):
        if row.code or row.project or row.word or row.filled or not ledger.is_line(place):
            continue
        adds_all = _minus(total, row.amounts) == row.amounts and _may_add_all(ledger, place, count)
        if ledger.shape.has_code and (adds_all or _adds_unit(ledger, place)):
            ledger.sums[place] = Sum(SumKind.UNIT, sum(row.amounts))
            total, count = _minus(total, row.amounts), count - 1


def _may_add_all(ledger: SummedRows, place: int, count: int) -> bool:
    """Whether a row that is what all the others add up to ends or begins the table."""
    row = ledger.rows[place]
    if ledger.codes[place] and not _ends_block(ledger, place):
        return False
    # A unit with a code from above it may be a line of its own: two rows may add up by chance.
    return count - 1 >= (3 if row.unit and ledger.codes[place] else 2)


def _adds_unit(ledger: SummedRows, place: int) -> bool:
    """Whether a row is what the lines above it of its unit add up to."""
    row = ledger.rows[place]
    before = _before(ledger, place)
    if row.unit:
        return bool(before) and ledger.total(before) == row.amounts
    alone = row.bare and len(before) > 1 and _ends_block(ledger, place)
    return alone and ledger.total(before) == row.amounts


def _before(ledger: SummedRows, place: int) -> list[int]:
    """The lines above a row that are of the same unit."""
    found = []
    for at in range(place - 1, -1, -1):
        if ledger.units[at] != ledger.units[place]:
            break
        if ledger.is_line(at):
            found.append(at)
    return found


def _ends_block(ledger: SummedRows, place: int) -> bool:
    """Whether nothing follows, or another unit does."""
    after = next((it for it in range(place + 1, len(ledger.rows)) if ledger.rows[it].amounts), None)
    return after is None or bool(ledger.rows[after].unit) or bool(ledger.rows[after].word)


def _find_grouped(ledger: SummedRows) -> None:
    """A row that says less than the rows right after it, which repeat or leave blank what it says.

    One that covers a single row counts only where every other such row of the table is a sum too.
    """
    groups = {
        place: covered
        for place, row in enumerate(ledger.rows)
        if not row.bare and ledger.is_line(place) and (covered := list(_group(ledger, place)))
    }
    matching = {
        place: covered
        for place, covered in groups.items()
        if ledger.total(covered) == ledger.rows[place].amounts
    }
    throughout = len(matching) == len(groups) > 1
    for place, covered in matching.items():
        row = ledger.rows[place]
        if len(covered) > 1 or throughout or _heads_one(row, ledger.rows[covered[0]]):
            ledger.sums[place] = Sum(SumKind.GROUP, sum(row.amounts))
            ledger.heads |= dict.fromkeys(covered, place) if row.project else {}


def _find_titled(ledger: SummedRows) -> None:
    """A row without unit and code above rows that have them and add up to it: 一 基本支出."""
    titled = {place: covered for place, covered in _titles(ledger) if covered}
    matching = {
        place for place, them in titled.items() if ledger.total(them) == ledger.rows[place].amounts
    }
    for place in matching:
        if len(titled[place]) > 1 or len(matching) == len(titled) > 1:
            ledger.sums[place] = Sum(SumKind.GROUP, sum(ledger.rows[place].amounts))


def _titles(ledger: SummedRows) -> Iterator[tuple[int, list[int]]]:
    """The rows without unit and code, with the full lines up to the next such."""
    for place, row in enumerate(ledger.rows):
        if row.unit or row.code or row.bare or not ledger.is_line(place):
            continue
        covered = []
        for after in range(place + 1, len(ledger.rows)):
            other = ledger.rows[after]
            if not (other.unit and other.code):
                break
            covered.append(after)
        yield place, ledger.lines(covered)


def _heads_one(row: Facts, below: Facts) -> bool:
    """Whether a bare code stands above the one project that it holds."""
    bare = bool(row.code) and not (row.project or row.filled)
    return bare and bool(below.project) and not (below.code or below.unit)


def _group(ledger: SummedRows, place: int) -> Iterator[int]:
    """The rows right after one that say more of a line than it does, and nothing else."""
    head = ledger.rows[place]
    for at in range(place + 1, len(ledger.rows)):
        row = ledger.rows[at]
        same = row.unit in ("", head.unit) and row.code in ("", head.code)
        if not same or row.word or (head.project and row.project not in ("", head.project)):
            return
        if not ledger.is_line(at):
            continue
        if _fullness(row) + bool(head.project and not row.project) <= _fullness(head):
            return
        yield at


def _fullness(row: Facts) -> int:
    """How much a row says of a line beside its unit and its code."""
    return bool(row.project) + row.filled + sum(map(bool, row.codes[1:]))


# Sums by words


def _check_words(ledger: SummedRows) -> None:
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
        since = _minus(running[place], running[last + 1])
        options = (
            everything,
            since,
            running[place],
            _minus(running[place], running[alike[-1] + 1]) if alike else (),
            _minus(running[after], running[place]),
            _minus(running[alike_after[0]], running[place]) if alike_after else (),
            _minus(running[-1], running[place]),
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


def _minus(more: Amounts, less: Amounts) -> Amounts:
    if not less:
        return more
    return each(lambda column: column[0] - column[1], [more, less])
