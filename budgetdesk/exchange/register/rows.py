"""The register as a list: every unit of the book, also those that sent nothing."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.book.return_remarks import RemarkSide, remarks_of
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import ReturnRemark, as_plain
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.exchange.checking import check_book
from budgetdesk.exchange.register.states import (
    STATE_LABELS,
    RegisterEntry,
    UnitState,
    deadline_of,
    entries_of,
)
from budgetdesk.forms.listing import ColumnKind, ListedColumn


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A unit and stage: `money` in 分, `errors` None where nobody checked, `late` days."""

    unit: Unit
    entry: RegisterEntry
    money: int
    late: int
    errors: int | None
    remarks: tuple[ReturnRemark, ...] = ()

    @property
    def answered(self) -> str:
        """How many of the remarks that went out were answered, as 2/5; "" where none did."""
        done = sum(not it.is_open for it in self.remarks)
        return f"{done}/{len(self.remarks)}" if self.remarks else ""

    @property
    def key(self) -> Hashable:
        """Unit and stage."""
        return self.unit.uuid, self.entry.stage

    @property
    def version(self) -> str:
        """The version that stands; "" while none does."""
        return f"第 {self.entry.version} 版" if self.entry.version else ""


REGISTER: tuple[ListedColumn[RegisterRow], ...] = (
    ListedColumn("部门", 7, lambda it: it.unit.department.name),
    ListedColumn("单位", 15, lambda it: it.unit.name),
    ListedColumn("阶段", 6, lambda it: it.entry.stage),
    ListedColumn("状态", 6, lambda it: STATE_LABELS[it.entry.state], ColumnKind.SHORT),
    ListedColumn("版本", 5, lambda it: it.version, ColumnKind.SHORT),
    ListedColumn("说明", 9, lambda it: it.entry.note),
    ListedColumn("意见", 4, lambda it: it.answered, ColumnKind.SHORT),
    ListedColumn("收到", 11, lambda it: it.entry.received_at.replace("T", " ")[:16]),
    ListedColumn("迟报天数", 6.5, lambda it: it.late or None, ColumnKind.COUNT),
    ListedColumn("错误", 5, lambda it: it.errors, ColumnKind.COUNT, summed=True),
    ListedColumn("资金（元）", 8, lambda it: it.money or None, ColumnKind.MONEY, summed=True),
)
"""The columns of the register."""
DEPARTMENT, NOTE, ERRORS = 0, 5, 9
"""The columns of the department, of what was said last, and of the errors."""


def register_rows(
    book: Book,
    *,
    check: bool = False,
    found: Iterable[Finding] | None = None,
    today: date | None = None,
) -> tuple[RegisterRow, ...]:
    """The register in tree order; errors are counted of what was `found`, or `check`ed for now."""
    found = check_book(book).findings if check else found
    errors = None if found is None else _errors(found)
    money = _money(book)
    day = deadline_of(book)
    return tuple(
        RegisterRow(
            unit,
            entry,
            money.get(unit.id, 0),
            _late(entry, day, today or datetime.now().astimezone().date()),
            None if errors is None else errors[unit.department.name, unit.name],
            _remarks(book, unit, entry.stage),
        )
        for unit in units(book)
        for entry in entries_of(book, unit.uuid) or (RegisterEntry(""),)
    )


def _remarks(book: Book, unit: Unit, stage: str) -> tuple[ReturnRemark, ...]:
    """What went out to a unit about a stage."""
    given = remarks_of(book, RemarkSide.GIVEN, unit.uuid)
    return tuple(it for it in given if it.returned and it.stage == stage)


def open_errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The errors that are not ignored."""
    for it in findings:
        if it.severity is Severity.ERROR and not (it.explanation and it.explanation.ignored):
            yield it


def _errors(found: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How many errors stand where, by department and unit."""
    return Counter((it.place.department, it.place.unit) for it in open_errors(found))


def _money(book: Book) -> Mapping[int, int]:
    """A unit's ledger, or where it has none what its projects' forms say of the year."""
    forms = book.rows(
        "SELECT p.unit_id, sum(f.total) FROM project AS p JOIN funding AS f "
        "ON f.project_id = p.id AND f.horizon = 'annual' GROUP BY p.unit_id"
    )
    lines = book.rows("SELECT unit_id, sum(amount) FROM ledger_line GROUP BY unit_id")
    return {unit: amount or 0 for unit, amount in (*forms, *lines)}


def _late(entry: RegisterEntry, deadline: str, today: date) -> int:
    """Days after the deadline on which it first came, or until today while nothing did."""
    if not deadline:
        return 0
    came = [it.at for it in entry.events if it.state in (UnitState.SENT, UnitState.RESENT)]
    on = datetime.fromisoformat(came[0]).date() if came else today
    return max(0, (on - date.fromisoformat(deadline)).days)


def lines_of(rows: Sequence[RegisterRow]) -> Iterator[str]:
    """The register to read on a console."""
    for row in rows:
        told = [column.text(row) for column in REGISTER]
        named = zip(REGISTER[5:], told[5:], strict=True)
        more = (f"{column.title} {text}" for column, text in named if text)
        yield "　".join(filter(None, (*told[:5], *more)))
    yield summed(rows)


def summed(rows: Sequence[RegisterRow]) -> str:
    """How many rows are in which state, and the money of all units."""
    if not rows:
        return "还没有单位，也没有收到上报文件。"
    counts = Counter(row.entry.state for row in rows)
    total = "，".join(f"{STATE_LABELS[it]} {counts[it]}" for it in UnitState if counts[it])
    money = sum({row.unit.id: row.money for row in rows}.values())
    return f"共 {len(rows)} 行：{total}；资金 {wan_text(money)} 万元"


def reminder(rows: Sequence[RegisterRow], deadline: str) -> str:
    """A text to send to those who have not sent, or were returned something; "" for nobody."""
    unsent = [row.unit.name for row in rows if row.entry.state is UnitState.UNSENT]
    returned = [row.unit.name for row in rows if row.entry.state is UnitState.RETURNED]
    until = f"，请于 {deadline} 前报送" if deadline else "，请尽快报送"
    parts = []
    if unsent:
        parts.append(f"以下 {len(unsent)} 个单位尚未上报：{'、'.join(unsent)}")
    if returned:
        parts.append(f"以下 {len(returned)} 个单位已退回、尚未重报：{'、'.join(returned)}")
    return f"{'；'.join(parts)}{until}。" if parts else ""


def acknowledgement(row: RegisterRow) -> str:
    """回执, a line to send: what came, when, under which 校验码, and how it stands; "" for none."""
    entry = row.entry
    if not entry.version:
        return ""
    errors = "" if row.errors is None else f"，错误 {row.errors} 条"
    late = f"，迟报 {row.late} 天" if row.late else ""
    came = entry.received_at.replace("T", " ")[:16]
    told = f"{row.unit.name} {entry.stage}{row.version}，校验码 {entry.code}"
    return f"回执：{told}，{came} 收到，{STATE_LABELS[entry.state]}{errors}{late}。"


def acknowledgements(rows: Sequence[RegisterRow], names: Sequence[str]) -> list[str]:
    """The 回执 of units by names or codes, and of those that sent nothing a line that says so."""
    told = []
    for name in names:
        own = [it for it in rows if _is_called(it.unit, name)]
        lines = [line for line in map(acknowledgement, own) if line]
        lack = "还没有收到「{}」的上报文件。" if own else "登记中没有单位「{}」，请核对名称或编码。"
        told += lines or [lack.format(name)]
    return told


def _is_called(unit: Unit, name: str) -> bool:
    """Whether a unit has that name or code, however it was typed."""
    return fold_name(unit.name) == fold_name(name) or fold(unit.code or "") == fold(name)


def as_content(row: RegisterRow) -> dict[str, object]:
    """A row for programs; docs/packages.md says what the keys mean."""
    entry = row.entry
    return {
        "department": row.unit.department.name,
        "unit": row.unit.name,
        "unit_code": row.unit.code or "",
        "stage": entry.stage,
        "state": entry.state.value,
        "version": entry.version,
        "code": entry.code,
        "received_at": entry.received_at,
        "late_days": row.late,
        "errors": row.errors,
        "money_fen": row.money,
        "note": entry.note,
        "remarks": [as_plain(it) for it in row.remarks],
        "events": [
            {"at": it.at, "who": it.who, "state": it.state.value, "version": it.version,
             "note": it.note}
            for it in entry.events
        ],
    }  # fmt: skip
