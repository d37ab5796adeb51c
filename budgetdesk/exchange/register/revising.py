"""审核数 = 报送数 + 核减 or 核增, by unit, project and source; each decision is a named step."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from budgetdesk.book.amount_revisions import put_revision, revisions_of
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.book.person import person_of
from budgetdesk.book.read import ledger, project_ids, projects, units
from budgetdesk.domain.amount_revisions import AmountRevision
from budgetdesk.domain.fields import PAYER_LABELS
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.records import Payer, Project, Unit
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.register.states import STATE_LABELS, UnitState, entries_of
from budgetdesk.forms.listing import (
    REPORT_LOOK,
    ColumnKind,
    LineGroup,
    ListedColumn,
    ListPage,
    list_sheet,
)
from budgetdesk.forms.sheet import Sheet

BASIC = "基本支出"
UNTOLD_SOURCE = ""
"""Who pays what a form tells as its total alone."""
SOURCE_NAMES: Mapping[str, str] = {
    UNTOLD_SOURCE: "未分来源",
    **{source.value: name for source, name in SOURCES.items()},
    **{payer.value: name for payer, name in PAYER_LABELS.items()},
}
"""Who pays, in words: sources of the ledger, and payers of project forms."""
_GONE = "（已不在报送数中）"


class RefusedRevision(BookError):  # noqa: N818 - refused, not failed
    """A 核减 or 核增 that can't be made; one sentence."""


@dataclass(frozen=True, slots=True)
class RevisedAmount:
    """An amount of a unit as it was told and as it is allowed; 分.

    `name` is the project's, or 基本支出; `in_told` False where it is told no more.
    """

    unit: Unit
    project: str
    name: str
    source: str
    told: int
    revision: int = 0
    reason: str = ""
    in_told: bool = True

    @property
    def key(self) -> Hashable:
        """Which amount it is."""
        return self.unit.uuid, self.project, self.source

    @property
    def allowed(self) -> int:
        """审核数."""
        return self.told + self.revision

    @property
    def shown_name(self) -> str:
        """The name, with a word where the unit tells it no more."""
        return self.name if self.in_told else f"{self.name}{_GONE}"


REVISED: tuple[ListedColumn[RevisedAmount], ...] = (
    ListedColumn("部门", 9, lambda it: it.unit.department.name),
    ListedColumn("单位", 9, lambda it: it.unit.name),
    ListedColumn("项目", 15, lambda it: it.shown_name),
    ListedColumn("资金来源", 8, lambda it: SOURCE_NAMES.get(it.source, it.source)),
    ListedColumn("报送数（元）", 9, lambda it: it.told, ColumnKind.MONEY, summed=True),
    ListedColumn(
        "核减核增（元）", 9, lambda it: it.revision or None, ColumnKind.MONEY, summed=True
    ),
    ListedColumn("审核数（元）", 9, lambda it: it.allowed, ColumnKind.MONEY, summed=True),
    ListedColumn("原因", 10, lambda it: it.reason),
)
"""The columns of 差额表."""
DEPARTMENT, PROJECT = 0, 2
"""The columns of the department and the project."""


def revised_amounts(book: Book, wanted: Sequence[Unit] | None = None) -> list[RevisedAmount]:
    """Every amount of some units, or of all, with what was decided about it."""
    chosen = units(book) if wanted is None else wanted
    return [line for unit in chosen for line in _of_unit(book, unit)]


def _of_unit(book: Book, unit: Unit) -> Iterator[RevisedAmount]:
    revisions = {it.key: it for it in revisions_of(book, unit.uuid)}
    for (project, source), (name, fen) in _told(book, unit).items():
        made = revisions.pop((project, source), None)
        decided = (made.amount, made.reason) if made else (0, "")
        yield RevisedAmount(unit, project, name, source, fen, *decided)
    for it in revisions.values():
        told = (it.project, it.name, it.source, 0, it.amount, it.reason)
        yield RevisedAmount(unit, *told, in_told=False)


_Told = dict[tuple[str, str], tuple[str, int]]


def _told(book: Book, unit: Unit) -> _Told:
    """报送数 of a unit: of its ledger, or where it has none of its projects' forms."""
    found: _Told = {}
    own = projects(book, project_ids(book, unit_id=unit.id))
    by_id = {it.id: it for it in own}
    for line in ledger(book, unit_id=unit.id):
        project = by_id.get(line.project_id or 0)
        uuid = project.uuid if project else ""
        name = project.name if project else line.project or BASIC
        key = (uuid, line.source.value)
        found[key] = name, line.amount + found.get(key, ("", 0))[1]
    if found:
        return found
    return {(it.uuid, payer): (it.name, fen) for it in own for payer, fen in _paid(it) if fen}


def _paid(project: Project) -> Iterator[tuple[str, int]]:
    """The money of a project's form by payer, and what of its total is of none."""
    funding = project.funding.annual
    parts = {payer.value: funding.of(payer) or 0 for payer in Payer}
    rest = (funding.total or 0) - sum(parts.values())
    yield from parts.items()
    yield UNTOLD_SOURCE, max(rest, 0)


def revise(
    book: Book, unit: Unit, project: str, source: str, amount: int, reason: str
) -> RevisedAmount:
    """Take off or add to one amount of a unit, in place of what was decided about it before.

    Args:
        book: the bureau's book.
        unit: whose amount.
        project: its uuid, "" for what belongs to none.
        source: who pays, as `RevisedAmount` says it.
        amount: 分 more, below zero less; 0 takes back what was decided.
        reason: why.

    Raises:
        RefusedRevision: the unit tells no such amount, less than nothing would be left, the reason
            is missing, or the unit was approved already.
    """
    known = {(it.project, it.source): it for it in _of_unit(book, unit)}
    line = known.get((project, source))
    if line is None:
        raise RefusedRevision(f"「{unit.name}」没有报送这一项，不能核减核增。")
    _require(book, line, amount, reason)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    made = AmountRevision(project, line.name, source, amount, reason.strip(), person_of(book), at)
    with book.step(_step_name(unit, line, amount)) as step:
        put_revision(book, step, unit.uuid, made)
    [done] = [it for it in _of_unit(book, unit) if it.key == line.key] or [line]
    return done


def _require(book: Book, line: RevisedAmount, amount: int, reason: str) -> None:
    unit = line.unit
    if any(it.state is UnitState.APPROVED for it in entries_of(book, unit.uuid)):
        told = STATE_LABELS[UnitState.APPROVED]
        raise RefusedRevision(f"「{unit.name}」{told}，不能再核减核增，请先在收报登记中解锁。")
    if amount and line.told + amount < 0:
        left = yuan_text(line.told, thousands=True)
        raise RefusedRevision(f"「{unit.name}」「{line.name}」只报送了 {left} 元，不能核减这么多。")
    if amount and not reason.strip():
        raise RefusedRevision(f"核减核增「{unit.name}」「{line.name}」请写明原因。")


def _step_name(unit: Unit, line: RevisedAmount, amount: int) -> str:
    deed = "取消核减核增" if not amount else "核减" if amount < 0 else "核增"
    money = f" {yuan_text(abs(amount), thousands=True)} 元" if amount else ""
    return f"{deed} {shorten(unit.name, 20)} {shorten(line.name, 20)}{money}"


def amount_named(book: Book, unit: Unit, project: str, source: str) -> RevisedAmount:
    """The amount of a unit that words name: a project or 基本支出, and who pays.

    Raises:
        RefusedRevision: there is none, or several.
    """
    found = [
        it
        for it in _of_unit(book, unit)
        if fold_name(it.name) == fold_name(project or BASIC)
        and (not source or source in (it.source, SOURCE_NAMES.get(it.source)))
    ]
    if len(found) == 1:
        return found[0]
    known = "、".join(SOURCE_NAMES.get(it.source, it.source) for it in found)
    what = f"「{unit.name}」「{project or BASIC}」"
    raise RefusedRevision(
        f"{what}有几个资金来源，请写明是哪一个：{known}。" if found else f"{what}没有报送数。"
    )


def revision_sheet(rows: Sequence[RevisedAmount], title: str) -> Sheet:
    """差额表: what was revised, for paper and Excel."""
    revised = [it for it in rows if it.revision]
    page = ListPage(
        name="差额表",
        title=f"{title} 差额表",
        columns=REVISED,
        about=revised_summed(rows),
        form_id="revisions",
        look=REPORT_LOOK,
        empty="没有核减核增。",
        totalled=True,
    )
    return list_sheet(page, [LineGroup("", "", revised)])


def revised_summed(rows: Sequence[RevisedAmount]) -> str:
    """报送数, what was taken off and added, 审核数."""
    less = sum(-it.revision for it in rows if it.revision < 0)
    more = sum(it.revision for it in rows if it.revision > 0)
    told, allowed = sum(it.told for it in rows), sum(it.allowed for it in rows)
    named = (("报送数", told), ("核减", less), ("核增", more), ("审核数", allowed))
    return "，".join(f"{name} {yuan_text(fen, thousands=True) or '0'} 元" for name, fen in named)


def revised_content(it: RevisedAmount) -> dict[str, object]:
    """An amount for programs; docs/packages.md says what the keys mean."""
    return {
        "department": it.unit.department.name,
        "unit": it.unit.name,
        "project": it.name,
        "source": it.source,
        "told_fen": it.told,
        "revision_fen": it.revision,
        "allowed_fen": it.allowed,
        "reason": it.reason,
        "in_told": it.in_told,
    }
