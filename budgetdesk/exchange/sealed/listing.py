"""A receipt as two lists: the files, and of one file all that was found, cell by cell."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.domain.text import shorten
from budgetdesk.exchange.sealed.receipt import (
    FOUND_LABELS,
    FieldConflict,
    Receipt,
    ReceiptOutcome,
)
from budgetdesk.exchange.sealed.telling import EDIT_LABELS, OUTCOME_LABELS
from budgetdesk.forms.listing import ColumnKind, ListedColumn


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One file, and what becomes of it as things are decided."""

    receipt: Receipt
    outcome: ReceiptOutcome

    @property
    def key(self) -> Hashable:
        """The file, and the package within it: a 汇总上报 holds several."""
        return self.receipt.path, self.receipt.package_id or self.receipt.sentence

    @property
    def unit(self) -> str:
        """Whose it is; "" of a file that can't be read."""
        told = self.receipt.package
        return told.header.unit.name if told else ""

    @property
    def version(self) -> str:
        """Stage and version."""
        told = self.receipt.package
        return f"{told.header.stage} 第 {told.header.version} 版" if told else ""


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """One thing found in a file: where, and what stood and stands there."""

    number: int
    found: str
    place: str
    old: str = ""
    have: str = ""
    new: str = ""

    @property
    def key(self) -> Hashable:
        """Its number within the file."""
        return self.number

    @property
    def in_full(self) -> str:
        """Where, and every value there is, each in a line of its own."""
        told = (("原来", self.old), ("账套中", self.have), ("文件中", self.new))
        values = [f"{name}：{text}" for name, text in told if text]
        return "\n".join((self.place, *(shorten(it, _LONGEST) for it in values)))


_LONGEST = 200  # characters of a value
_TO_COME = {
    **OUTCOME_LABELS,
    ReceiptOutcome.TAKEN: "可以收下",
    ReceiptOutcome.NOTHING: "不用收",
    ReceiptOutcome.REFUSED: "不能收",
}

FILES: tuple[ListedColumn[ReceiptLine], ...] = (
    ListedColumn("文件", 20, lambda it: it.receipt.path.name),
    ListedColumn("单位", 9, lambda it: it.unit),
    ListedColumn("版本", 8, lambda it: it.version),
    ListedColumn(
        "情况", 14, lambda it: "、".join(FOUND_LABELS[found] for found in it.receipt.found)
    ),
    ListedColumn("结果", 6, lambda it: _TO_COME[it.outcome], ColumnKind.SHORT),
)
"""The columns of the files."""

DETAILS: tuple[ListedColumn[ReceiptDetail], ...] = (
    ListedColumn("所见", 7, lambda it: it.found),
    ListedColumn("位置", 19, lambda it: it.place),
    ListedColumn("原来（包中值）", 15, lambda it: it.old),
    ListedColumn("账套中", 18, lambda it: it.have),
    ListedColumn("文件中（表中值）", 18, lambda it: it.new),
)
"""The columns of what was found in one file."""


def counted(lines: Sequence[ReceiptLine]) -> str:
    """How many files have which outcome, in words; of what is in a 汇总上报 how many items."""
    outcomes = [line.outcome for line in lines]
    files, measure = len({line.receipt.path for line in lines}), measure_of(lines)
    items = "" if files == len(lines) else f"，{len(lines)} {measure}"
    told = ((_TO_COME[it], outcomes.count(it)) for it in ReceiptOutcome)
    parts = "，".join(f"{name} {count} {measure}" for name, count in told if count)
    return f"共 {files} 个文件{items}：{parts}"


def measure_of(lines: Sequence[ReceiptLine]) -> str:
    """What the lines are counted in: files, or items where a file holds several."""
    return "个" if len({line.receipt.path for line in lines}) == len(lines) else "项"


def taken_in_words(taken: Sequence[Receipt]) -> str:
    """What was received, and that each is a step; of one alone its own sentence."""
    if len(taken) == 1:
        return taken[0].sentence
    files = len({it.path for it in taken})
    if files == len(taken):
        return f"已收下 {files} 个上报文件，每个文件一步，可以逐个撤销。"
    return f"已收下 {files} 个文件中的 {len(taken)} 项，一个单位一步，可以逐个撤销。"


def details_of(receipt: Receipt) -> list[ReceiptDetail]:
    """All that was found in a file; of one that can't be read its sentence."""
    found = [*_found(receipt)] or [("说明", receipt.sentence, "", "", "")]
    return [ReceiptDetail(number, *one) for number, one in enumerate(found)]


def _found(receipt: Receipt) -> Iterator[tuple[str, str, str, str, str]]:
    for it in receipt.conflicts:
        yield _of_field("两边都改过", it)
    for edit in receipt.edits:
        place = " ".join(filter(None, (f"「{edit.sheet}」", edit.place)))
        yield EDIT_LABELS[edit.kind], place, edit.old, "", edit.new
    for it in receipt.parallel:
        yield _of_field("账套另有改动", it)
    for warning in receipt.warnings:
        yield "提示", warning, "", "", ""
    for it in receipt.changes:
        if len(it.path) > 1:  # a whole part that is new says nothing here
            yield _of_field("文件的改动", it)


def _of_field(found: str, it: FieldConflict) -> tuple[str, str, str, str, str]:
    return found, f"{it.record} {it.field}".strip(), it.base, it.have, it.new
