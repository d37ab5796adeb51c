"""The same edits made in the document itself, to be printed by the program."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from budgetdesk.disclosure.document import Document, SheetPart
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind
from budgetdesk.forms.sheet import Cell, Sheet
from tests.exchange.final_copy.edits import CHANGED, Edit

_BESIDE = 2  # rows from one to the other, with one between
Place = tuple[int, int]  # the number of a part, and of a row in it


class Parts:
    """A document's parts to be edited: what an edit took, and what stands beside, is left alone."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts = list(document.parts)
        self._taken: set[Place] = set()

    def made(self) -> Document:
        return replace(self.document, parts=tuple(it for it in self.parts if it is not None))

    def prose(self) -> list[int]:
        return [
            at
            for at, it in enumerate(self.parts)
            if isinstance(it, Paragraph) and it.text.endswith("。") and (at, 0) not in self._taken
        ]

    def rows(self) -> list[Place]:
        """Framed rows of several texts in which no merged cell begins."""
        return [
            (at, row)
            for at, it in enumerate(self.parts)
            if isinstance(it, SheetPart)
            for row in range(len(it.sheet.rows))
            if (at, row) not in self._taken and _is_plain(it.sheet, row)
        ]

    def sheet(self, at: int) -> Sheet:
        part = self.parts[at]
        assert isinstance(part, SheetPart)
        return part.sheet

    def text(self, at: int) -> str:
        part = self.parts[at]
        assert isinstance(part, Paragraph)
        return part.text

    def said(self, place: Place) -> str:
        return "".join(it.text for it in cells_of(self.sheet(place[0]), place[1]))

    def put_text(self, at: int, text: str) -> None:
        part = self.parts[at]
        assert isinstance(part, Paragraph)
        self.parts[at] = replace(part, text=text)
        self.take(at, 0, 0)

    def put_cells(self, at: int, row: int, cells: tuple[Cell, ...]) -> None:
        """Other cells in a row."""
        sheet = self.sheet(at)
        kept = [it for it in sheet.cells if it.row != row]
        self._put_sheet(at, tuple(sorted((*kept, *cells), key=lambda it: (it.row, it.column))))
        self.take(at, row)

    def _put_sheet(self, at: int, cells: tuple[Cell, ...]) -> None:
        part = self.parts[at]
        assert isinstance(part, SheetPart)
        self.parts[at] = replace(part, sheet=replace(part.sheet, cells=cells))

    def take(self, at: int, row: int, around: int = 1) -> None:
        self._taken.update((at, it) for it in range(row - around, row + around + 1))

    def without_row(self, at: int, row: int) -> None:
        """What follows goes up by one; what the table had taken before goes along."""
        sheet = self.sheet(at)
        rows = (*sheet.rows[:row], *sheet.rows[row + 1 :])
        cells = tuple(_moved(it, row, -1) for it in sheet.cells if it.row != row)
        self._resize(at, row, -1, replace(sheet, rows=rows, cells=cells))

    def with_row(self, at: int, row: int, texts: Callable[[int], str]) -> None:
        """A row more before another, of its shape."""
        sheet = self.sheet(at)
        rows = (*sheet.rows[:row], sheet.rows[row], *sheet.rows[row:])
        new = [replace(it, text=texts(it.column)) for it in cells_of(sheet, row)]
        cells = [*(_moved(it, row - 1, 1) for it in sheet.cells), *new]
        cells.sort(key=lambda it: (it.row, it.column))
        self._resize(at, row, 1, replace(sheet, rows=rows, cells=tuple(cells)))

    def _resize(self, at: int, row: int, by: int, sheet: Sheet) -> None:
        part = self.parts[at]
        assert isinstance(part, SheetPart)
        self.parts[at] = replace(part, sheet=sheet)
        taken = self._taken
        self._taken = {(p, r + by if p == at and r > row else r) for p, r in taken}
        self.take(at, row)


def _moved(cell: Cell, row: int, by: int) -> Cell:
    """A cell where a row is taken out or put in below `row`."""
    if cell.row > row:
        return replace(cell, row=cell.row + by)
    spans = cell.row + cell.rows - 1 >= row + (by > 0)
    return replace(cell, rows=cell.rows + by) if spans and cell.row <= row else cell


def cells_of(sheet: Sheet, row: int) -> tuple[Cell, ...]:
    return tuple(it for it in sheet.cells if it.row == row)


def _is_plain(sheet: Sheet, row: int) -> bool:
    cells = cells_of(sheet, row)
    texts = sum(bool(it.text.strip()) for it in cells)
    framed = all(it.rows == 1 and it.style.border for it in cells)
    return framed and texts > 1 and not sheet.rows[row].repeat


def a_word(parts: Parts, chance: random.Random) -> Edit:
    at = chance.choice(parts.prose())
    before = parts.text(at)
    place = chance.choice([it for it, sign in enumerate(before) if "\u4e00" <= sign <= "\u9fff"])
    parts.put_text(at, f"{before[:place]}亥某{before[place + 1 :]}")
    return Edit(CHANGED, before[place], "亥某", 1, before, parts.text(at))


def a_figure(parts: Parts, chance: random.Random) -> Edit:
    at = chance.choice([it for it in parts.prose() if any(map(str.isdigit, parts.text(it)))])
    before = parts.text(at)
    parts.put_text(at, other_digit(before, chance))
    return Edit(CHANGED, "", "", 1, before, parts.text(at))


def other_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([it for it, sign in enumerate(text) if sign.isdigit()])
    return f"{text[:at]}{(int(text[at]) + 1 + chance.randrange(9)) % 10}{text[at + 1 :]}"


def a_figure_in_a_cell(parts: Parts, chance: random.Random) -> Edit:
    def other(text: str) -> str:
        return other_digit(text, chance)

    return _a_cell(parts, chance, str.isdigit, other, CHANGED)


def a_cell_emptied(parts: Parts, chance: random.Random) -> Edit:
    kinds = CHANGED | {DifferenceKind.MISSING}
    return _a_cell(parts, chance, str.isprintable, lambda _: "", kinds)


def _a_cell(
    parts: Parts,
    chance: random.Random,
    has: Callable[[str], bool],
    other: Callable[[str], str],
    kinds: frozenset[DifferenceKind],
) -> Edit:
    told = [it for it in parts.rows() if any(map(has, parts.said(it)))]
    at, row = chance.choice(told)
    before = parts.said((at, row))
    cells = list(cells_of(parts.sheet(at), row))
    number = chance.choice([n for n, it in enumerate(cells) if any(map(has, it.text.strip()))])
    cells[number] = replace(cells[number], text=other(cells[number].text))
    parts.put_cells(at, row, tuple(cells))
    return Edit(kinds, "", "", 1, before, parts.said((at, row)))


def a_row_away(parts: Parts, chance: random.Random) -> Edit:
    at, row = chance.choice(parts.rows())
    said = parts.said((at, row))
    parts.without_row(at, row)
    return Edit(frozenset({DifferenceKind.MISSING}), said, "", 1, said)


def a_row_more(parts: Parts, chance: random.Random) -> Edit:
    at, row = chance.choice(parts.rows())
    mark = chance.randrange(1000)
    parts.with_row(at, row, lambda column: f"某新{mark}{column}")
    said = parts.said((at, row))
    return Edit(frozenset({DifferenceKind.ADDED}), "", said, 1, "", said)


def rows_changed_over(parts: Parts, chance: random.Random) -> Edit:
    told = parts.rows()
    pairs = [
        (at, row, other)
        for at, row in chance.sample(told, min(len(told), 40))
        for owner, other in told
        if owner == at and row < other and _may_change_over(parts, at, row, other)
    ]
    at, row, other = chance.choice(pairs)
    between = range(row, other + 1) if other - row == _BESIDE else (row, other)
    said = "".join(parts.said((at, it)) for it in between) + parts.said((at, row))
    sheet = parts.sheet(at)
    first, second = cells_of(sheet, row), cells_of(sheet, other)
    parts.put_cells(at, row, tuple(replace(it, row=row) for it in second))
    parts.put_cells(at, other, tuple(replace(it, row=other) for it in first))
    return Edit(frozenset({DifferenceKind.MOVED}), said, said, 2, said, said)


def _may_change_over(parts: Parts, at: int, row: int, other: int) -> bool:
    sheet = parts.sheet(at)
    shapes = [[(it.column, it.columns) for it in cells_of(sheet, one)] for one in (row, other)]
    return shapes[0] == shapes[1] and parts.said((at, row)) != parts.said((at, other))


def a_paragraph_away(parts: Parts, chance: random.Random) -> Edit:
    at = chance.choice(parts.prose())
    said = parts.text(at)
    parts.put_text(at, "")
    count = said.count("。") + said.count("；")
    return Edit(frozenset({DifferenceKind.MISSING}), said, "", count, said)


def a_paragraph_more(parts: Parts, chance: random.Random) -> Edit:
    at = chance.choice(parts.prose())
    said = f"某机关另行说明此事{chance.randrange(1000)}。"
    parts.put_text(at, f"{said}{parts.text(at)}")
    return Edit(frozenset({DifferenceKind.ADDED}), "", said, 1, "", said)


DOCUMENT_EDITS: tuple[Callable[[Parts, random.Random], Edit], ...] = (
    a_word, a_figure, a_figure_in_a_cell, a_cell_emptied, a_row_away, a_row_more,
    rows_changed_over, a_paragraph_away, a_paragraph_more,
)  # fmt: skip


def edits_in(document: Document, seed: int, count: int) -> tuple[Document, list[Edit]]:
    """The document with so many edits of all kinds, apart from one another."""
    chance = random.Random(seed)
    parts = Parts(document)

    def deeds() -> Iterator[Edit]:
        for number in range(count):
            yield DOCUMENT_EDITS[number % len(DOCUMENT_EDITS)](parts, chance)

    made = [*deeds()]
    return parts.made(), made
