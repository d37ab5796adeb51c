"""What only people know of a 部门预算公开: the entries that no table can give, and their own words.

An entry's `name` is what the template of the document calls it (`{机构设置}`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from budgetdesk.domain.records import Department


class EntryKind(StrEnum):
    """What an entry holds: a text, or a whole number (分 of an amount, or a count)."""

    LINE = "line"
    CHOICE = "choice"  # a line with usual words
    PARAGRAPHS = "paragraphs"  # a line end begins a new paragraph
    AMOUNT = "amount"
    COUNT = "count"

    @property
    def is_number(self) -> bool:
        """Whether the value is an int."""
        return self in {EntryKind.AMOUNT, EntryKind.COUNT}


@dataclass(frozen=True, slots=True)
class DisclosureEntry:
    """One thing to be told; `group` is the heading it stands under where it is asked for."""

    key: str
    name: str
    kind: EntryKind
    group: str
    hint: str = ""


def _entries(group: str, kind: EntryKind, *rows: tuple[str, ...]) -> tuple[DisclosureEntry, ...]:
    return tuple(DisclosureEntry(row[0], row[1], kind, group, *row[2:]) for row in rows)


ENTRIES: Mapping[str, DisclosureEntry] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            *_entries(
                "概况",
                EntryKind.PARAGRAPHS,
                ("duties", "部门职责", "按“三定”规定填写，每条一段"),
                ("structure", "机构设置", "内设机构、编制和领导职数"),
            ),
            *_entries("概况", EntryKind.CHOICE, ("scope", "公开主体", "部门或单位，不填为部门")),
            *_entries("概况", EntryKind.LINE, ("published_on", "公开日期", "如 2024年4月18日")),
            *_entries(
                "上年预算数",
                EntryKind.AMOUNT,
                ("last_total", "上年收支总计", "上年公开的收入总计"),
                ("last_general", "上年一般公共预算当年支出", "上年公开表5的合计"),
                ("last_abroad", "上年因公出国（境）费"),
                ("last_reception", "上年公务接待费"),
                ("last_vehicle_purchase", "上年公务用车购置费"),
                ("last_vehicle_operation", "上年公务用车运行维护费"),
                ("last_operating", "上年机关运行经费"),
            ),
            *_entries(
                "增减变动原因",
                EntryKind.LINE,
                ("reason_total", "收支总计变动原因"),
                ("reason_general", "一般公共预算支出变动原因"),
                ("reason_abroad", "因公出国（境）费变动原因"),
                ("reason_reception", "公务接待费变动原因"),
                ("reason_vehicle_purchase", "公务用车购置费变动原因"),
                ("reason_vehicle_operation", "公务用车运行维护费变动原因"),
                ("reason_operating", "机关运行经费变动原因"),
            ),
            *_entries(
                "政府采购",
                EntryKind.AMOUNT,
                ("purchase_goods", "采购货物"),
                ("purchase_works", "采购工程"),
                ("purchase_services", "采购服务"),
            ),
            *_entries(
                "国有资产", EntryKind.LINE, ("assets_on", "资产截至日期", "如 2024年4月18日")
            ),
            *_entries(
                "国有资产",
                EntryKind.COUNT,
                ("vehicle_quota", "公务用车编制"),
                ("vehicle_leader", "领导用车"),
                ("vehicle_confidential", "机要通信用车"),
                ("vehicle_emergency", "应急保障用车"),
                ("vehicle_enforcement", "执法执勤用车"),
                ("vehicle_technical", "特种专业技术用车"),
                ("vehicle_business", "事业单位业务用车"),
                ("vehicle_other", "其他公务用车"),
                ("equipment_general", "通用设备", "单价50万元以上的台（套）数"),
                ("equipment_special", "专用设备", "单价100万元以上的台（套）数"),
            ),
            *_entries("国有资产", EntryKind.LINE, ("office_area", "办公用房面积", "平方米")),
            *_entries(
                "其他说明",
                EntryKind.PARAGRAPHS,
                ("service_catalogue", "购买服务目录", "执行的政府购买服务指导性目录"),
                ("other", "其他说明"),
            ),
        )
    }
)

VEHICLE_USES = tuple(
    key for key in ENTRIES if key.startswith("vehicle_") and key != "vehicle_quota"
)
PURCHASES = ("purchase_goods", "purchase_works", "purchase_services")
OFFICIAL_EXPENSES = ("abroad", "reception", "vehicle_purchase", "vehicle_operation")
"""“三公”经费 by the ends of their keys: `last_` and `reason_` stand before them."""

LAST_YEAR = tuple(key.removeprefix("last_") for key in ENTRIES if key.startswith("last_"))
"""What is compared with last year, by the ends of the keys."""

UNTOLD = "【待填：{}】"
"""What stands in the text where an entry is missing."""
_GAP = re.compile(UNTOLD.format("([^】]*)"))

EntryValue = str | int


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a text that waits for an entry; `start` and `end` as in a slice."""

    start: int
    end: int
    name: str


def gaps_in(text: str) -> tuple[Gap, ...]:
    """The places in a text that wait for an entry."""
    return tuple(Gap(*found.span(), found[1]) for found in _GAP.finditer(text))


@dataclass(frozen=True, slots=True)
class OwnParagraph:
    """A paragraph that a person rewrote; `drafted` is what the program said then."""

    key: str
    text: str
    drafted: str


@dataclass(frozen=True, slots=True)
class DisclosureNotes:
    """Everything a department has told for its document: entries by key, own paragraphs.

    Amounts are in 分.
    """

    department: Department
    entries: Mapping[str, EntryValue] = field(default_factory=dict)
    paragraphs: Mapping[str, OwnParagraph] = field(default_factory=dict)

    def sum_of(self, keys: Iterable[str]) -> int | None:
        """Numbers of one kind together; None while one of them was not told."""
        numbers = [self.number(key) for key in keys]
        return None if None in numbers else sum(number or 0 for number in numbers)

    def text(self, key: str) -> str:
        """A text entry, "" where nothing was told."""
        return str(self.entries.get(key, ""))

    def number(self, key: str) -> int | None:
        """An amount in 分 or a count, None where nothing was told."""
        value = self.entries.get(key)
        return value if isinstance(value, int) else None
