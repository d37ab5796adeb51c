"""Rules over the forms of a stage hear of every edit, and the codes of the cycle are all there."""

from pathlib import Path

import pytest

from budgetdesk.book.change import Change
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.edit import duplicate_project
from budgetdesk.book.writing import write_field
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import DeclaredRow
from budgetdesk.domain.typed import Value
from budgetdesk.forms.loader import load_form_set
from tests.dictionary.cycle_book import INDICATORS, SET, cycle_book

# What is carried (S01) or computed (S03, S12, P01) cannot be wrong, rows that follow are neither
# added nor missing (S26), and names in a public copy stop it before 审核 (S28, Q47).
CANNOT_BE = {"S01", "S03", "S12", "P01", "S26", "S28"}


@pytest.mark.parametrize(
    "code",
    [
        *(f"S{number:02}" for number in range(1, 29)),
        *(f"J{number:02}" for number in range(1, 13)),
        *(f"A{number:02}" for number in range(1, 6)),
        *(f"P{number:02}" for number in range(1, 5)),
    ],
)
def test_every_rule_of_the_cycle_is_there_or_its_fault_cannot_be(code: str) -> None:
    rules = RulesInForce(load_form_set(SET))
    assert (code in rules) is (code not in CANNOT_BE)


def test_the_average_of_a_department_is_looked_at_after_every_edit(tmp_path: Path) -> None:
    with cycle_book(tmp_path / "一.budget", INDICATORS[:1]) as book:
        with book.step("第二个") as step:
            duplicate_project(step, 1)
        with book.step("自评") as step:
            for project in (1, 2):
                add_record(step, "self_evaluation", project)

        def write(record: int, path: str, value: Value, row: int = 0) -> None:
            with book.step("填写") as step:
                write_field(step, FieldRef("self_evaluation", record, path, row), value)

        rows = {}
        for one in records(book, "self_evaluation"):
            (row,) = (it for it in one.declared["indicators"] if isinstance(it, DeclaredRow))  # type: ignore[attr-defined]
            rows[one.id] = row.id
            write(one.id, "executed_fiscal", 65_660_000)
            write(one.id, "indicators.weight", "90", row.id)
            write(one.id, "indicators.actual", "8755人", row.id)
        checker = Checker(book, load_form_set(SET))
        heard: list[Change] = []
        book.subscribe(heard.append)
        assert "S27" in {it.code for it in checker.run().findings}
        write(2, "indicators.actual", "7000人", rows[2])
        assert "S27" not in {it.code for it in checker.update(heard.pop()).findings}
        book.undo()
        assert "S27" in {it.code for it in checker.update(heard.pop()).findings}
