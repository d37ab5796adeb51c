"""The ledger lines of published budget tables, for a book that has none of their office yet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.read import departments, ledger, units
from budgetdesk.domain.ledger_columns import NATURES, ORIGINS, SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.foreign.budget.lines import LedgerParts, ledger_parts
from budgetdesk.exchange.foreign.budget.sums import sum_faults
from budgetdesk.exchange.foreign.budget.table import About, BudgetTable
from budgetdesk.exchange.ledger_file import NamedLine

_NOT_TOLD = (
    (About.ECONOMIC, "经济科目", "经济科目"),
    (About.PROJECTS, "项目", "项目名称"),
    (About.CARRYOVER, "结转项目", "项目名称"),
)
_HELD = {
    About.SPENDING: (None, None), About.GENERAL: (Source.GENERAL, Origin.CURRENT),
    About.FUND: (Source.FUND, Origin.CURRENT),
    About.STATE_CAPITAL: (Source.STATE_CAPITAL, Origin.CURRENT),
}  # fmt: skip


class LedgerSeen(NamedTuple):
    """What published tables bring: lines, or why none; what must be looked at, a sentence each."""

    lines: tuple[NamedLine, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def ledger_seen(tables: Sequence[BudgetTable], book: Book) -> LedgerSeen:
    """The lines that some tables determine for the office that they are of."""
    if not tables:
        return LedgerSeen()
    parts = ledger_parts(tables)
    doubts = (*_faults(tables), *_differences(tables, parts))
    office = _office(tables, book)
    if why := _why_not(office, parts, book):
        return LedgerSeen((), (f"读到 {len(tables)} 张预算表，没有导入预算明细：{why}",), doubts)
    named = (
        NamedLine(number, office, code, nature, None, None, None, source, origin, amount)
        for number, ((code, nature, source, origin), amount) in enumerate(parts.amounts.items(), 1)
    )
    whole = yuan_text(sum(parts.amounts.values()), thousands=True)
    told = f"从 {len(tables)} 张预算表还原出预算明细 {len(parts.amounts)} 行，合计 {whole} 元，"
    return LedgerSeen(
        tuple(named), (f"{told}都记入「{office}」。", *_untold(tables), *parts.untold), doubts
    )


def said_of(line: NamedLine) -> str:
    """A line in words: which 科目, nature, source."""
    told = (NATURES[line.nature], SOURCES[line.source], ORIGINS[line.origin])
    return f"{line.function_code} {'、'.join(told)}"


def _office(tables: Sequence[BudgetTable], book: Book) -> str:
    """The office that most tables name; else the book's only unit."""
    named = Counter(table.office for table in tables if table.office)
    if named:
        return named.most_common(1)[0][0]
    known = units(book)
    return known[0].name if len(known) == 1 else ""


def _why_not(office: str, parts: LedgerParts, book: Book) -> str:
    """Why the lines are not taken, "" where they are."""
    if not parts.amounts:
        return "表中没有能还原成明细的科目和金额。"
    if not office:
        return "表中没有写部门名称。"
    owners = {it.id for it in departments(book) if fold_name(it.name) == fold_name(office)}
    own = {
        it.id
        for it in units(book)
        if fold_name(it.name) == fold_name(office) or it.department.id in owners
    }
    if not own and len(departments(book)) > 1:
        return f"账套中没有单位「{shorten(office)}」，无法判断它属于哪个部门，请先新建这个单位。"
    lines = sum(line.unit.id in own for line in ledger(book))
    if lines:
        told = f"账套中已有「{shorten(office)}」的明细 {lines} 行。"
        return f"{told}要核对请用终稿核对，要换请先删去明细。"
    return ""


def _faults(tables: Sequence[BudgetTable]) -> Iterator[str]:
    """Rows that don't add up, amounts in a measure that nobody wrote: they come in as printed."""
    for table in tables:
        if not table.noted:
            yield f"请核对：{table.title}没有写明金额单位，按元读入（{table.cell.place}）。"
        for fault in sum_faults(table):
            yield f"请核对：{fault.sentence}（{fault.cell.place}），按表中的读入。"


def _differences(tables: Sequence[BudgetTable], parts: LedgerParts) -> Iterator[str]:
    """Tables whose sum is another than that of the lines."""
    for table in tables:
        sums = [row for row in table.rows if row.is_sum and row.amounts]
        if table.about not in _HELD or not sums:
            continue
        source, origin = _HELD[table.about]
        for column in table.columns:
            if column.nature is None or column.column not in sums[-1].amounts:
                continue
            told, found = (
                sums[-1].amounts[column.column],
                _sum(parts, column.nature, source, origin),
            )
            if abs(told - found) > table.tolerance * (len(parts.amounts) + 1):
                yield (
                    f"请核对：{table.title}{NATURES[column.nature]}合计 {yuan_text(told)} 元，"
                    f"读入的明细合计 {yuan_text(found)} 元（{sums[-1].cell.place}）。"
                )


def _sum(parts: LedgerParts, nature: Nature, source: Source | None, origin: Origin | None) -> int:
    return sum(
        amount
        for (_, its_nature, its_source, its_origin), amount in parts.amounts.items()
        if its_nature is nature and source in (None, its_source) and origin in (None, its_origin)
    )


def _untold(tables: Sequence[BudgetTable]) -> Iterator[str]:
    """What the tables say and no line can: which 功能科目 a project or 经济科目 belongs to."""
    for about, what, blank in _NOT_TOLD:
        rows = sum(
            bool(row.amounts) and not row.is_sum
            for table in tables
            if table.about is about
            for row in table.rows
        )
        if rows:
            yield f"表中没有写各{what}属于哪个功能科目（{rows} 行），明细的{blank}空着，请补填。"
