"""Runs the rules over a book: all of them, or only those whose data an edit changed."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.checks import rules as _rules  # noqa: F401 - importing registers the rules
from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase
from budgetdesk.checks.explanations import Explanations, key_of, read_explanations
from budgetdesk.checks.finding import Finding, Found
from budgetdesk.checks.grading import OFFICE_SETTING, Grades, Grading, grade
from budgetdesk.checks.places import place_of
from budgetdesk.checks.report import Fault, Report
from budgetdesk.checks.results import Outcome, RecordResults
from budgetdesk.checks.rule import RULES, Rule, Scope
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.checks.touched import touched_by
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.forms.definition import FormSet

Case = ProjectCase | OverallCase | BookCase


class Checker:
    """审核 of one book; keeps its results, so that after an edit little has to run again."""

    def __init__(self, book: Book, form_set: FormSet) -> None:
        self._book = book
        self._form_set = form_set
        self._forget()

    def _forget(self) -> None:
        self._snapshot = Snapshot(self._book, self._form_set)
        self._explanations: Explanations = read_explanations(self._book)
        self._gradings = _gradings(self._book, self._form_set)
        self._projects: dict[int, RecordResults] = {}
        self._overalls: dict[int, RecordResults] = {}
        self._whole = RecordResults()
        self.report = Report()

    def run(self, progress: Progress = ignore_progress) -> Report:
        """Run every rule over everything; `progress` counts projects and may raise Cancelled."""
        self._forget()
        count = len(self._snapshot.projects)
        for done, (project_id, project) in enumerate(self._snapshot.projects.items()):
            progress(done, count)
            self._projects[project_id] = self._examine(RecordResults(), project)
        for overall_id, overall in self._snapshot.overalls.items():
            self._overalls[overall_id] = self._examine(RecordResults(), overall)
        self._examine(self._whole, self._snapshot.whole())
        progress(count, count)
        return self._assemble()

    def update(self, change: Change) -> Report:
        """Run again only the rules that read what a change touched."""
        touched = touched_by(change)
        if touched.everything:
            return self.run()
        self._snapshot.refresh(touched)
        if touched.explanations:
            self._explanations = read_explanations(self._book)
        for project_id, paths in touched.projects.items():
            self._renew(self._projects, project_id, self._snapshot.projects, paths)
        for overall_id, paths in touched.overalls.items():
            self._renew(self._overalls, overall_id, self._snapshot.overalls, paths)
        self._examine(self._whole, self._snapshot.whole(), touched.paths())
        return self._assemble()

    def _renew(
        self,
        results: dict[int, RecordResults],
        record_id: int,
        cases: Mapping[int, Case],
        paths: set[str],
    ) -> None:
        if record_id not in cases:
            results.pop(record_id, None)
        elif record_id in results:
            self._examine(results[record_id], cases[record_id], paths)
        else:
            results[record_id] = self._examine(RecordResults(), cases[record_id])

    def _examine(
        self, results: RecordResults, case: Case, paths: set[str] | None = None
    ) -> RecordResults:
        """Run the rules of a case that read one of `paths` (all rules when None)."""
        for rule in _rules_for(case):
            grading = self._gradings[rule.code]
            if grading.on and (paths is None or _reads(rule, paths)):
                results.outcomes[rule.code] = _run(rule, case, grading)
        results.findings = tuple(
            self._finding(code, found)
            for code, outcome in results.outcomes.items()
            for found in outcome.found
        )
        return results

    def _finding(self, code: str, found: Found) -> Finding:
        place = place_of(found.ref, self._snapshot)
        return Finding(
            code,
            self._gradings[code].severity or found.severity or RULES[code].severity,
            RULES[code].title,
            place,
            found.message,
            found.values,
            found.fix,
            self._explanations.get(key_of(code, place)),
        )

    def _assemble(self) -> Report:
        everything = [*self._overalls.values(), *self._in_tree_order(), self._whole]
        findings = chain.from_iterable(results.findings for results in everything)
        faults = chain.from_iterable(results.faults() for results in everything)
        self.report = Report(tuple(findings), tuple(faults))
        return self.report

    def _in_tree_order(self) -> Iterable[RecordResults]:
        return (self._projects[project_id] for project_id in self._snapshot.projects)


def _gradings(book: Book, form_set: FormSet) -> dict[str, Grading]:
    grades: Grades = json.loads(read.setting(book, OFFICE_SETTING) or "{}")
    return {code: grade(rule, form_set.checks, grades) for code, rule in RULES.items()}


_SCOPES: dict[type[Case], Scope] = {
    ProjectCase: Scope.PROJECT,
    OverallCase: Scope.OVERALL,
    BookCase: Scope.BOOK,
}


def _rules_for(case: Case) -> Iterable[Rule]:
    scope = _SCOPES[type(case)]
    return (rule for rule in RULES.values() if scope in rule.scopes)


def _run(rule: Rule, case: Case, grading: Grading) -> Outcome:
    try:
        return Outcome(rule.run(case, grading.limits))
    except Exception as fault:  # noqa: BLE001 - one broken rule must not stop the others
        return Outcome(fault=Fault(rule.code, case.title, f"{type(fault).__name__}: {fault}"))


def _reads(rule: Rule, paths: set[str]) -> bool:
    return any(_meets(read, path) for read in rule.reads for path in paths)


def _meets(read_path: str, path: str) -> bool:
    """Whether one path is the other or leads into it."""
    return read_path == path or read_path.startswith(f"{path}.") or path.startswith(f"{read_path}.")
