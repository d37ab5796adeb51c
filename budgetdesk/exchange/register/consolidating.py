"""汇总: the sums of departments as they were put together, and which of them are stale by now.

Sums are kept with the versions that they are of. A package received later, or a 核减 made later,
leaves them as they are: they are told as stale until 汇总 is done again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from budgetdesk.book.book import Book
from budgetdesk.book.process import user_name
from budgetdesk.book.read import setting, units
from budgetdesk.book.setting import put_setting
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.register.revising import revised_amounts
from budgetdesk.exchange.register.states import entries_of

_KEY = "consolidated"


@dataclass(frozen=True, slots=True)
class DepartmentSum:
    """What the units of one department told and are allowed, 分.

    `made_of` are the units, each with the versions and 校验码 that the sums are of.
    """

    name: str
    told: int
    allowed: int
    made_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """The sums as they were put together: when (local time, ISO), by whom, by department's uuid."""

    at: str
    who: str
    sums: Mapping[str, DepartmentSum]


@dataclass(frozen=True, slots=True)
class ConsolidationState:
    """The last 汇总, None while there was none, and the names of the departments stale since."""

    last: Consolidation | None
    stale: tuple[str, ...]

    def sentence(self) -> str:
        """What is to be known of it; "" where nothing was put together yet."""
        if self.last is None:
            return ""
        when = self.last.at.replace("T", " ")[:16]
        allowed = sum(it.allowed for it in self.last.sums.values())
        told = f"{when} 汇总，审核数 {wan_text(allowed)} 万元"
        if not self.stale:
            return told
        named = "、".join(self.stale[:3]) + (
            f"等 {len(self.stale)} 个部门" if self.stale[3:] else ""
        )
        return f"{told}；{named}其后又有变动，请重新汇总"


def consolidate(book: Book) -> Consolidation:
    """Put the sums of all departments together, as a step of the book."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    made = Consolidation(at, user_name(), _sums(book))
    with book.step("汇总") as step:
        put_setting(step, _KEY, json.dumps(asdict(made), ensure_ascii=False))
    return made


def consolidation_of(book: Book) -> ConsolidationState:
    """The last 汇总, held against what the book has now."""
    told = setting(book, _KEY)
    if not told:
        return ConsolidationState(None, ())
    values = json.loads(told)
    sums = {uuid: DepartmentSum(**it) for uuid, it in values["sums"].items()}
    last = Consolidation(values["at"], values["who"], sums)
    return ConsolidationState(last, tuple(_stale(sums, _sums(book))))


def _stale(then: Mapping[str, DepartmentSum], now: Mapping[str, DepartmentSum]) -> Iterator[str]:
    for uuid in dict.fromkeys((*now, *then)):
        one = now.get(uuid) or then[uuid]
        if now.get(uuid) != then.get(uuid):
            yield one.name


def _sums(book: Book) -> dict[str, DepartmentSum]:
    owners = {unit.department.uuid: unit.department for unit in units(book)}
    found: dict[str, list[Unit]] = {uuid: [] for uuid in owners}
    for unit in units(book):
        found[unit.department.uuid].append(unit)
    return {uuid: _sum(book, owners[uuid].name, own) for uuid, own in found.items()}


def _sum(book: Book, name: str, own: Sequence[Unit]) -> DepartmentSum:
    rows = revised_amounts(book, own)
    made_of = {unit.uuid: _versions(book, unit) for unit in own}
    told, allowed = sum(it.told for it in rows), sum(it.allowed for it in rows)
    return DepartmentSum(name, told, allowed, made_of)


def _versions(book: Book, unit: Unit) -> str:
    """The versions that stand, by stage."""
    return "，".join(f"{it.stage} {it.version} {it.code}" for it in entries_of(book, unit.uuid))


def consolidation_content(state: ConsolidationState) -> dict[str, object] | None:
    """The last 汇总 for programs; docs/packages.md says what the keys mean."""
    if state.last is None:
        return None
    return {
        "at": state.last.at,
        "who": state.last.who,
        "stale": list(state.stale),
        "departments": [
            {"department": it.name, "told_fen": it.told, "allowed_fen": it.allowed}
            for it in state.last.sums.values()
        ],
    }
