"""What a file of a receipt is found to be, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from budgetdesk.exchange.sealed.edits import HandEdit
from budgetdesk.exchange.sealed.envelope import PackageLabel
from budgetdesk.exchange.sealed.merging import Differing


class ReceivedChange(StrEnum):
    """What a file is found to be."""

    NEW = "new"  # 首次上报
    RESUBMISSION = "resubmission"  # 重报
    DUPLICATE = "duplicate"  # 已收过
    SUPERSEDED = "superseded"  # 已有更新的版本
    EDITED = "edited"  # 手工改过
    PARALLEL = "parallel"  # 改了别的栏目
    CONFLICT = "conflict"  # 两边改了同一栏
    UNRELATED = "unrelated"  # 不是接着已收的版本做的
    UNKNOWN_UNIT = "unknown_unit"  # 单位不在账套中
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # 不是上报文件
    WRONG_YEAR = "wrong_year"
    WRONG_SET = "wrong_set"
    WRONG_KIND = "wrong_kind"  # 不是上报的
    SAME_CODE = "same_code"  # 编码是另一个单位的
    SAME_NAME = "same_name"  # 名称是另一个单位的
    LOCKED = "locked"  # 已验收
    RETURNED = "returned"  # 退回意见
    ISSUED = "issued"  # 下发
    APPROVED = "approved"  # 批复
    COLLECTED = "collected"  # 汇总上报
    OWN = "own"  # 本账套发出的
    UNREADABLE = "unreadable"


FOUND_LABELS = {
    ReceivedChange.NEW: "首次上报",
    ReceivedChange.RESUBMISSION: "重报",
    ReceivedChange.DUPLICATE: "已收过",
    ReceivedChange.SUPERSEDED: "已有更新的版本",
    ReceivedChange.EDITED: "手工改过",
    ReceivedChange.PARALLEL: "与已收的改了不同栏目",
    ReceivedChange.CONFLICT: "与已收的改了同一栏",
    ReceivedChange.UNRELATED: "不是接着已收的版本做的",
    ReceivedChange.UNKNOWN_UNIT: "新单位",
    ReceivedChange.DAMAGED: "已损坏",
    ReceivedChange.FOREIGN: "不是上报文件",
    ReceivedChange.WRONG_YEAR: "年度不同",
    ReceivedChange.WRONG_SET: "套表不同",
    ReceivedChange.WRONG_KIND: "不是上报的文件",
    ReceivedChange.SAME_CODE: "编码与另一个单位相同",
    ReceivedChange.SAME_NAME: "名称与另一个单位相同",
    ReceivedChange.LOCKED: "已验收",
    ReceivedChange.RETURNED: "退回意见",
    ReceivedChange.ISSUED: "下发",
    ReceivedChange.APPROVED: "批复",
    ReceivedChange.COLLECTED: "汇总上报",
    ReceivedChange.OWN: "本账套发出的",
    ReceivedChange.UNREADABLE: "读不出来",
}


class ReceiptOutcome(StrEnum):
    """What becomes of a file."""

    TAKEN = "taken"  # 已接收
    NOTHING = "nothing"  # 不用接收
    WAITS = "waits"  # 待决定
    REFUSED = "refused"  # 不接收


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A value in three states, in words; `field` is what the form calls it."""

    record: str
    field: str
    base: str
    have: str
    new: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file of a receipt. `sentence` says it in one; of `found` the first is the main one."""

    path: Path
    found: tuple[ReceivedChange, ...]
    outcome: ReceiptOutcome
    sentence: str
    package: PackageLabel | None = None
    edits: tuple[HandEdit, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    parallel: tuple[FieldConflict, ...] = ()
    changes: tuple[FieldConflict, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def package_id(self) -> str:
        """The id of the package; "" of a file that can't be read."""
        return self.package.header.package_id if self.package else ""


_SHOWN = 200  # characters of a value


def told(
    differing: Sequence[Differing], names: dict[str, str], labels: dict[str, str]
) -> tuple[FieldConflict, ...]:
    """Differences in words: records by `names` of their uuids, fields by `labels` of their keys."""
    return tuple(
        FieldConflict(
            _record_in(it.path, names),
            _field_in(it.path, names, labels),
            _shown(it.base),
            _shown(it.have),
            _shown(it.new),
            it.path,
        )
        for it in differing
    )


_PARTS = {
    "projects": "项目",
    "overall": "整体绩效目标表",
    "disclosure": "预算公开资料",
    "ledger": "预算明细",
    "revenue": "收入科目",
    "catalogue": "自编科目",
}


def _record_in(path: tuple[str, ...], names: dict[str, str]) -> str:
    part = _PARTS.get(path[0], "") if path else ""
    known = next((names[key] for key in path if key in names), "")
    return known if known and path[0] == "projects" else f"{part} {known}".strip()


def _field_in(path: tuple[str, ...], names: dict[str, str], labels: dict[str, str]) -> str:
    keys = [key for key in path if key not in names and key not in _PARTS]
    dotted = ".".join(key for key in keys if len(key) < 36 and "|" not in key)
    return labels.get(dotted) or labels.get(keys[-1] if keys else "") or dotted


def _shown(value: object) -> str:
    if isinstance(value, dict):
        name = value.get("name") or value.get("task") or value.get("amount_yuan")
        return str(name) if name else f"{len(value)} 栏"
    if isinstance(value, list):
        return f"{len(value)} 行"
    text = "" if value is None else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
