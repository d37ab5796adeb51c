"""Ledgers changed as a county would change them, and last year's amounts told beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.book.edit import add_department, add_ledger_line, add_unit
from budgetdesk.book.read import departments, ledger, units
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import (
    Department,
    LedgerLine,
    Nature,
    Origin,
    Source,
    Unit,
    UnitKind,
)

WAN = 1_000_000
OFFICE, LIKE, INSTITUTION = (
    UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE, UnitKind.INSTITUTION,
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One ledger line: the unit by its place, 万元 as an int or in 分 where `fen` is set."""

    unit: int
    wan: int
    function: str = "2100101"
    project: str = ""
    department: str = ""
    government: str = ""
    source: Source = Source.GENERAL
    origin: Origin = Origin.CURRENT
    fen: int = 0


def wages(unit: int, wan: int, government: str = "50101") -> Row:
    return Row(unit, wan, "2100101", department="30101", government=government)


def running(unit: int, wan: int, government: str = "50201") -> Row:
    return Row(unit, wan, "2100101", department="30201", government=government)


PENSION = Row(0, 30, "2080505", department="30108", government="50102")
VEHICLE = Row(0, 4, "2100199", "公务用车运行维护费", "30231", "50208")
RECEPTION = Row(0, 1, "2100199", "公务接待费", "30217", "50206")
HEALTH = Row(1, 80, "2100408", "基本公共卫生服务")
LEFT_OVER = replace(HEALTH, wan=25, origin=Origin.CARRYOVER)
LAND = Row(1, 60, "2120804", "征地补偿", source=Source.FUND)
BASE: tuple[Row, ...] = (
    wages(0, 200), running(0, 20), PENSION, wages(1, 150, "50501"), running(1, 12, "50502"),
    VEHICLE, RECEPTION, HEALTH, LEFT_OVER,
)  # fmt: skip
LAST: dict[str, int] = {
    "last_total": 500, "last_general": 480, "last_abroad": 0, "last_reception": 2,
    "last_vehicle_purchase": 0, "last_vehicle_operation": 3, "last_operating": 18,
}  # fmt: skip
REASONS: Mapping[str, str] = {
    "reason_total": "上级提前下达的专项增加",
    "reason_general": "人员工资提高",
    "reason_reception": "压减公务接待",
    "reason_vehicle_operation": "新增执法车辆",
    "reason_operating": "日常公用经费标准提高",
    "reason_abroad": "团组情况",
    "reason_vehicle_purchase": "车辆情况",
}


@dataclass(frozen=True)
class County:
    """A department of a county: its units with their kinds, its ledger, what was told."""

    rows: Sequence[Row] = BASE
    kinds: Sequence[UnitKind | None] = (OFFICE, INSTITUTION)
    last: Mapping[str, int] = field(default_factory=lambda: LAST)
    year: int = 2024
    name: str = "永和县卫生健康和体育局"
    names: Sequence[str] = ()
    scope: str = ""

    @property
    def unit_names(self) -> list[str]:
        """The names of its units; the first is the department's own."""
        more = [f"下属第{number}中心" for number in range(1, len(self.kinds))]
        return list(self.names) or [self.name, *more]

    def build(self, path: Path) -> Book:
        """A new book with it."""
        book = Book.create(path, BookInfo("yonghe-2024", self.year, "账"))
        owner = Department("202", self.name)
        with book.step("准备") as step:
            owner = replace(owner, id=add_department(step, owner))
            for name, kind in zip(self.unit_names, self.kinds, strict=True):
                add_unit(step, Unit(name, owner, kind=kind))
        owned = units(book)
        with book.step("明细") as step:
            for row in self.rows:
                add_ledger_line(step, _line(row, owned))
        (owner,) = departments(book)
        with book.step("填写") as step:
            for key, value in self._told().items():
                put_disclosure_entry(step, owner.id, key, value)
        return book

    def _told(self) -> dict[str, int | str]:
        told: dict[str, int | str] = {key: wan * WAN for key, wan in self.last.items()}
        for key, entry in ENTRIES.items():
            if entry.kind is Kind.MONEY_WAN and key.startswith("purchase_"):
                told[key] = 3 * WAN
            elif entry.kind is Kind.COUNT:
                told[key] = 1
        told |= dict(REASONS)
        told |= {"duties": "职责", "structure": "机构", "service_catalogue": "执行县级目录。"}
        told |= {"assets_on": f"{self.year - 1}年12月31日", "office_area": "800"}
        return told | ({"scope": self.scope} if self.scope else {})


def _line(row: Row, owned: Sequence[Unit]) -> LedgerLine:
    return LedgerLine(
        unit=owned[row.unit],
        function_code=row.function,
        nature=Nature.PROJECT if row.project else Nature.BASIC,
        source=row.source,
        origin=row.origin,
        amount=row.fen or row.wan * WAN,
        project=row.project or None,
        department_economic=row.department or None,
        government_economic=row.government or None,
    )


def lines_of(book: Book) -> tuple[LedgerLine, ...]:
    """Its ledger lines as they stand in the book."""
    return ledger(book)


def _institutions() -> tuple[Row, ...]:
    return (
        wages(0, 200, "50501"), running(0, 20, "50502"), wages(1, 150, "50501"), HEALTH, LEFT_OVER,
    )  # fmt: skip


def _offices() -> tuple[Row, ...]:
    return (wages(0, 200), running(0, 20), running(1, 8), wages(1, 50), VEHICLE)


_CAPITAL = Row(1, 15, "2230102", "国企改革补助", source=Source.STATE_CAPITAL)
_FEES = Row(1, 33, "2050204", "学费安排的支出", source=Source.SPECIAL_ACCOUNT)
_OWN = Row(1, 44, "2100201", "事业收入安排的支出", source=Source.UNIT_FUNDS)

COUNTIES: Mapping[str, County] = {
    "as it is": County(),
    "only institutions": County(_institutions(), (INSTITUTION, INSTITUTION)),
    "only institutions, some last year": County(
        _institutions(), (INSTITUTION, INSTITUTION), LAST | {"last_operating": 0}
    ),
    "only offices": County(_offices(), (OFFICE, LIKE)),
    "an office without running costs": County((wages(0, 200), HEALTH), (OFFICE, INSTITUTION)),
    "kinds unknown": County((wages(0, 200), HEALTH), (None, None)),
    "one kind unknown": County(_institutions(), (INSTITUTION, None)),
    "a fund alone": County((LAND, replace(LAND, project="土地整治", wan=7)), (OFFICE, INSTITUTION)),
    "corrections": County((*BASE, Row(0, -35, "2210201", department="30113", government="50103"))),
    "corrected away": County((HEALTH, replace(HEALTH, wan=-80, project="更正"))),
    "more corrected than given": County((running(0, 5), replace(HEALTH, wan=-80))),
    "nothing last year": County(last=dict.fromkeys(LAST, 0)),
    "less than last year": County(last={key: 20 * wan + 900 for key, wan in LAST.items()}),
    "as last year": County((wages(0, 200),), (OFFICE, None), LAST | {
        "last_total": 200, "last_general": 200, "last_reception": 0, "last_vehicle_operation": 0,
    }),
    "state capital": County((*BASE, _CAPITAL)),
    "seven units": County(
        (*BASE, *(wages(unit, 10 + unit, "50501") for unit in range(2, 7))),
        (OFFICE, *[INSTITUTION] * 6),
    ),
    "units of the tree without a ledger": County(kinds=(OFFICE, INSTITUTION, INSTITUTION, LIKE)),
    "another year": County(year=2026),
    "unit funds": County((*BASE, _FEES, _OWN)),
    "unit funds alone": County((_FEES, _OWN), (INSTITUTION, INSTITUTION)),
    "changed names": County(
        name="河曲县行政审批服务管理局", names=("河曲县政务服务中心", "大数据2024中心")
    ),
    "no official expenses": County(
        (wages(0, 200), running(0, 20), HEALTH),
        last=LAST | {"last_reception": 0, "last_vehicle_operation": 0},
    ),
    "official expenses that cancel out": County(
        last=LAST | {"last_reception": 2, "last_vehicle_operation": 3}
    ),
    "basic alone": County((wages(0, 200), running(0, 20), PENSION)),
    "projects alone": County((HEALTH, VEHICLE)),
    "carried over alone": County((LEFT_OVER, replace(LAND, origin=Origin.CARRYOVER))),
    "an office without ledger": County(_institutions()[3:], (OFFICE, INSTITUTION)),
    "institutions in the ledger, an unknown unit without": County(
        _institutions(), (INSTITUTION, INSTITUTION, None)
    ),
    "one unit": County((wages(0, 200), running(0, 20)), (OFFICE,), scope="单位"),
    "one institution": County((wages(0, 200, "50501"),), (INSTITUTION,), scope="单位"),
    "nearly all": County((*(wages(0, 9_000),), Row(1, 0, "2100408", "小项目", fen=2_000_000_0))),
    "without economic codes": County((wages(0, 200), Row(0, 50), Row(1, 30))),
    "less than shows": County((wages(0, 200), Row(1, 0, "2100408", "零头", fen=4_000))),
}  # fmt: skip
"""By what was changed; the thirteen kinds of the trade and their neighbours."""
