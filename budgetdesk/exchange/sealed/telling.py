"""A receipt in words and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from budgetdesk.exchange.sealed.edits import EditKind, HandEdit
from budgetdesk.exchange.sealed.receipt import (
    FOUND_LABELS,
    FieldConflict,
    Receipt,
    ReceiptOutcome,
    ReceivedChange,
)

OUTCOME_LABELS = {
    ReceiptOutcome.TAKEN: "已接收",
    ReceiptOutcome.NOTHING: "不用接收",
    ReceiptOutcome.WAITS: "待决定",
    ReceiptOutcome.REFUSED: "没有接收",
}
EDIT_LABELS = {
    EditKind.INPUT: "填报内容",
    EditKind.LABEL: "表头文字（不取用）",
    EditKind.TOTAL: "汇总或带入的内容（不取用）",
    EditKind.OTHER: "表外的内容（不取用）",
    EditKind.CODE: "校验码（不取用）",
    EditKind.ROW_DELETED: "删去一行",
    EditKind.ROW_INSERTED: "插入一行",
    EditKind.SHEET_DELETED: "删去工作表",
    EditKind.SHEET_RENAMED: "工作表改名",
    EditKind.SHEET_ADDED: "多出工作表",
    EditKind.SHEET_COPIED: "复制的工作表",
    EditKind.SHEETS_REORDERED: "工作表次序变动",
    EditKind.COLUMNS_MOVED: "列有增删",
}


def with_sentence(receipt: Receipt) -> Receipt:
    """A receipt that says in one sentence what the file is and what becomes of it."""
    if receipt.sentence or receipt.package is None:
        return receipt
    header = receipt.package.header
    found = "、".join(FOUND_LABELS[it] for it in receipt.found)
    asks = "".join(_asks(receipt)) if receipt.outcome is ReceiptOutcome.WAITS else ""
    sentence = (
        f"「{receipt.path.name}」：{header.unit.name} 第 {header.version} 版，{found}，"
        f"{OUTCOME_LABELS[receipt.outcome]}{asks}。"
    )
    return replace(receipt, sentence=sentence)


def _asks(receipt: Receipt) -> Iterator[str]:
    edits = sum(it.is_decisive for it in receipt.edits)
    if receipt.conflicts:
        lone = {ReceivedChange.NEW, ReceivedChange.UNRELATED} & {*receipt.found}
        how = "与账套不同" if lone else "两边都改过"
        yield f"，{len(receipt.conflicts)} 处{how}，请选保留账套的还是取文件的"
    if edits:
        yield f"，{edits} 处手工改过，请选取表中值还是包中值"


def lines_of(receipts: Sequence[Receipt]) -> Iterator[str]:
    """Receipts to read on a console."""
    for receipt in receipts:
        yield receipt.sentence
        for edit in receipt.edits:
            yield f"  {_edit_line(edit)}"
        for name, listed in (("冲突", receipt.conflicts), ("账套另有改动", receipt.parallel)):
            for it in listed:
                said = f"原 {it.base}；账套 {it.have}；文件 {it.new}"
                yield f"  {name} {it.record} {it.field}：{said}"
        yield from (f"  {warning}" for warning in receipt.warnings)


def _edit_line(edit: HandEdit) -> str:
    place = " ".join(filter(None, (f"「{edit.sheet}」", edit.place)))
    return f"{EDIT_LABELS[edit.kind]} {place}：{edit.old or '（空）'} → {edit.new or '（空）'}"


def as_json(receipts: Sequence[Receipt], *, dry_run: bool) -> str:
    """Receipts as JSON; docs/packages.md says what the keys mean."""
    outcomes = [it.outcome for it in receipts]
    content = {
        "format": "budgetdesk-receipt/1",
        "dry_run": dry_run,
        "counts": {it.value: outcomes.count(it) for it in ReceiptOutcome},
        "files": [_content(it) for it in receipts],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _content(receipt: Receipt) -> dict[str, Any]:
    return {
        "file": receipt.path.name,
        "path": str(receipt.path),
        "status": _main(receipt).value,
        "found": [it.value for it in receipt.found],
        "outcome": receipt.outcome.value,
        "sentence": receipt.sentence,
        **_package(receipt),
        "edits": [_edit(it) for it in receipt.edits],
        "conflicts": [_field(it) for it in receipt.conflicts],
        "parallel": [_field(it) for it in receipt.parallel],
        "changes": [_field(it) for it in receipt.changes],
        "warnings": list(receipt.warnings),
    }


def _main(receipt: Receipt) -> ReceivedChange:
    return receipt.found[0]


def _package(receipt: Receipt) -> dict[str, Any]:
    if receipt.package is None:
        return {"package": None}
    header = asdict(receipt.package.header)
    kept = (
        "package_id", "kind", "form_set", "fiscal_year", "region", "department", "unit", "stage",
        "version", "previous", "made_at", "program",
    )  # fmt: skip
    return {"package": {key: header[key] for key in kept} | {"code": receipt.package.code}}


def _edit(edit: HandEdit) -> dict[str, Any]:
    return {
        "kind": edit.kind.value,
        "sheet": edit.sheet,
        "cell": edit.place,
        "row": edit.row + 1,
        "column": edit.column + 1,
        "old": edit.old,
        "new": edit.new,
        "field": edit.field.path if edit.field else "",
        "sentence": _edit_line(edit),
    }


def _field(it: FieldConflict) -> dict[str, Any]:
    return {
        "record": it.record,
        "field": it.field,
        "base": it.base,
        "have": it.have,
        "new": it.new,
        "path": ".".join(it.path),
    }
