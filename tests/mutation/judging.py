"""Do the tests notice? Examples and samples are tried at once, other tests by pytest."""

import contextlib
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from budgetdesk.checks.case import BookCase, OverallCase, ProjectCase, UnitCase
from budgetdesk.checks.rule import RULES, Scope
from budgetdesk.checks.snapshot import Snapshot
from budgetdesk.forms.loader import load_form_set
from tests.checks import test_rules as rules
from tests.checks.conftest import SETS, published_book
from tests.published_samples import SHARED

_Sampled = ProjectCase | OverallCase | UnitCase | BookCase
Counts = Counter[tuple[str, str]]


class Samples:
    """The published forms, as the rules are given them."""

    def __init__(self) -> None:
        self._cases: list[tuple[str, Scope, _Sampled]] = []
        with TemporaryDirectory() as folder:
            for name in SETS:
                self._read(name, Path(folder) / f"{name}.budget")

    def _read(self, name: str, path: Path) -> None:
        with published_book(SHARED / "samples" / name, path) as book:
            read = Snapshot(book, load_form_set(book.info.form_set))
            self._cases += [(name, Scope.PROJECT, it) for it in read.projects.values()]
            self._cases += [(name, Scope.OVERALL, it) for it in read.overalls.values()]
            self._cases += [(name, Scope.UNIT, it) for it in read.units().values()]
            self._cases.append((name, Scope.BOOK, read.whole()))

    def counts(self, codes: frozenset[str]) -> Counts:
        """How many findings each of some rules makes on each sample."""
        rules_asked = [RULES[code] for code in sorted(codes)]
        found: Counts = Counter()
        for name, scope, case in self._cases:
            for rule in rules_asked:
                if scope in rule.scopes:
                    found[name, rule.code] += len(rule.run(case, rule.limits))
        return found


def try_examples(codes: frozenset[str]) -> None:
    """Run the tests of some rules' examples; the first that fails raises."""
    for code in sorted(codes):
        for fails in rules.EXAMPLES[code].failing:
            rules.test_what_is_wrong_is_found_once_at_its_place(code, fails)
            rules.test_a_cure_writes_what_it_should(code, fails)
        for case in rules.EXAMPLES[code].passing:
            rules.test_what_is_right_is_passed_over(code, case)


def tests_pass(files: Sequence[str]) -> bool:
    """Whether pytest finds nothing wrong in some files."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        marks = "not proof and not bench"
        told = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-m", marks, *files])
    return told == pytest.ExitCode.OK
