"""Sums by place: rows that stand below what they add up, or that say less than those after them."""

from collections.abc import Iterator

from budgetdesk.exchange.line_tables.summed_rows import Facts, Sum, SumKind, SummedRows, without


def find_closed(ledger: SummedRows) -> None:
    """A row without a code that adds up the lines above it, of its unit or of all."""
    everything = ledger.lines(range(len(ledger.rows)))
    total, count = ledger.total(everything), len(everything)
    for place, row in enumerate(ledger.rows):
        if row.code or row.project or row.word or row.filled or not ledger.is_line(place):
            continue
        adds_all = without(total, row.amounts) == row.amounts and _may_add_all(ledger, place, count)
        if ledger.shape.has_code and (adds_all or _adds_unit(ledger, place)):
            ledger.sums[place] = Sum(SumKind.UNIT, sum(row.amounts))
            total, count = without(total, row.amounts), count - 1


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


def find_grouped(ledger: SummedRows) -> None:
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


def find_titled(ledger: SummedRows) -> None:
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
