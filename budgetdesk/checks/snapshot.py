"""The book as the rules see it: cases read once, and read again only where a change was."""

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.ceilings import ceilings_of
from budgetdesk.book.filled_in import filled_in_marks
from budgetdesk.book.listed import listed_projects
from budgetdesk.checks.booked import Ledger
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase, by_unit
from budgetdesk.checks.declared_records import DeclaredRecords
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.department_records import DepartmentRecords
from budgetdesk.checks.office import Office
from budgetdesk.checks.touched import Touched
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet


class Snapshot:
    """Every record of a book, each wrapped as the case its rules are given, in tree order."""

    def __init__(self, book: Book, form_set: FormSet, *, handing_in: bool = False) -> None:
        self._book = book
        self._form_set = form_set
        self._handing_in = handing_in
        with book.snapshot():
            self.office = self._read_office()
            self.projects = {p.id: ProjectCase(p, self.office) for p in read.projects(book)}
            self._records = DepartmentRecords(book)
            self._read_overalls()
            self.declared = DeclaredRecords(book, self.office)
            self.listed = listed_projects(book)
        self._departments: dict[int, DepartmentCase] = {}

    def use(self, book: Book) -> None:
        """Read from another connection to the same book from now on."""
        self._book = book
        self._records.use(book)
        self.declared.use(book)

    def refresh(self, touched: Touched) -> frozenset[int]:
        """Read again what a change touched; records that are gone leave the snapshot.

        The departments come back that hold or say something else now.
        """
        owners = self._owners_of(touched)
        with self._book.snapshot():
            if touched.settings:
                self._refresh_marks(touched)
            self._refresh_projects(touched)
            stale = self._records.refresh(touched)
            # Overall forms name their department and are held against the ledger.
            if touched.overalls or touched.lines or touched.tree:
                self._refresh_overalls(touched)
            self.declared.refresh(touched, self.office)
            if "listed" in touched.told:
                self.listed = listed_projects(self._book)
        stale |= owners | self._owners_of(touched)
        for one in stale:
            self._departments.pop(one, None)
        return stale

    @property
    def ledger(self) -> Ledger:
        """The whole ledger."""
        return self._records.ledger

    def listed_row(self, row_id: int) -> ListedProject:
        """A row of the published 民生 list, by its id."""
        return next(row for row in self.listed if row.id == row_id)

    @property
    def departments(self) -> tuple[int, ...]:
        """The departments that there is a case of, in tree order."""
        holding = self._records.ids
        return tuple(it.id for it in self.office.departments if it.id in holding)

    def department(self, department_id: int) -> DepartmentCase:
        """The case of a department; what it computed is kept while nothing of it changes."""
        if department_id not in self._departments:
            self._departments[department_id] = self._department(department_id)
        return self._departments[department_id]

    def units(self) -> dict[int, UnitCase]:
        """The cases of rules that compare the projects of a unit, by its id."""
        return by_unit(self.office, self.projects.values())

    def whole(self) -> BookCase:
        """The case of rules that compare records with each other."""
        projects = tuple(self.projects.values())
        stages = {kind: tuple(cases.values()) for kind, cases in self.declared.cases.items()}
        return BookCase(self.office, projects, self.ledger, listed=self.listed, stages=stages)

    def _department(self, department_id: int) -> DepartmentCase:
        records, forms = self._records, self.overalls.values()
        projects = self.projects.values()
        return DepartmentCase(
            self.office,
            records.notes_of(department_id),
            lambda: records.tables_of(department_id),
            draft=records.draft,
            lines=records.lines_of(department_id),
            revenue=records.revenue_of(department_id),
            projects=tuple(p for p in projects if _owner_of(p) == department_id),
            overall=next((it for it in forms if _owner_of(it) == department_id), None),
            own=records.own,
        )

    def _owners_of(self, touched: Touched) -> frozenset[int]:
        """The departments of the projects and overall forms that a change touched."""
        projects = (self.projects.get(one) for one in touched.projects)
        forms = (self.overalls.get(one) for one in touched.overalls)
        return frozenset(_owner_of(case) for case in (*projects, *forms) if case)

    def _refresh_marks(self, touched: Touched) -> None:
        """Read the marks of 填报完成 again; a form that has another one is touched by its name."""
        before, ceilings = self.office.filled_in, self.office.ceilings
        self._take_office()
        touched.tree |= self.office.ceilings != ceilings  # seldom: all of a unit is looked at
        changed = {uuid for uuid, _ in before.items() ^ self.office.filled_in.items()}
        for project_id, case in self.projects.items() if changed else ():
            if case.stored.uuid in changed:
                touched.projects[project_id].add("name")
        for overall_id, form in self.overalls.items() if changed else ():
            if form.stored.uuid in changed:
                touched.overalls[overall_id].add("duties")
        if changed:
            self.declared.touch_marked(changed, touched)

    def _take_office(self) -> None:
        self.office = self._read_office()
        for case in (*self.projects.values(), *self.overalls.values()):
            case.office = self.office
        self.declared.use_office(self.office)

    def _refresh_projects(self, touched: Touched) -> None:
        stale = set(touched.projects)
        if touched.tree:
            self._take_office()
            stale |= self._projects_below(touched)
        if touched.order:
            for project_id in touched.projects:
                self.projects.pop(project_id, None)
        done = {one: self.projects[one].is_done for one in stale if one in self.projects}
        changed = read.projects(self._book, tuple(stale)) if stale else ()
        self.projects.update({p.id: ProjectCase(p, self.office) for p in changed})
        for one, before in done.items():
            # An edit takes the mark of 填报完成 back: the form is heard as by its name.
            if one in self.projects and self.projects[one].is_done is not before:
                touched.projects[one].add("name")
        if touched.order:
            # What a later change added is known only when that change is told of.
            order = [row_id for row_id in read.project_ids(self._book) if row_id in self.projects]
            self.projects = {row_id: self.projects[row_id] for row_id in order}

    def _projects_below(self, touched: Touched) -> set[int]:
        """The projects of the units and departments that a change touched."""
        units = ((case.project.id, case.project.unit) for case in self.projects.values())
        return {
            project_id
            for project_id, unit in units
            if unit.id in touched.units or unit.department.id in touched.departments
        }

    def _read_office(self) -> Office:
        return Office(
            self._form_set,
            self._book.info.fiscal_year,
            read.departments(self._book),
            read.units(self._book),
            self._form_set.shown(RecordKind.PROJECT),
            filled_in_marks(self._book),
            self._handing_in,
            ceilings_of(self._book),
        )

    def _refresh_overalls(self, touched: Touched) -> None:
        before = {one: case.is_done for one, case in self.overalls.items()}
        self._read_overalls()
        for one, case in self.overalls.items():
            # As with projects: an edit takes the mark of 填报完成 back.
            if before.get(one, case.is_done) is not case.is_done:
                touched.overalls[one].add("duties")

    def _read_overalls(self) -> None:
        self.overalls = {
            overall.id: OverallCase(overall, self.office) for overall in read.overalls(self._book)
        }


def _owner_of(case: ProjectCase | OverallCase) -> int:
    """The department a form belongs to."""
    return case.stored.department.id
