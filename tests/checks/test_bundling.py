"""What is one matter in a whole unit is told once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from budgetdesk.checks.bundling import Bundles, places_of
from budgetdesk.checks.finding import Explanation, Finding, FindingPlace, Severity
from budgetdesk.checks.results import RecordResults
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from tests.checks.conftest import SETS, Checked


def bundled(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of several records, each of which has two."""
    told = tuple(findings)
    records = (told[begin : begin + 2] for begin in range(0, len(told), 2))
    return Bundles().bundled(RecordResults(findings=it, bundling=places_of(it)) for it in records)


def finding(
    number: int, unit: str, message: str = "负责人 没有填写。", code: str = "Q02"
) -> Finding:
    ref = FieldRef(RecordKind.PROJECT, number, "responsible")
    place = FindingPlace(ref, "部门", unit, f"项目{number}")
    return Finding(code, Severity.EXPLAIN, "标题", place, message)


def test_a_unit_is_told_once() -> None:
    others = [finding(9, "甲", code="Q03"), finding(10, "甲", code="Q03")]
    told = bundled([finding(1, "甲"), others[0], *(finding(n, "甲") for n in (2, 3, 4)), others[1],
                    finding(5, "乙")])  # fmt: skip
    assert [it.place.project for it in told] == ["项目1", "项目9", "项目10", "项目5"]
    assert told[0].message == "4 个项目的负责人 没有填写。"
    assert told[0].values == (("项目", "「项目1」、「项目2」、「项目3」等 4 个"),)
    assert told[3] == finding(5, "乙")


def test_where_they_differ_that_is_said() -> None:
    (told,) = bundled([finding(1, "甲"), finding(2, "甲", "联系电话 没有填写。")])
    assert told.message == "2 个项目的负责人、经办人、联系电话没有填齐。"
    assert told.values == (("项目", "「项目1」、「项目2」，共 2 个"),)


def test_an_explanation_of_one_speaks_of_all() -> None:
    why = Explanation("上报时补填", "甲", "2024-01-01")
    (told,) = bundled([finding(1, "甲"), replace(finding(2, "甲"), explanation=why)])
    assert told.explanation == why
    assert told.place.project == "项目2"


def test_bundles_are_made_anew_where_one_of_them_changed() -> None:
    bundles = Bundles()
    first = RecordResults(findings=(finding(1, "甲"),), bundling=(0,))
    second = RecordResults(findings=(finding(2, "甲"),), bundling=(0,))
    (before,) = bundles.bundled([first, second])
    assert bundles.bundled([first, second])[0] is before
    second.findings = (finding(2, "甲", "联系电话 没有填写。"),)
    (after,) = bundles.bundled([first, second])
    assert after.message == "2 个项目的负责人、经办人、联系电话没有填齐。"


def test_in_the_published_forms_each_unit_is_told_once(checked: dict[str, Checked]) -> None:
    for name in SETS:
        found = [it for it in checked[name].report.findings if it.code == "Q02"]
        units = Counter((it.place.department, it.place.unit) for it in found)
        assert set(units.values()) <= {1}
