"""Beside a finding at an indicator stands how it may be written."""

from budgetdesk.forms.loader import load_form_set
from budgetdesk.suggestions.aiding import writing_aid
from tests.checks.conftest import Checked, checked

__all__ = ["checked"]


def test_findings_at_indicators_have_a_pattern_beside_them(checked: dict[str, Checked]) -> None:
    sample = checked["yonghe-2024"]
    form_set = load_form_set("yonghe-2024")
    found = [it for it in sample.report.findings if it.code in ("Q14", "Q18", "Q29", "Q30")]
    told = [writing_aid(sample.book, form_set, it) for it in found[:40]]
    assert sum(map(bool, told)) >= len(told) // 2
    assert any("佐证：" in it for it in told)


def test_other_findings_have_none(checked: dict[str, Checked]) -> None:
    sample = checked["yonghe-2024"]
    form_set = load_form_set("yonghe-2024")
    elsewhere = [
        it for it in sample.report.findings if not it.place.ref.path.startswith("indicators.")
    ]
    assert len(elsewhere) > 20
    assert {writing_aid(sample.book, form_set, it) for it in elsewhere[:60]} == {""}
