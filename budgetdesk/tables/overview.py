"""总览: the projects of a department or unit as one table, its columns declared once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.standing_rows import StandingRow, standing_rows
from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.form_marks import FormMark, Fullness, Tally, mark_of
from budgetdesk.domain.records import Horizon, Payer, RecordKind
from budgetdesk.forms.listing import (
    ColumnKind,
    ListedColumn,
    ListLook,
    ListOrder,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

FORM_ID = "overview"
_LOOK = ListLook(landscape=True)
_NOTHING = "没有项目。"


class OverviewGrouping(StrEnum):
    """What the projects are put together by."""

    UNIT = "按单位"
    ATTRIBUTE = "按项目属性"
    STAGE = "按填报情况"
    NONE = "不分组"


class OverviewLine(NamedTuple):
    """A project in the table; `tally` is what 审核 found in all its forms, None before it ran."""

    row: StandingRow
    tally: Tally | None = None

    @property
    def key(self) -> int:
        """The project's id."""
        return self.row.id

    def fullness(self, kind: str) -> Fullness | None:
        """How far its form of a stage is filled in; None where there is none."""
        return self.row.own if is_project(kind) else self.row.forms.get(kind)

    def mark(self, kind: str) -> FormMark:
        """The mark of its form of a stage."""
        return mark_of(self.fullness(kind))


@dataclass(frozen=True, slots=True)
class OverviewOrder:
    """How the table is put: all that decides what is printed of it beside the projects."""

    title: str = "项目总览"
    text: str = ""
    grouping: OverviewGrouping = OverviewGrouping.UNIT
    sorted_by: str = ""  # a column's title
    descending: bool = False

    def arrangement(
        self, columns: Sequence[ListedColumn[OverviewLine]], dictionary: Dictionary
    ) -> ListOrder[OverviewLine]:
        """The same for the lines of some columns."""
        by = next((it for it in columns if it.title == self.sorted_by), None)
        told = _told(self.grouping, dictionary)
        return ListOrder(self.text, by, self.descending, told)


@dataclass(frozen=True, slots=True)
class OverviewChoice:
    """Which table is meant: the projects' ids in order, how it is put, and what 审核 found."""

    ids: tuple[int, ...]
    order: OverviewOrder
    tallies: tuple[Tally | None, ...]


def overview_of(book: Book, choice: OverviewChoice) -> Sheet:
    """The table of a choice as the book has it now."""
    rows = {row.id: row for row in standing_rows(book, choice.ids)}
    pairs = zip(choice.ids, choice.tallies, strict=True)
    lines = [OverviewLine(rows[one], tally) for one, tally in pairs if one in rows]
    about = f"{book.info.fiscal_year} 年度　{len(lines)} 个项目"
    return overview_sheet(lines, choice.order, book.dictionary, about)


def columns_of(
    dictionary: Dictionary,
    lines: Sequence[OverviewLine],
    grouping: OverviewGrouping = OverviewGrouping.NONE,
) -> tuple[ListedColumn[OverviewLine], ...]:
    """The columns: those of money and differences that any line has, a mark for each stage.

    What the headings of the groups tell has no column.
    """
    paid = zip(Payer, _paid(lines), strict=False)
    money = (
        _money(payer_word(dictionary, it), at) for at, (it, all_) in enumerate(paid) if any(all_)
    )
    stages = dictionary.stages(RecordKind.PROJECT)
    texts: Mapping[OverviewGrouping, ListedColumn[OverviewLine]] = {
        OverviewGrouping.UNIT: ListedColumn("单位", 8, lambda line: line.row.unit.name),
        OverviewGrouping.ATTRIBUTE: ListedColumn("项目属性", 6, lambda line: line.row.attribute),
    }
    differing: ListedColumn[OverviewLine] = ListedColumn(
        "与明细差额", 7, lambda line: line.row.difference, ColumnKind.MONEY, summed=True
    )
    return (
        ListedColumn("项目", 15, lambda line: line.row.name),
        *(column for told, column in texts.items() if told is not grouping),
        ListedColumn("年度资金", 7.5, lambda line: line.row.total, ColumnKind.MONEY, summed=True),
        ListedColumn("错误", 3.5, _errors, ColumnKind.COUNT, summed=True),
        *(_stage(stage) for stage in stages),
        ListedColumn("完成", 3.5, lambda line: "是" if line.row.done else "", ColumnKind.SHORT),
        *money,
        *([differing] if any(line.row.difference for line in lines) else ()),
    )


def overview_sheet(
    lines: Sequence[OverviewLine], order: OverviewOrder, dictionary: Dictionary, about: str
) -> Sheet:
    """The table as it is printed, in 元, with sums for each group and for all."""
    columns = columns_of(dictionary, lines, order.grouping)
    page = ListPage(
        order.title,
        order.title,
        columns,
        f"{about}　单位：元",
        FORM_ID,
        look=_LOOK,
        empty=_NOTHING,
        totalled=True,
    )
    return list_sheet(page, order.arrangement(columns, dictionary).groups(lines, columns))


def progress_of(lines: Sequence[OverviewLine], kind: str) -> Mapping[FormMark, int]:
    """How many projects' forms of a stage are how far, in the order of the marks."""
    own = is_project(kind)
    told = [line.row.own if own else line.row.forms.get(kind) for line in lines]
    counts = dict.fromkeys(FormMark, 0)
    for fullness in (None, *Fullness):  # far quicker than a Counter, which hashes each of them
        counts[mark_of(fullness)] += told.count(fullness)
    return {mark: count for mark, count in counts.items() if count}


def payer_word(dictionary: Dictionary, payer: Payer) -> str:
    """What a payer is called in short, as in 中央 and 市县（区）."""
    part = dictionary.kinds[RecordKind.PROJECT].parts[f"funding.{Horizon.ANNUAL}"]
    label = next(field.label for field in part.fields if field.last == payer)
    return label.removeprefix("年度").removesuffix("财政资金")


def paid_by(lines: Sequence[OverviewLine]) -> Mapping[Payer, int]:
    """What is paid by whom, in 分, those that pay nothing left out."""
    sums = (sum(filter(None, amounts)) for amounts in _paid(lines))
    return {payer: amount for payer, amount in zip(Payer, sums, strict=False) if amount}


def _paid(lines: Sequence[OverviewLine]) -> Iterator[tuple[int | None, ...]]:
    """What each payer pays for the lines, in the order of `Payer`; nothing without lines."""
    return zip(*(line.row.paid for line in lines), strict=True)


def _money(title: str, at: int) -> ListedColumn[OverviewLine]:
    return ListedColumn(title, 7.5, lambda line: line.row.paid[at], ColumnKind.MONEY, summed=True)


def _stage(kind: KindDeclaration) -> ListedColumn[OverviewLine]:
    def mark(line: OverviewLine) -> str:
        found = line.mark(kind.kind)
        return "" if found is FormMark.NONE else found.value

    return ListedColumn(kind.stage, max(3.5, len(kind.stage) + 1.5), mark, ColumnKind.SHORT)


def _errors(line: OverviewLine) -> int | None:
    return None if line.tally is None else line.tally.errors


def _told(
    grouping: OverviewGrouping, dictionary: Dictionary
) -> Callable[[OverviewLine], str] | None:
    """What a line's group is called."""
    if grouping is OverviewGrouping.UNIT:
        return lambda line: line.row.unit.name
    if grouping is OverviewGrouping.ATTRIBUTE:
        return lambda line: line.row.attribute or "未填项目属性"
    if grouping is OverviewGrouping.STAGE:
        stages = [it for it in dictionary.stages(RecordKind.PROJECT) if it.own]
        return lambda line: _last_stage(line, stages)
    return None


def _last_stage(line: OverviewLine, stages: Sequence[KindDeclaration]) -> str:
    """The furthest stage that a project has a form of; else how far its own form is."""
    there = [it.stage for it in stages if it.kind in line.row.forms]
    return f"已有{there[-1]}" if there else line.row.own.value
