"""Finding the departments, units and projects that a file names in the book, or making them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.change import Value
from budgetdesk.book.edit import (
    add_department,
    add_projects,
    add_unit,
    update_department,
    update_unit,
)
from budgetdesk.book.read import departments, units
from budgetdesk.book.step import Step
from budgetdesk.book.store import Row
from budgetdesk.domain.records import (
    Department,
    Funding,
    Horizon,
    PerHorizon,
    Project,
    Unit,
)
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.projects_file import has_period
from budgetdesk.exchange.report import FileReport
from budgetdesk.forms.definition import FormSet

_LONGEST = 100  # projects of a run


class Places:
    """The departments, units and projects of a book by name, kept up while a step adds some.

    Names match whatever their width, brackets and blanks; a department also needs its code.
    Projects are looked up in the units that are asked for: a book may have those of a whole county.
    What is told by a unit's name alone is of `whose` department, where that is known.
    """

    def __init__(self, book: Book, form_set: FormSet, whose: Unit | None = None) -> None:
        self._book, self._form_set, self._whose = book, form_set, whose
        self._departments = {_department_key(each): each for each in departments(book)}
        self._units = {_unit_key(each): each for each in units(book)}
        self._projects: dict[int, dict[str, int]] = {}  # by unit
        self._added: set[int] = set()

    def department(self, step: Step, wanted: Department, report: FileReport) -> Department:
        """The book's department of that code and name, made where it is missing.

        One of that name without a code takes the code.
        """
        key = _department_key(wanted)
        uncoded = self._departments.get(("", key[1]))
        if key not in self._departments and uncoded is not None:
            self._give_code(step, uncoded, wanted.code)
        elif key not in self._departments:
            made = replace(wanted, id=0, uuid="")
            self._departments[key] = replace(made, id=add_department(step, made))
            report.departments.append(f"{made.code}-{made.name}" if made.code else made.name)
        return self._departments[key]

    def unit(self, step: Step, wanted: Unit, report: FileReport) -> Unit:
        """The book's unit of that name and department, made where it is missing."""
        department = self.department(step, wanted.department, report)
        key = (department.id, fold_name(wanted.name))
        if key not in self._units:
            made = replace(wanted, department=department, id=0, uuid="")
            self._units[key] = replace(made, id=add_unit(step, made))
            report.units.append(made.name)
        return self._units[key]

    def told(self, step: Step, wanted: Unit, report: FileReport) -> None:
        """Make a unit that is missing; fill in the code and kind of one that has none."""
        known = self.unit(step, wanted, report)
        filled = replace(known, code=known.code or wanted.code, kind=known.kind or wanted.kind)
        if filled != known:
            update_unit(step, filled)
            self._units[known.department.id, fold_name(known.name)] = filled

    def units_named(self, name: str, department: str = "") -> tuple[Unit, ...]:
        """The units of a name, the department's own office (same name) first.

        Those of one department where it is told, or known whose the files are.
        """
        folded, owner = fold_name(name), fold_name(department)
        own = self._whose and _department_key(self._whose.department)
        found = [
            unit
            for unit in self._units.values()
            if fold_name(unit.name) == folded
            and own in (None, _department_key(unit.department))
            and owner in ("", fold_name(unit.department.name))
        ]
        return tuple(sorted(found, key=lambda unit: fold_name(unit.department.name) != folded))

    def department_named(self, name: str) -> Department | None:
        """The first department of a name."""
        named = (it for it in self._departments.values() if fold_name(it.name) == fold_name(name))
        return next(named, None)

    def _give_code(self, step: Step, known: Department, code: str) -> None:
        coded = replace(known, code=code)
        update_department(step, coded)
        del self._departments[_department_key(known)]
        self._departments[_department_key(coded)] = coded

    def department_of_all(
        self, step: Step, first_unit: str, report: FileReport
    ) -> Department | None:
        """The department that units without one belong to; None where there are several.

        In a book without any it is made, named as the first unit: that is mostly its own office.
        """
        if not self._departments:
            report.notes.append("文件中没有部门，已按第一个单位取名，请核对部门的编码与名称。")
            return self.department(step, Department("", first_unit), report)
        return self.only_department()

    def only_department(self) -> Department | None:
        """The book's department where it has just one."""
        return next(iter(self._departments.values())) if len(self._departments) == 1 else None

    def project_id(self, among: Iterable[Unit], name: str) -> int | None:
        """The project of a name in the first of the units that has one."""
        folded = fold_name(name)
        ids = (self._named_in(unit.id).get(folded) for unit in among)
        return next((project_id for project_id in ids if project_id is not None), None)

    def _named_in(self, unit_id: int) -> dict[str, int]:
        """The projects of a unit by their folded names."""
        if unit_id not in self._projects:
            sql = "SELECT name, id FROM project WHERE unit_id = ? ORDER BY position, id"
            self._projects[unit_id] = {fold_name(it): row for it, row in self._rows(sql, unit_id)}
        return self._projects[unit_id]

    def _rows(self, sql: str, value: Value) -> list[Row]:
        return self._book.rows(sql, (value,))

    def known(self, wanted: Project) -> int | None:
        """The book's project that one of a file is: by its uuid, else by unit and name."""
        same = self._rows("SELECT id FROM project WHERE uuid = ?", wanted.uuid)
        if same and same[0][0] not in self._added:
            return int(same[0][0])
        key = _department_key(wanted.unit.department)
        department = self._departments.get(key) or self._departments.get(("", key[1]))
        if department is None:
            return None
        unit = self._units.get((department.id, fold_name(wanted.unit.name)))
        return self.project_id((unit,), wanted.name) if unit is not None else None

    def in_runs(
        self, projects: Iterable[Project]
    ) -> Iterator[tuple[Sequence[Project], int | None]]:
        """Projects of a file: those that the book lacks in runs, any other alone with its id.

        Whoever asks for the next run has put the one before into the book.
        """
        run: dict[tuple[str, str], Project] = {}
        for wanted in projects:
            name = (fold_name(wanted.unit.name), fold_name(wanted.name))
            if name in run or len(run) == _LONGEST:
                yield [*run.values()], None
                run = {}
            known_id = self.known(wanted)
            if known_id is None:
                run[name] = wanted
                continue
            if run:
                yield [*run.values()], None
                run = {}
            yield [wanted], known_id
        if run:
            yield [*run.values()], None

    def learn_code(self, step: Step, known: Department, wanted: Department) -> None:
        """Give a department of the book that lacks its code the one that a file tells."""
        key = _department_key(wanted)
        same = _department_key(known) == ("", key[1])
        if same and wanted.code and key not in self._departments:
            self._give_code(step, self._departments[_department_key(known)], wanted.code)

    def free_name(self, unit: Unit, name: str) -> str:
        """The name under which a project of a file stands beside the unit's own of that name."""
        number = 1
        while True:
            free = f"{name}（导入{number if number > 1 else ''}）"
            if self.project_id((unit,), free) is None:
                return free
            number += 1

    def add(self, step: Step, project: Project) -> int:
        """Add a project to its unit (which has its id)."""
        return self.add_all(step, (project,))[0]

    def add_all(self, step: Step, projects: Sequence[Project]) -> list[int]:
        """Add projects to their units (which have their ids)."""
        ids = add_projects(step, projects)
        self._added.update(ids)
        for project, project_id in zip(projects, ids, strict=True):
            self.named(project.unit, project.name, project_id)
        return ids

    def named(self, unit: Unit, name: str, project_id: int) -> None:
        """Know a project of a unit under the name that it has now."""
        self._named_in(unit.id)[fold_name(name)] = project_id

    def add_blank(self, step: Step, unit: Unit, name: str) -> int:
        """Add a project of which only unit and name are known."""
        return self.add(step, blank_project(self._form_set, unit, name))


def blank_project(form_set: FormSet, unit: Unit, name: str) -> Project:
    """A project with blank fields: None where the set's form has no such field."""
    long = Horizon.IMPLEMENTATION in form_set.horizons
    return Project(
        name=name,
        unit=unit,
        period="" if has_period(form_set) else None,
        funding=PerHorizon(Funding() if long else None, Funding()),
        goals=PerHorizon("" if long else None, ""),
        indicators=PerHorizon(() if long else None, ()),
    )


def is_blank(form_set: FormSet, known: Project) -> bool:
    """Whether of a project of the book only unit and name are known."""
    blank = blank_project(form_set, known.unit, known.name)
    return replace(known, id=0, uuid="", livelihood=False) == blank


def _department_key(department: Department) -> tuple[str, str]:
    return department.code, fold_name(department.name)


def _unit_key(unit: Unit) -> tuple[int, str]:
    return unit.department.id, fold_name(unit.name)
