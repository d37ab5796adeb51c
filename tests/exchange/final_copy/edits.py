"""Edits of a Word file as a clerk makes them, and whether they were told."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from budgetdesk.domain.text import fold
from budgetdesk.exchange.final_copy.aligning import DifferenceKind
from tests.exchange.final_copy.conftest import FinalCopy, Found

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(element: ET.Element) -> str:
    return "".join(it.text or "" for it in element.iter(f"{W}t"))


def prose(root: ET.Element) -> list[ET.Element]:
    """The paragraphs behind the contents that hold a sentence."""
    body = root.find(f"{W}body")
    assert body is not None
    paragraphs = [it for it in body if it.tag == f"{W}p"]
    return [it for it in paragraphs if text_of(it).endswith("。")]


def rows(root: ET.Element) -> list[tuple[ET.Element, ET.Element]]:
    """Rows of figures and texts, each with its table: none that a merged cell begins in."""
    found = []
    for table in root.iter(f"{W}tbl"):
        for row in list(table.iter(f"{W}tr"))[4:]:
            merged = any(it.get(f"{W}val") == "restart" for it in row.iter(f"{W}vMerge"))
            if not merged and sum(bool(text_of(it)) for it in row.iter(f"{W}tc")) > 1:
                found.append((table, row))
    return found


def put(text: ET.Element, at: int, length: int, said: str) -> None:
    old = text.text or ""
    text.text = old[:at] + said + old[at + length :]


@dataclass(frozen=True)
class Edit:
    """What was done, and what must be told of it."""

    kinds: frozenset[DifferenceKind]
    old: str
    new: str
    most: int = 1


CHANGED = frozenset({DifferenceKind.CHANGED})


def a_word(root: ET.Element, chance: random.Random) -> Edit:
    text = chance.choice([it for p in prose(root) for it in p.iter(f"{W}t") if it.text])
    at = chance.randrange(len(text.text or ""))
    while not "\u4e00" <= (text.text or "")[at] <= "\u9fff":
        at = chance.randrange(len(text.text or ""))
    old = (text.text or "")[at]
    put(text, at, 1, "亥某")
    return Edit(CHANGED, old, "亥某")


def a_figure(root: ET.Element, chance: random.Random) -> Edit:
    return _digit(root, chance, [it for p in prose(root) for it in p.iter(f"{W}t")])


def a_figure_in_a_cell(root: ET.Element, chance: random.Random) -> Edit:
    return _digit(root, chance, [it for _, row in rows(root) for it in row.iter(f"{W}t")])


def _digit(_: ET.Element, chance: random.Random, texts: list[ET.Element]) -> Edit:
    text = chance.choice([it for it in texts if any(sign.isdigit() for sign in it.text or "")])
    places = [at for at, sign in enumerate(text.text or "") if sign.isdigit()]
    at = chance.choice(places)
    old = (text.text or "")[at]
    new = str((int(old) + 1 + chance.randrange(9)) % 10)
    put(text, at, 1, new)
    return Edit(CHANGED, old, new)


def a_cell_emptied(root: ET.Element, chance: random.Random) -> Edit:
    texts = [it for _, row in rows(root) for it in row.iter(f"{W}t") if it.text]
    text = chance.choice(texts)
    old, text.text = text.text or "", ""
    return Edit(CHANGED | {DifferenceKind.MISSING}, old, "")


def a_row_away(root: ET.Element, chance: random.Random) -> Edit:
    table, row = chance.choice(rows(root))
    table.remove(row)
    return Edit(frozenset({DifferenceKind.MISSING}), text_of(row), "")


def a_row_more(root: ET.Element, chance: random.Random) -> Edit:
    table, row = chance.choice(rows(root))
    copy = deepcopy(row)
    for number, text in enumerate(copy.iter(f"{W}t")):
        text.text = f"某新{number}"
    table.insert(list(table).index(row), copy)
    return Edit(frozenset({DifferenceKind.ADDED}), "", text_of(copy))


def rows_changed_over(root: ET.Element, chance: random.Random) -> Edit:
    table, row = chance.choice(rows(root))
    others = [it for owner, it in rows(root) if owner is table and text_of(it) != text_of(row)]
    other = chance.choice(others)
    here, there = list(table).index(row), list(table).index(other)
    table[here], table[there] = other, row
    said = text_of(row) + text_of(other) + text_of(row)  # either may be called the one that moved
    return Edit(frozenset({DifferenceKind.MOVED}), said, said, 2)


def a_paragraph_away(root: ET.Element, chance: random.Random) -> Edit:
    paragraph = chance.choice(prose(root))
    said = text_of(paragraph)
    _body(root).remove(paragraph)
    return Edit(frozenset({DifferenceKind.MISSING}), said, "", said.count("。") + said.count("；"))


def a_paragraph_more(root: ET.Element, chance: random.Random) -> Edit:
    paragraph = chance.choice(prose(root))
    copy = deepcopy(paragraph)
    texts = list(copy.iter(f"{W}t"))
    for text in texts:
        text.text = ""
    texts[0].text = "某机关另行说明此事。"
    _body(root).insert(list(_body(root)).index(paragraph), copy)
    return Edit(frozenset({DifferenceKind.ADDED}), "", "某机关另行说明此事。")


def _body(root: ET.Element) -> ET.Element:
    body = root.find(f"{W}body")
    assert body is not None
    return body


EDITS: dict[str, Callable[[ET.Element, random.Random], Edit]] = {
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
    edit = EDITS[names[seed % len(names)]](root, chance)
    return edit, copy.written(root, path)


def edits_missed(copy: FinalCopy, seeds: range, folder: Path) -> Iterator[str]:
    for seed in seeds:
        edit, path = edited(copy, seed, folder / "改.docx")
        if told := missed(edit, copy.held(path)):
            yield f"{seed} {list(EDITS)[seed % len(EDITS)]} {told}"
