"""What a project works out of its own lists is shown by the forms below it as well."""

from dataclasses import replace
from pathlib import Path

from budgetdesk.book import read
from budgetdesk.book.declared_records import add_record, record
from budgetdesk.book.list_writing import put_lists
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.records import DeclaredRow
from tests.dictionary.own_set import DICTIONARY, own_book, own_set

_COST = 'cost = { name = "所需资金", kind = "money", unit = "万元" }'
_OF_STEPS = """
count = { name = "数量", kind = "count" }
price = { name = "单价", kind = "money" }
cost = { name = "所需资金", kind = "money", computed = "数量 × 单价" }
"""
_SHARE = 'share = { name = "配套比例", kind = "percent" }'
_OF_PROJECT = """
whole = { name = "步骤总额", kind = "money", computed = "sum(实施步骤, 所需资金)" }
left = { name = "另外安排", kind = "money", computed = "total(年度资金总额, 步骤总额)" }
"""


def test_a_sum_over_a_list_is_shown_below_as_above(tmp_path: Path) -> None:
    declared = DICTIONARY.replace(_COST, _OF_STEPS).replace(_SHARE, _SHARE + _OF_PROJECT)
    form_set = own_set(tmp_path, declared)
    above, kind = (form_set.dictionary.kinds[it] for it in ("project", "adjustment"))
    with own_book(tmp_path / "a.budget", form_set) as book:
        rows = [DeclaredRow({"what": str(n), "count": n, "price": 10_000}) for n in (1, 2, 3)]
        held = replace(read.project(book, 1), declared={"steps": tuple(rows)})
        with book.step("填") as step:
            put_lists(step, above, 1, held)
            below = add_record(step, "adjustment", 1)
        reckoned = Reckoned(record(book, "adjustment", below), kind.fields, kind.formulas)
        project = Reckoned(record(book, "project", 1), above.fields, above.formulas)
        for path in ("whole", "left"):
            assert reckoned.value(f"project.{path}") == project.value(path)
        assert project.value("whole") == 60_000
        assert project.value("left") is not None
    assert "project.steps.cost" in kind.formulas["project.whole"].reads
