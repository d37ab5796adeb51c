"""What several cells tell together: a number over cells, names beside 男 or 女 or in a column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetdesk.domain.persons import Persons, What, is_surely

Row = Sequence[tuple[int, str]]
"""The texts of a row with their columns, from the left."""


@dataclass(frozen=True, slots=True)
class AcrossCells:
    """What was found: in which row, what it is, and the text."""

    row: int
    what: str
    text: str


def found_across(rows: Mapping[int, Row]) -> Iterator[AcrossCells]:
    """What of persons stands in several cells of a sheet, whose rows are given from the top."""
    for row, told in rows.items():
        for what, text in (*_over_cells(told), *_beside_sex(told)):
            yield AcrossCells(row, what, text)
    yield from _in_columns(rows)


def _named(text: str) -> Iterator[tuple[str, str]]:
    yield from ((str(it), text) for it in Persons().find(text, "姓名"))


def _beside_sex(row: Row) -> Iterator[tuple[str, str]]:
    for (column, text), (following, sex) in pairwise(row):
        if sex.strip() in ("男", "女") and following - column <= 2:
            yield from _named(text)


_FEWEST = 3
_MOST_BLANK = 1


def _in_columns(rows: Mapping[int, Row]) -> Iterator[AcrossCells]:
    """Names below one another without a heading that tells so."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for row, told in rows.items():
        for column, text in told:
            columns.setdefault(column, []).append((row, text.strip()))
    for cells in columns.values():
        run: list[tuple[int, str]] = []
        for row, text in (*cells, (-1, "")):
            if text and is_surely(text) and (not run or row - run[-1][0] <= _MOST_BLANK + 1):
                run.append((row, text))
                continue
            yield from _of_run(run)
            run = []


def _of_run(run: Sequence[tuple[int, str]]) -> Iterator[AcrossCells]:
    if len(run) >= _FEWEST and Persons().find("、".join(text for _, text in run)):
        for row, text in run:
            yield from (AcrossCells(row, what, text) for what, _ in _named(text))


# Of a number that is written over several cells, each holds a few digits or one.
_PIECE = re.compile(r"[0-9０-９]{1,8}[Xx]?|[Xx]")
_IN_PIECES = frozenset({What.IDENTITY, What.MOBILE})


def _over_cells(row: Row) -> Iterator[tuple[str, str]]:
    """Numbers of persons whose digits stand in cells beside one another: what each is, and it."""
    pieces: list[str] = []
    lead, last = "", -2
    for column, text in (*row, (-1, "")):
        if pieces and (column != last + 1 or not _PIECE.fullmatch(text)):
            yield from _joined(lead, pieces)
            pieces = []
        if _PIECE.fullmatch(text):
            pieces.append(text)
        else:
            lead = text
        last = column


def _joined(lead: str, pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    # Figures of a table stand in cells, too: they are a number where each is one digit, a word
    # tells, a part begins with zero, or the check character is right.
    if len(pieces) < 2:
        return
    single = all(len(piece) == 1 for piece in pieces)
    persons = Persons()
    for text in (f"{lead} " + " ".join(pieces), f"{lead}：" + "\t".join(pieces)):
        for it in persons.find(text):
            if it.what in _IN_PIECES and (single or it.what is What.IDENTITY or "\t" in it.text):
                yield str(it), it.text
                return
