"""The rules of a book: those of the program, and those that its form set gives."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from budgetdesk.checks import rules as _rules  # noqa: F401 - importing registers the rules
from budgetdesk.checks.finding import Fix, Found, SetField
from budgetdesk.checks.record_case import RecordCase
from budgetdesk.checks.report import Fault
from budgetdesk.checks.rule import RULES, Rule
from budgetdesk.dictionary.reckoning import ReckonedRow
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.set_rules.declared import DeclaredRule


class RulesInForce:
    """All rules by their codes, the program's first."""

    def __init__(self, form_set: FormSet) -> None:
        self._of: dict[tuple[str, ...], tuple[Rule, ...]] = {}
        self._base = {code: _in_words_of(form_set, it) for code, it in RULES.items()}
        self._own = {it.code: _rule(it) for it in form_set.rules if it.code not in RULES}
        twice = [it.code for it in form_set.rules if it.code in RULES]
        place = f"套表「{form_set.id}」的 rules.toml"
        cause = "程序里已有这个审核编号，套表的没有用上，请换一个编号。"
        self.faults = tuple(Fault(code, place, cause) for code in twice)

    def __contains__(self, code: object) -> bool:
        return code in RULES or code in self._own

    def __getitem__(self, code: str) -> Rule:
        return self._base[code] if code in self._base else self._own[code]

    def __iter__(self) -> Iterator[Rule]:
        yield from self._base.values()
        yield from self._own.values()

    def get(self, code: str) -> Rule | None:
        """The rule of a code; None where there is none any more."""
        return self._base.get(code) or self._own.get(code)

    @property
    def own(self) -> Mapping[str, Rule]:
        """Those that the form set gives."""
        return self._own

    def of(self, *scopes: str) -> tuple[Rule, ...]:
        """Those that look at one of some kinds of cases."""
        if scopes not in self._of:
            wanted = frozenset(scopes)
            self._of[scopes] = tuple(rule for rule in self if not wanted.isdisjoint(rule.scopes))
        return self._of[scopes]


def _in_words_of(form_set: FormSet, rule: Rule) -> Rule:
    """A rule of the program, told in the words of the forms."""
    if not form_set.words:
        return rule
    own = form_set.in_own_words
    return replace(
        rule,
        title=own(rule.title),
        checks=own(rule.checks),
        why=own(rule.why),
        failing=own(rule.failing),
        passing=own(rule.passing),
    )


def _rule(declared: DeclaredRule) -> Rule:
    return Rule(
        declared.code,
        declared.title,
        declared.severity,
        (declared.kind,),
        tuple(sorted(declared.reads)),
        declared.checks,
        declared.why,
        declared.source,
        declared.failing,
        declared.passing,
        _test(declared),
        theme=declared.kind_name,
    )


def _test(declared: DeclaredRule) -> Callable[[RecordCase], Iterator[Found]]:
    def of_record(case: RecordCase) -> Iterator[Found]:
        if declared.when.holds(case.reckoned) and _knows(case, declared):
            yield _found(declared, case, None)

    def of_rows(case: RecordCase) -> Iterator[Found]:
        record = case.reckoned
        for row in record.listed(declared.rows):
            if declared.when.holds(record, row) and _knows(case, declared):
                yield _found(declared, case, row)

    return of_rows if declared.rows else of_record


def _knows(case: RecordCase, declared: DeclaredRule) -> bool:
    """Whether the book, which may be of an older day than the set, has what the rule points at."""
    return any(path in case.declaration.fields for path in declared.at)


def _found(declared: DeclaredRule, case: RecordCase, row: ReckonedRow | None) -> Found:
    path = next(filter(case.shows, declared.at), declared.at[0])
    listed = row is not None and path.startswith(f"{declared.rows}.")
    ref = case.ref(path, cast(ReckonedRow, row).held.id if listed else 0)
    record = case.reckoned
    values = tuple((told.label, told.text(record, row)) for told in declared.values)
    text = declared.mending.text(record, row) if declared.mending else ""
    fix = Fix(f"改为 {text}", (SetField(ref, text),)) if text else None
    return Found(ref, declared.message.text(record, row), values, fix)
