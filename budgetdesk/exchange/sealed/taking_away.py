"""What a package has no more, taken from the book that has it from packages before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import delete_record
from budgetdesk.book.disclosure import drop_paragraph, put_disclosure_entry
from budgetdesk.book.edit import delete_project
from budgetdesk.book.overall import delete_overall
from budgetdesk.book.read import ledger, revenue_lines
from budgetdesk.book.replaced_lines import replace_ledger_lines, replace_revenue_lines
from budgetdesk.book.step import Step
from budgetdesk.checks.explanations import FindingKey, row_of, withdraw
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.exchange.explanations_file import KEY as EXPLANATIONS
from budgetdesk.exchange.sealed.contents import Contents
from budgetdesk.exchange.sealed.fitting_in import projects_in

Told = Mapping[str, Any]


class TakingAway:
    """Deletes what one state of a unit has and a later one has not."""

    def __init__(self, book: Book, step: Step, unit: Unit | None) -> None:
        self._book, self._step, self._unit = book, step, unit

    def carry_out(self, have: Contents, merged: Told) -> Iterator[str]:
        """Take away, and say so."""
        before, after = projects_in(have), projects_in(dict(merged))
        for uuid, one in before.items():
            project = self._id("project", uuid)
            if uuid not in after:
                delete_project(self._step, project)
                yield f"已删除项目「{one['name']}」。"
            else:
                yield from self._of_record(RecordKind.PROJECT, project, one, after[uuid])
        if self._unit is not None:
            yield from self._of_department(self._unit, have, merged)
            yield from self._of_lines(self._unit, have, merged)

    def _of_record(self, kind: str, record: int, before: Told, after: Told) -> Iterator[str]:
        """Records below one, and its explanations, at any depth."""
        yield from self._explanations(kind, record, before, after)
        for below in self._step.dictionary.own_kinds:
            if below.below != kind:
                continue
            kept = {it["uuid"]: it for it in after.get(below.kind, ())}
            for one in before.get(below.kind, ()):
                row = self._id(below.table, one["uuid"])
                if one["uuid"] in kept:
                    yield from self._of_record(below.kind, row, one, kept[one["uuid"]])
                else:
                    delete_record(self._step, below.kind, row)
                    yield f"已删除一份{below.name}。"

    def _explanations(self, kind: str, record: int, before: Told, after: Told) -> Iterator[str]:
        kept = {_place(it) for it in after.get(EXPLANATIONS, ())}
        gone = [it for it in before.get(EXPLANATIONS, ()) if _place(it) not in kept]
        for one in gone:
            about = (one["path"], one["level2"], one["indicator"])
            key = FindingKey(one["code"], kind, record, *about)
            row = row_of(self._step, key, one.get("row", ""))
            withdraw(self._step, replace(key, row=row))
            yield f"已撤回 {one['code']} 的出错说明「{one['text']}」。"

    def _of_department(self, unit: Unit, have: Contents, merged: Told) -> Iterator[str]:
        before = have.get("overall")
        if before:
            overall = self._id("overall", before["uuid"])
            if merged.get("overall"):
                after = merged["overall"]
                yield from self._of_record(RecordKind.OVERALL, overall, before, after)
            else:
                delete_overall(self._step, overall)
                yield "已删除整体绩效目标表。"
        yield from self._of_disclosure(
            unit.department.id, have.get("disclosure") or {}, merged.get("disclosure") or {}
        )

    def _of_disclosure(self, department: int, before: Told, after: Told) -> Iterator[str]:
        yield from self._explanations(RecordKind.DEPARTMENT, department, before, after)
        gone = before.get("entries", {}).keys() - after.get("entries", {}).keys()
        for key in gone:
            put_disclosure_entry(self._step, department, key, None)
        own = {it["key"] for it in before.get("paragraphs", ())}
        dropped = own - {it["key"] for it in after.get("paragraphs", ())}
        for key in dropped:
            drop_paragraph(self._step, department, key)
        if gone or dropped:
            yield f"预算公开资料中已删去 {len(gone) + len(dropped)} 项。"

    def _of_lines(self, unit: Unit, have: Contents, merged: Told) -> Iterator[str]:
        """Lists that are blank now; others are replaced as a whole."""
        if have.get("ledger") and not merged.get("ledger"):
            lines = ledger(self._book, unit_id=unit.id)
            replace_ledger_lines(self._step, lines, (), lambda: None)
            yield "预算明细已全部删去。"
        if have.get("revenue") and not merged.get("revenue"):
            revenue = revenue_lines(self._book, unit_id=unit.id)
            replace_revenue_lines(self._step, revenue, (), lambda: None)
            yield "收入科目明细已全部删去。"

    def _id(self, table: str, uuid: str) -> int:
        found = self._step.rows(f"SELECT id FROM {table} WHERE uuid = ?", (uuid,))  # noqa: S608
        return int(found[0][0])


def _place(explanation: Told) -> Iterable[str]:
    keys = ("code", "path", "level2", "indicator", "row")
    return tuple(explanation.get(key, "") for key in keys)
