"""Work at random on a book, of every kind that the checker hears of."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.step import Step
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.explanations import explain, key_of
from budgetdesk.checks.grading import OFFICE_SETTING
from budgetdesk.disclosure.drafting import Basis, draft_text
from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Horizon,
    LedgerLine,
    Nature,
    Origin,
    RecordKind,
    RevenueLine,
    Source,
    UnitKind,
)
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set
from budgetdesk.tables.compute import compute_tables

TEXTS = (
    "",
    "无",
    "2023年完成42人补助10.08万元",
    "按月发放。。（每年",
    "《办法》（永政发〔2023〕12号）",
)
TARGETS = ("", "≥100%", "42人", "2400元/人/年", "及时", "≤2年", "90％以上", "提高")
AMOUNTS = (None, 0, 100_800_00, 5_000_000_00)


def checker_of(book: Book) -> Checker:
    return Checker(book, load_form_set(book.info.form_set))


class Work:
    """Random edits of every kind, through the steps that the window takes."""

    def __init__(self, book: Book, seed: int, files: list[Path]) -> None:
        self.book = book
        self.chance = random.Random(seed)
        self.files = files

    def one(self) -> None:
        doings: list[Callable[[], object]] = [
            self.text, self.text, self.target, self.target, self.amount, self.overall, self.undo,
            self.redo, self.rename, self.delete, self.duplicate, self.move, self.ledger,
            self.explain, self.add_indicator, self.import_file, self.setting, self.delete_overall,
            self.book_line, self.book_line, self.change_line, self.revenue, self.entry,
            self.paragraph, self.own_code, self.unit_kind,
        ]  # fmt: skip
        if read.project_ids(self.book):
            self.chance.choice(doings)()
        else:  # the sample itself was undone
            self.redo()

    def step(self, work: Callable[[Step], object]) -> None:
        with self.book.step("随机") as step:
            work(step)

    def project(self) -> int:
        ids = read.project_ids(self.book)
        return self.chance.choice(ids)

    def text(self) -> None:
        paths = [
            "name",
            "overview",
            "basis",
            "plan",
            "goals.annual",
            "period",
            "phone",
            "attribute",
        ]
        ref = FieldRef(RecordKind.PROJECT, self.project(), self.chance.choice(paths))
        text = self.chance.choice(TEXTS) or "甲"
        self.step(lambda step: edit.write_field(step, ref, text))

    def target(self) -> None:
        project = read.project(self.book, self.project())
        rows = project.indicators.annual
        if rows:
            row = self.chance.choice(rows)
            part = self.chance.choice(["name", "target"])
            ref = FieldRef(RecordKind.PROJECT, project.id, f"indicators.annual.{part}", row.id)
            self.step(lambda step: edit.write_field(step, ref, self.chance.choice(TARGETS)))

    def amount(self) -> None:
        ref = FieldRef(RecordKind.PROJECT, self.project(), "funding.annual.local")
        self.step(lambda step: edit.write_field(step, ref, self.chance.choice(AMOUNTS)))

    def overall(self) -> None:
        forms = read.overalls(self.book)
        if forms:
            path = self.chance.choice(["staff_on_quota", "subordinate_units", "other_staff"])
            ref = FieldRef(RecordKind.OVERALL, forms[0].id, path)
            self.step(lambda step: edit.write_field(step, ref, self.chance.choice([None, 3, 500])))

    def undo(self) -> None:
        self.book.undo()

    def redo(self) -> None:
        self.book.redo()

    def rename(self) -> None:
        table = self.chance.choice(["department", "unit", "project"])
        ids = [row_id for (row_id,) in self.book.rows(f"SELECT id FROM {table}")]
        name = self.chance.choice(["永和县医疗集团", "预算股", "别的名称"])
        self.step(lambda step: edit.rename(step, table, self.chance.choice(ids), name))

    def delete(self) -> None:
        units = read.units(self.book)
        if self.chance.random() < 0.2 and len(units) > 3:
            self.step(lambda step: edit.delete_unit(step, units[-1].id))
        elif len(read.project_ids(self.book)) > 5:
            self.step(lambda step: edit.delete_project(step, self.project()))

    def duplicate(self) -> None:
        self.step(lambda step: edit.duplicate_project(step, self.project()))

    def move(self) -> None:
        units = [unit.id for unit in read.units(self.book)]
        self.step(
            lambda step: edit.move_project(
                step, self.project(), self.chance.choice(units), self.chance.randrange(5)
            )
        )

    def ledger(self) -> None:
        lines = read.ledger(self.book)
        if lines:
            line = self.chance.choice(lines)
            self.step(lambda step: edit.delete_ledger_line(step, line.id))

    def book_line(self) -> None:
        unit = self.chance.choice(read.units(self.book))
        nature = self.chance.choice(tuple(Nature))
        line = LedgerLine(
            unit,
            self.chance.choice(["2100408", "21004", "", "2109998"]),
            nature,
            self.chance.choice(tuple(Source)),
            self.chance.choice(tuple(Origin)),
            self.chance.choice([-500, 0, 12_345_678]),
            self.chance.choice([None, "甲", "别的名称"]),
            self.chance.choice([None, "30201", "302", "30231"]),
            self.chance.choice([None, "50201", "50101", "50502"]),
        )
        self.step(lambda step: edit.add_ledger_line(step, line))

    def change_line(self) -> None:
        if lines := read.ledger(self.book):
            line = self.chance.choice(lines)
            values: dict[str, Any] = self.chance.choice(
                [{"project": "乙"}, {"amount": -7}, {"function_code": ""}, {"project": None}]
            )
            self.step(lambda step: edit.update_ledger_line(step, replace(line, **values)))

    def revenue(self) -> None:
        lines = read.revenue_lines(self.book)
        if lines and self.chance.random() < 0.5:
            self.step(lambda step: edit.delete_revenue_line(step, lines[0].id))
            return
        code = self.chance.choice(["1030148", "10301", "1030199"])
        source = self.chance.choice([Source.FUND, Source.STATE_CAPITAL])
        unit = self.chance.choice(read.units(self.book))
        line = RevenueLine(unit, source, code, 7_000, self.chance.choice(["", "某收入"]))
        self.step(lambda step: edit.add_revenue_line(step, line))

    def entry(self) -> None:
        department = self.chance.choice(read.departments(self.book)).id
        key, value = self.chance.choice(
            [("last_total", 5_000), ("last_total", None), ("reason_total", "本单位人员增加")]
        )
        self.step(lambda step: put_disclosure_entry(step, department, key, value))

    def paragraph(self) -> None:
        department = self.chance.choice(read.departments(self.book)).id
        (tables,) = compute_tables(self.book, department)
        notes = disclosure_notes(self.book, department)
        figures = Basis(2024, tables).figures(notes)
        key = self.chance.choice(draft_text(figures, notes).paragraphs).key
        own = OwnParagraph(key, "比上年增加3.00万元。", "")
        self.step(lambda step: keep_paragraph(step, department, own))

    def own_code(self) -> None:
        name = self.chance.choice(["某支出", ""])
        kind = CatalogueKind.FUNCTION
        self.step(lambda step: edit.put_catalogue_entry(step, kind, "2109998", name))

    def unit_kind(self) -> None:
        unit = self.chance.choice(read.units(self.book))
        kind = self.chance.choice([None, *UnitKind])
        self.step(lambda step: edit.update_unit(step, replace(unit, kind=kind)))

    def explain(self) -> None:
        findings = checker_of(self.book).run().findings
        if findings:
            finding = self.chance.choice(findings)
            text = self.chance.choice(["按上级文件执行", ""])
            self.step(lambda step: explain(step, key_of(finding.code, finding.place), text))

    def add_indicator(self) -> None:
        self.step(
            lambda step: edit.add_indicator(
                step, self.project(), Horizon.ANNUAL, "产出指标", "数量指标", 0
            )
        )

    def import_file(self) -> None:
        if self.files:
            import_files(self.book, [self.files.pop()])

    def setting(self) -> None:
        grades = self.chance.choice(['{"Q12": {"least": 8}}', '{"Q30": {"on": false}}', "{", None])
        self.step(lambda step: edit.put_setting(step, OFFICE_SETTING, grades))

    def delete_overall(self) -> None:
        forms = read.overalls(self.book)
        if forms and self.chance.random() < 0.3:
            self.step(lambda step: edit.delete_overall(step, forms[0].id))
