"""One 审核 of a book with its results, so that after a change little has to run again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.checks.bundling import Bundles, places_of
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase
from budgetdesk.checks.declared_records import form_above
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.explanations import Explanations, FindingKey, key_of, read_explanations
from budgetdesk.checks.finding import Finding, Found
from budgetdesk.checks.grading import OFFICE_SETTING, Grading, gradings, read_office_grades
from budgetdesk.checks.places import order_within, place_of
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.checks.report import Fault, Report
from budgetdesk.checks.results import Outcome, RecordResults
from budgetdesk.checks.rule import Rule, Scope
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.checks.touched import TableWords, Touched, touched_by
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import RecordKind
from budgetdesk.forms.definition import FormSet

Case = ProjectCase | OverallCase | DeclaredCase | DepartmentCase | UnitCase | BookCase
Below = Mapping[tuple[str, int], Sequence[DeclaredCase]]

_NOTHING: frozenset[str] = frozenset()
_NOTHING_RENAMED: frozenset[int] = frozenset()
_NAMELESS = "（没有名称）"
"""What is said in place of a name that was to be quoted and is blank."""


class StaleGrades(Exception):  # noqa: N818 - not an error: everything has to run again
    """The office graded the rules anew."""


class Examination:
    """The rules' results over every record of a book, kept up with its changes."""

    def __init__(self, book: Book, form_set: FormSet, *, handing_in: bool = False) -> None:
        self._book = book
        self._form_set = form_set
        self._snapshot = Snapshot(book, form_set, handing_in=handing_in)
        self._explanations: Explanations = read_explanations(book)
        self._office_text = read.setting(book, OFFICE_SETTING)
        self._rules = RulesInForce(form_set)
        office, faults = read_office_grades(self._office_text, self._rules)
        self._gradings, more = gradings(form_set, office)
        self._setting_faults = (*faults, *more)
        self._projects: dict[int, RecordResults] = {}
        self._overalls: dict[int, RecordResults] = {}
        self._departments: dict[int, RecordResults] = {}
        self._declared: dict[str, dict[int, RecordResults]] = defaultdict(dict)
        self._unit_cases: dict[int, UnitCase] = {}
        self._units: dict[int, RecordResults] = {}
        self._whole = RecordResults()
        self._bundles = Bundles()
        self._words = TableWords(book.dictionary)

    def use(self, book: Book) -> None:
        """Go on with another connection to the same book."""
        self._book = book
        self._snapshot.use(book)

    @property
    def line_count(self) -> int:
        """How many lines the ledger has."""
        return len(self._snapshot.ledger.lines)

    @property
    def codes(self) -> frozenset[str]:
        """Of the rules that run."""
        return frozenset(code for code, grading in self._gradings.items() if grading.on)

    @property
    def is_graded_anew(self) -> bool:
        """Whether the office grades the rules otherwise than when they ran."""
        return read.setting(self._book, OFFICE_SETTING) != self._office_text

    def everything(self, progress: Progress) -> Report:
        """Run every rule over every record; `progress` counts projects and may raise Cancelled."""
        count = len(self._snapshot.projects)
        for done, (project_id, project) in enumerate(self._snapshot.projects.items()):
            progress(done, count)
            self._projects[project_id] = self._examine(RecordResults(), project)
        for overall_id, overall in self._snapshot.overalls.items():
            self._overalls[overall_id] = self._examine(RecordResults(), overall)
        for declared in self._snapshot.declared.all():
            examined = self._examine(RecordResults(), declared)
            self._declared[declared.record][declared.stored.id] = examined
        for department_id in self._snapshot.departments:
            department = self._snapshot.department(department_id)
            self._departments[department_id] = self._examine(RecordResults(), department)
        self._renew_units()
        self._examine(self._whole, self._snapshot.whole())
        progress(count, count)
        return self._assemble()

    def of_department(self, department_id: int) -> tuple[Finding, ...]:
        """What is found in one department's ledger, tables and document; no other record is run."""
        case = self._snapshot.department(department_id)
        return self._examine(RecordResults(), case).findings

    def singly(self) -> tuple[Finding, ...]:
        """Every finding by itself, also those that a report tells as one for a whole unit."""
        return tuple(finding for results in self._in_order() for finding in results.findings)

    def again(self, change: Change) -> Report:
        """Run the rules that read what a change touched.

        Raises:
            StaleGrades: the change grades the rules anew.
        """
        touched = touched_by(change, self._words)
        if touched.settings and self.is_graded_anew:
            raise StaleGrades
        stale = self._snapshot.refresh(touched)
        explained = self._renew_explanations() if touched.explanations else frozenset()
        self._renew_projects(touched, _records_of(explained, RecordKind.PROJECT))
        self._renew_overalls(touched, _records_of(explained, RecordKind.OVERALL))
        for kind, cases in self._snapshot.declared.cases.items():
            self._renew_declared(kind, cases, touched, _records_of(explained, kind))
        self._renew_departments(touched, stale, explained)
        # Names around a place come from the tree: then every place is named again.
        anew = touched.tree or _records_of(explained, RecordKind.DEPARTMENT)
        below = self._below_projects(touched.projects)
        renamed = None if anew else {*touched.projects, *below, *_records_of(explained)}
        paths = touched.paths() | touched.told
        self._renew_units(paths, renamed)
        self._examine(self._whole, self._snapshot.whole(), paths, renamed)
        return self._assemble()

    def _below_projects(self, projects: Collection[int]) -> Iterator[int]:
        """The records of declared kinds below some projects, whose names their places tell."""
        for case in self._snapshot.declared.all() if projects else ():
            kind, above = form_above(case.stored) or ("", 0)
            if is_project(kind) and above in projects:
                yield case.stored.id

    def _renew_explanations(self) -> frozenset[FindingKey]:
        """Read the explanations again; the keys of those that are new, changed or gone."""
        before, self._explanations = self._explanations, read_explanations(self._book)
        changed = before.items() ^ self._explanations.items()
        return frozenset(key for key, _ in changed)

    def _renew_projects(self, touched: Touched, explained: Collection[int]) -> None:
        common = touched.common_paths() - {"ledger"}
        cases = self._snapshot.projects
        stale = {*touched.projects, *explained, *(cases if common else ())}
        for project_id in stale:
            paths = touched.projects.get(project_id, _NOTHING) | common
            self._renew(self._projects, project_id, cases, paths)

    def _renew_overalls(self, touched: Touched, explained: Collection[int]) -> None:
        common, cases = touched.common_paths(), self._snapshot.overalls
        # An overall form goes with its department, without a row of its own kind in the change.
        gone = self._overalls.keys() - cases.keys()
        stale = {*touched.overalls, *explained, *gone, *(cases if common else ())}
        for overall_id in stale:
            paths = touched.overalls.get(overall_id, _NOTHING) | common
            self._renew(self._overalls, overall_id, cases, paths)

    def _renew_declared(
        self,
        kind: str,
        cases: Mapping[int, DeclaredCase],
        touched: Touched,
        explained: Collection[int],
    ) -> None:
        known, own, common = self._declared[kind], touched.of(kind), touched.common_paths()
        gone = known.keys() - cases.keys()
        for one in {*own, *explained, *gone, *(cases if common else ())}:
            self._renew(known, one, cases, own.get(one, _NOTHING) | common)

    def _renew_units(
        self, paths: Collection[str] | None = None, renamed: Collection[int] | None = None
    ) -> None:
        """Compare the projects anew of each unit of which one changed."""
        known, self._units = self._units, {}
        before, self._unit_cases = self._unit_cases, self._snapshot.units()
        for one, case in self._unit_cases.items():
            results = self._units[one] = known.get(one, RecordResults())
            if one not in before:
                self._examine(results, case)
            elif before[one].projects != case.projects:
                self._examine(results, case, paths, renamed)
            elif renamed is None or _has_any(case, renamed):
                self._examine(results, case, (), renamed)

    def _renew_departments(
        self, touched: Touched, stale: Collection[int], explained: Collection[FindingKey]
    ) -> None:
        present = self._snapshot.departments
        for gone in self._departments.keys() - set(present):
            del self._departments[gone]
        paths = touched.paths() | touched.told
        # Only then can a place be named otherwise, or have another explanation.
        anew = touched.tree or touched.lines or touched.told or explained
        renamed = None if anew else _NOTHING_RENAMED
        runs = any(reads(rule, paths) for rule in self._rules.of(Scope.DEPARTMENT))
        for one in present:
            if one not in self._departments:
                case = self._snapshot.department(one)
                self._departments[one] = self._examine(RecordResults(), case)
            elif (runs and one in stale) or renamed is None:
                case = self._snapshot.department(one)
                self._examine(self._departments[one], case, paths if one in stale else (), renamed)

    def _renew(
        self,
        results: dict[int, RecordResults],
        record_id: int,
        cases: Mapping[int, Case],
        paths: Collection[str],
    ) -> None:
        if record_id not in cases:
            results.pop(record_id, None)
        elif record_id in results:
            self._examine(results[record_id], cases[record_id], paths)
        else:
            results[record_id] = self._examine(RecordResults(), cases[record_id])

    def _examine(
        self,
        results: RecordResults,
        case: Case,
        paths: Collection[str] | None = None,
        renamed: Collection[int] | None = None,
    ) -> RecordResults:
        """Run the rules of a case that read one of `paths` (all rules when None).

        `renamed` are the records whose places or explanations are new (all when None).
        """
        for rule in self._rules.of(*case.scopes):
            grading = self._gradings[rule.code]
            if grading.on and (paths is None or reads(rule, paths)):
                results.outcomes[rule.code] = _run(rule, case, grading)
        told = {code: it.found for code, it in results.outcomes.items() if it.found}
        results.made = {
            code: (found, self._made(code, found, results, renamed)) for code, found in told.items()
        }
        results.findings = _sorted(results, case)
        results.bundling = places_of(results.findings)
        outcomes = results.outcomes.values()
        results.faults = tuple(outcome.fault for outcome in outcomes if outcome.fault)
        return results

    def _made(
        self,
        code: str,
        told: tuple[Found, ...],
        results: RecordResults,
        renamed: Collection[int] | None,
    ) -> tuple[Finding, ...]:
        """The findings of what a rule told; those from before where their place is as it was."""
        before, made = results.made.get(code, ((), ()))
        if renamed is None or not before:
            return tuple(self._finding(code, it) for it in told)
        if told == before:
            pairs = zip(told, made, strict=True)
            stale = (it.ref.record_id in renamed for it in told)
            return tuple(
                self._finding(code, it) if anew else known
                for (it, known), anew in zip(pairs, stale, strict=True)
            )
        known = dict(zip(before, made, strict=True))
        return tuple(
            known[it]
            if it in known and it.ref.record_id not in renamed
            else self._finding(code, it)
            for it in told
        )

    def _finding(self, code: str, found: Found) -> Finding:
        own = self._form_set.in_own_words
        place = place_of(found.ref, self._snapshot)
        explained = self._explanations and self._explanations.get(key_of(code, place))
        return Finding(
            code,
            self._gradings[code].severity or found.severity or self._rules[code].severity,
            self._rules[code].title,
            replace(place, field=own(place.field)),
            own(found.message.replace("“”", _NAMELESS)),
            tuple((own(label), value) for label, value in found.values),
            found.fix and replace(found.fix, title=own(found.fix.title)),
            explained or None,
        )

    def _assemble(self) -> Report:
        in_order = tuple(self._in_order())
        faults = [*self._setting_faults]
        for results in in_order:
            faults += results.faults
        findings = self._bundles.bundled(in_order)
        return Report(tuple(findings), tuple(faults))

    def _in_order(self) -> Iterable[RecordResults]:
        """Departments, overall forms, projects in tree order, and what comparing them found."""
        snapshot = self._snapshot
        departments = (self._departments.get(one) for one in snapshot.departments)
        yield from (results for results in departments if results)
        below = snapshot.declared.below()
        for department in snapshot.office.departments:
            yield from self._below(below, "department", department.id)
        for unit in snapshot.office.units:
            yield from self._below(below, "unit", unit.id)
        for one in snapshot.overalls:
            yield from self._with_below(self._overalls, below, RecordKind.OVERALL, one)
        if below:
            for one in snapshot.projects:
                yield from self._with_below(self._projects, below, RecordKind.PROJECT, one)
        else:  # thousands, at every edit
            yield from (self._projects[one] for one in snapshot.projects if one in self._projects)
        yield from self._units.values()
        yield self._whole

    def _with_below(
        self, results: Mapping[int, RecordResults], below: Below, kind: str, record_id: int
    ) -> Iterator[RecordResults]:
        """The results of a form, and those of the records below it."""
        if record_id in results:
            yield results[record_id]
        yield from self._below(below, kind, record_id)

    def _below(self, below: Below, kind: str, record_id: int) -> Iterator[RecordResults]:
        for case in below.get((kind, record_id), ()):
            yield from self._with_below(
                self._declared[case.record], below, case.record, case.stored.id
            )


def _has_any(case: UnitCase, projects: Collection[int]) -> bool:
    return bool(projects) and any(it.project.id in projects for it in case.projects)


def _records_of(keys: Iterable[FindingKey], kind: str = RecordKind.PROJECT) -> frozenset[int]:
    return frozenset(key.record_id for key in keys if key.record == kind)


_SILENT = Outcome()


def _run(rule: Rule, case: Case, grading: Grading) -> Outcome:
    try:
        found = rule.run(case, grading.limits)
        return Outcome(found) if found else _SILENT
    except Exception as fault:  # noqa: BLE001 - one broken rule must not stop the others
        return Outcome(fault=Fault(rule.code, case.title, f"{type(fault).__name__}: {fault}"))


def _sorted(results: RecordResults, case: Case) -> tuple[Finding, ...]:
    """The findings in the order of the form; those of comparing records rule by rule."""
    findings = [it for _, made in results.made.values() for it in made]
    if not isinstance(case, UnitCase | BookCase):
        findings.sort(key=lambda it: (order_within(it.place.ref, case), it.code))
    return tuple(findings)


def reads(rule: Rule, paths: Iterable[str]) -> bool:
    """Whether a rule reads a field at, above or below one of the paths."""
    return any(_meets(read_path, path) for read_path in rule.reads for path in paths)


def _meets(read_path: str, path: str) -> bool:
    """Whether one path is the other or leads into it."""
    return read_path == path or read_path.startswith(f"{path}.") or path.startswith(f"{read_path}.")
