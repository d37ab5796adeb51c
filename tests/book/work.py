"""Work as a clerk's day mixes it: any change that the book offers, chosen by a seed."""

import random
from dataclasses import replace
from unittest.mock import patch
from uuid import UUID

from budgetdesk.book import edit
from budgetdesk.book import step as step_module
from budgetdesk.book.book import Book
from budgetdesk.book.step import Step
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, RecordKind, Unit
from tests.book.records import a_line, a_project, an_overall, annual_only_project

TEXTS = ("", "概况", "第一段\n第二段", "“引号”与'撇号'", "𠮷\u2028😀", "x" * 3000)
AMOUNTS = (None, 0, 1, -5, 507221900, 2**53 + 1)


class Worker:
    """Changes a book by chance, the same way for the same seed."""

    def __init__(self, seed: int | str) -> None:
        self.chance = random.Random(seed)

    def do(self, step: Step) -> None:
        """One change, or none where the book has nothing to change yet."""
        work = self.chance.choice(
            (
                self.add_department,
                self.add_unit,
                self.add_project,
                self.add_project,
                self.write_text,
                self.write_text,
                self.write_amount,
                self.type_into_slot,
                self.clear_indicator,
                self.move_indicator,
                self.move,
                self.delete,
                self.duplicate,
                self.copy,
                self.replace,
                self.ledger,
                self.overall,
                self.setting,
            )
        )
        with patch.object(step_module, "new_uuid", self.uuid):
            work(step)

    def one(self, step: Step, table: str, where: str = "1") -> int | None:
        ids = [row for (row,) in step.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")]
        return self.chance.choice(ids) if ids else None

    def text(self) -> str:
        return self.chance.choice(TEXTS)

    def uuid(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def add_department(self, step: Step) -> None:
        edit.add_department(step, Department("202", f"局{self.text()}", uuid=self.uuid()))

    def unit(self, step: Step, unit_id: int) -> Unit:
        return Unit("单位", Department("202", "局"), id=unit_id)

    def add_unit(self, step: Step) -> None:
        owner = self.one(step, "department")
        if owner:
            department = Department("202", "局", owner)
            edit.add_unit(step, Unit("单位", department, uuid=self.uuid()))

    def add_project(self, step: Step) -> None:
        unit = self.one(step, "unit")
        if unit:
            make = self.chance.choice((a_project, a_project, annual_only_project))
            project = make(self.unit(step, unit), f"项目{self.chance.randrange(5)}")
            edit.add_project(step, replace(project, uuid=self.uuid()))

    def write_text(self, step: Step) -> None:
        project = self.one(step, "project")
        if project:
            path = self.chance.choice(("name", "overview", "goals.annual", "phone"))
            edit.write_field(step, FieldRef(RecordKind.PROJECT, project, path), self.text())

    def write_amount(self, step: Step) -> None:
        project = self.one(step, "project")
        if project:
            path = self.chance.choice(("funding.annual.central", "funding.annual.other"))
            amount = self.chance.choice(AMOUNTS)
            edit.write_field(step, FieldRef(RecordKind.PROJECT, project, path), amount)

    def type_into_slot(self, step: Step) -> None:
        project = self.one(step, "project")
        if project:
            path = f"indicators.annual.{self.chance.choice(('name', 'target'))}"
            slot = self.chance.choice((("产出指标", "质量指标"), ("效益指标", "社会效益指标")))
            ref = FieldRef(RecordKind.PROJECT, project, path, 0, *slot, 0)
            edit.write_field(step, ref, self.text())

    def clear_indicator(self, step: Step) -> None:
        row = self.one(step, "indicator", "horizon = 'annual'")
        if row:
            project = step.rows("SELECT project_id FROM indicator WHERE id = ?", (row,))[0][0]
            for column in ("name", "target"):
                ref = FieldRef(RecordKind.PROJECT, project, f"indicators.annual.{column}", row)
                edit.write_field(step, ref, "")

    def move_indicator(self, step: Step) -> None:
        row = self.one(step, "indicator")
        if row:
            edit.move_indicator(step, row, self.chance.choice((-1, 1)))

    def move(self, step: Step) -> None:
        project, unit = self.one(step, "project"), self.one(step, "unit")
        department = self.one(step, "department")
        if project and unit:
            edit.move_project(step, project, unit, self.chance.randrange(4))
        if unit and department and self.chance.random() < 0.3:
            edit.move_unit(step, unit, department, self.chance.randrange(3))

    def delete(self, step: Step) -> None:
        table = self.chance.choice(("project", "project", "unit", "department", "overall"))
        row = self.one(step, table)
        if row:
            getattr(edit, f"delete_{table}")(step, row)

    def duplicate(self, step: Step) -> None:
        project = self.one(step, "project")
        if project:
            edit.duplicate_project(step, project)

    def copy(self, step: Step) -> None:
        project = self.one(step, "project", "goal_implementation IS NOT NULL")
        if project:
            edit.copy_to_annual(step, project)

    def replace(self, step: Step) -> None:
        project = self.one(step, "project")
        if project:
            edit.replace_project(step, project, annual_only_project(self.unit(step, 0), "换"))

    def ledger(self, step: Step) -> None:
        unit = self.one(step, "unit")
        if unit:
            name = self.chance.choice((None, "项目1", "项目2"))
            edit.add_ledger_line(step, a_line(self.unit(step, unit), name))

    def overall(self, step: Step) -> None:
        owner = self.one(step, "department")
        if owner:
            form = an_overall(Department("202", "局", owner))
            edit.put_overall(step, replace(form, uuid=self.uuid(), duties=self.text()))

    def setting(self, step: Step) -> None:
        edit.put_setting(step, self.chance.choice(("check.Q1", "title")), self.text())


def bulk(book: Book, seed: int, projects: int) -> None:
    """An import-like step: one department with a unit and many projects."""
    worker = Worker(f"import {seed}")
    with patch.object(step_module, "new_uuid", worker.uuid), book.step("导入") as step:
        department = Department("901", "导入", uuid=worker.uuid())
        department = replace(department, id=edit.add_department(step, department))
        unit = Unit("导入单位", department, uuid=worker.uuid())
        unit = replace(unit, id=edit.add_unit(step, unit))
        for number in range(projects):
            project = a_project(unit, f"导入项目{number}")
            edit.add_project(step, replace(project, uuid=worker.uuid()))
