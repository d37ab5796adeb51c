"""Edits of a Word file as a clerk makes them, and whether they were told."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.text import fold
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference
from tests.exchange.final_copy.conftest import FinalCopy, Found

_BESIDE = 2  # rows from one to the other, with one between
_APART = 1  # paragraphs or rows between two edits of one file
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_MERGED = (f"{W}gridSpan", f"{W}vMerge")


def text_of(element: ET.Element) -> str:
    return "".join(it.text or "" for it in element.iter(f"{W}t"))


def shape(row: ET.Element) -> list[list[str]]:
    """How the cells of a row are merged: rows of one shape can change places."""
    return [
        [f"{it.tag}{it.get(f'{W}val')}" for it in cell.iter() if it.tag in _MERGED]
        for cell in row.iter(f"{W}tc")
    ]


class Pages:
    """A Word file's body to be edited: what an edit took, and what stands beside, is left alone."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        body = root.find(f"{W}body")
        assert body is not None
        self.body = body
        self._taken: set[ET.Element] = set()

    def prose(self) -> list[ET.Element]:
        """The paragraphs behind the contents that hold a sentence."""
        paragraphs = [it for it in self.body if it.tag == f"{W}p" and it not in self._taken]
        return [it for it in paragraphs if text_of(it).endswith("。")]

    def rows(self) -> list[tuple[ET.Element, ET.Element]]:
        """Rows of figures and texts, each with its table: none that a merged cell begins in."""
        found = []
        for table in self.root.iter(f"{W}tbl"):
            for row in list(table.iter(f"{W}tr"))[4:]:
                merged = any(it.get(f"{W}val") == "restart" for it in row.iter(f"{W}vMerge"))
                said = sum(bool(text_of(it)) for it in row.iter(f"{W}tc"))
                is_head = any(it.tag == f"{W}tblHeader" for it in row.iter())
                if not merged and not is_head and said > 1 and row not in self._taken:
                    found.append((table, row))
        return found

    def texts(self, *, cells: bool) -> list[tuple[ET.Element, ET.Element, ET.Element]]:
        """Texts with the paragraph or row, and what that stands in."""
        owners = self.rows() if cells else [(self.body, it) for it in self.prose()]
        return [(it, own, of) for of, own in owners for it in own.iter(f"{W}t") if it.text]

    def take(self, element: ET.Element, within: ET.Element) -> None:
        """Leave something that was edited alone from now on, with its neighbours."""
        around = list(within)
        at = around.index(element)
        self._taken.update(around[max(at - _APART, 0) : at + _APART + 1])


def put(text: ET.Element, at: int, length: int, said: str) -> None:
    old = text.text or ""
    text.text = old[:at] + said + old[at + length :]


@dataclass(frozen=True)
class Edit:
    """What was done, what must be told of it, and the whole text around it before and after."""

    kinds: frozenset[DifferenceKind]
    old: str
    new: str
    most: int = 1
    before: str = ""
    after: str = ""


CHANGED = frozenset({DifferenceKind.CHANGED})


def a_word(pages: Pages, chance: random.Random) -> Edit:
    text, paragraph, body = chance.choice(pages.texts(cells=False))
    before = text_of(paragraph)
    at = chance.randrange(len(text.text or ""))
    while not "\u4e00" <= (text.text or "")[at] <= "\u9fff":
        at = chance.randrange(len(text.text or ""))
    old = (text.text or "")[at]
    put(text, at, 1, "亥某")
    pages.take(paragraph, body)
    return Edit(CHANGED, old, "亥某", 1, before, text_of(paragraph))


def a_figure(pages: Pages, chance: random.Random) -> Edit:
    return _digit(pages, chance, cells=False)


def a_figure_in_a_cell(pages: Pages, chance: random.Random) -> Edit:
    return _digit(pages, chance, cells=True)


def _digit(pages: Pages, chance: random.Random, *, cells: bool) -> Edit:
    told = [it for it in pages.texts(cells=cells) if any(sign.isdigit() for sign in text_of(it[0]))]
    text, owner, of = chance.choice(told)
    before = text_of(owner)
    places = [at for at, sign in enumerate(text.text or "") if sign.isdigit()]
    at = chance.choice(places)
    old = (text.text or "")[at]
    new = str((int(old) + 1 + chance.randrange(9)) % 10)
    put(text, at, 1, new)
    pages.take(owner, of)
    return Edit(CHANGED, old, new, 1, before, text_of(owner))


def a_cell_emptied(pages: Pages, chance: random.Random) -> Edit:
    text, row, table = chance.choice(pages.texts(cells=True))
    before = text_of(row)
    old, text.text = text.text or "", ""
    pages.take(row, table)
    kinds = CHANGED | {DifferenceKind.MISSING}
    return Edit(kinds, old, "", 1, before, text_of(row))


def a_row_away(pages: Pages, chance: random.Random) -> Edit:
    table, row = chance.choice(pages.rows())
    pages.take(row, table)
    table.remove(row)
    return Edit(frozenset({DifferenceKind.MISSING}), text_of(row), "", 1, text_of(row))


def a_row_more(pages: Pages, chance: random.Random) -> Edit:
    table, row = chance.choice(pages.rows())
    pages.take(row, table)
    copy = deepcopy(row)
    mark = chance.randrange(1000)
    for number, text in enumerate(copy.iter(f"{W}t")):
        text.text = f"某新{mark}{number}"
    table.insert(list(table).index(row), copy)
    pages.take(copy, table)
    said = text_of(copy)
    return Edit(frozenset({DifferenceKind.ADDED}), "", said, 1, "", said)


def rows_changed_over(pages: Pages, chance: random.Random) -> Edit:
    told = pages.rows()
    pairs = [
        (table, row, other)
        for table, row in chance.sample(told, min(len(told), 40))
        for owner, other in told
        if owner is table and text_of(other) != text_of(row) and shape(other) == shape(row)
    ]
    table, row, other = chance.choice(pairs)
    for one in (row, other):
        pages.take(one, table)
    around = list(table)
    here, there = around.index(row), around.index(other)
    table[here], table[there] = other, row
    # Either may be called the one that moved, or else a single one between them.
    between = (
        around[min(here, there) : max(here, there) + 1] if abs(here - there) == _BESIDE else ()
    )
    said = "".join(map(text_of, (*between, row, other, row)))
    return Edit(frozenset({DifferenceKind.MOVED}), said, said, 2, said, said)


def a_paragraph_away(pages: Pages, chance: random.Random) -> Edit:
    paragraph = chance.choice(pages.prose())
    said = text_of(paragraph)
    pages.take(paragraph, pages.body)
    pages.body.remove(paragraph)
    count = said.count("。") + said.count("；")
    return Edit(frozenset({DifferenceKind.MISSING}), said, "", count, said)


def a_paragraph_more(pages: Pages, chance: random.Random) -> Edit:
    paragraph = chance.choice(pages.prose())
    pages.take(paragraph, pages.body)
    copy = deepcopy(paragraph)
    texts = list(copy.iter(f"{W}t"))
    for text in texts:
        text.text = ""
    texts[0].text = said = f"某机关另行说明此事{chance.randrange(1000)}。"
    pages.body.insert(list(pages.body).index(paragraph), copy)
    pages.take(copy, pages.body)
    return Edit(frozenset({DifferenceKind.ADDED}), "", said, 1, "", said)


EDITS: dict[str, Callable[[Pages, random.Random], Edit]] = {
    it.__name__: it
    for it in (
        a_word, a_figure, a_figure_in_a_cell, a_cell_emptied, a_row_away, a_row_more,
        rows_changed_over, a_paragraph_away, a_paragraph_more,
    )
}  # fmt: skip


def missed(edit: Edit, found: Found) -> str:
    """What was not told as it was, or told without cause; "" for nothing."""
    told = [(it.kind.name, it.ours, it.theirs) for it in found]
    if not found or not {it.kind for it in found} <= edit.kinds or len(found) > edit.most:
        return f"{edit}: {told}"
    ours, theirs = (
        fold("".join(it)) for it in zip(*((i.ours, i.theirs) for i in found), strict=True)
    )
    if not _within(edit.old, ours) or not _within(edit.new, theirs):
        return f"{edit}: {told}"
    return ""


def _within(text: str, told: str) -> bool:
    return fold(text) in told or told in fold(text)


def edited(copy: FinalCopy, seed: int, path: Path) -> tuple[Edit, Path]:
    chance = random.Random(seed)
    root = copy.body()
    names = list(EDITS)
    edit = EDITS[names[seed % len(names)]](Pages(root), chance)
    return edit, copy.written(root, path)


def edits_missed(copy: FinalCopy, seeds: range, folder: Path) -> Iterator[str]:
    for seed in seeds:
        edit, path = edited(copy, seed, folder / "改.docx")
        if told := missed(edit, copy.held(path)):
            yield f"{seed} {list(EDITS)[seed % len(EDITS)]} {told}"


def many_edits(copy: FinalCopy, seed: int, count: int, path: Path) -> tuple[list[Edit], Path]:
    """So many edits of all kinds in one file, apart from one another."""
    chance = random.Random(seed)
    pages = Pages(copy.body())
    deeds = list(EDITS.values())
    made = [deeds[number % len(deeds)](pages, chance) for number in range(count)]
    return made, copy.written(pages.root, path)


def judged(
    edits: Sequence[Edit], found: Sequence[TextDifference]
) -> tuple[list[Edit], list[TextDifference]]:
    """The edits that were not told, and what was told that is none."""
    causes = [[at for at, edit in enumerate(edits) if _tells(it, edit)] for it in found]
    told: Counter[int] = Counter()
    invented = []
    for number in sorted(range(len(found)), key=lambda it: len(causes[it])):
        free = [at for at in causes[number] if told[at] < edits[at].most]
        if free:
            told[min(free, key=lambda at: (told[at], len(edits[at].before)))] += 1
        else:
            invented.append(found[number])
    return [edit for at, edit in enumerate(edits) if not told[at]], invented


def _tells(it: TextDifference, edit: Edit) -> bool:
    before, after, ours, theirs = map(fold, (edit.before, edit.after, it.ours, it.theirs))
    if it.kind not in edit.kinds:
        return False
    if it.kind is DifferenceKind.CHANGED:
        places = (at for at in range(len(before) + 1) if before.startswith(ours, at))
        return any(before[:at] + theirs + before[at + len(ours) :] == after for at in places)
    said, whole = ours or theirs, before if ours else after
    # On paper the cells of a row without a frame are read line by line.
    return said in whole or sorted(said) == sorted(whole)
