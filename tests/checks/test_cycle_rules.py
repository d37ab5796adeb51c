"""The rules of the performance cycle on published 自评 forms: what was read off them is found."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.checks.office import Office
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.money import parse_wan
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow, PerHorizon, Project, Unit
from budgetdesk.forms.loader import load_form_set, read_form_set
from tests.checks.building import DEPARTMENT

KIND = "self_evaluation"
_COLUMNS = {"initial": "initial_budget", "full": "full_year_budget", "executed": "executed"}
_ROWS = ("total", "fiscal", "carryover", "other")


def case_of(sample: Mapping[str, Any]) -> DeclaredCase:
    """A published form as it would be typed: printed scores where they differ from computed."""
    form_set = load_form_set("cycle")
    goals = PerHorizon("", sample["goal_expected"])
    project = Project(sample["project"], Unit(sample["unit"], DEPARTMENT), goals=goals)
    said: dict[str, object] = {"project": project, "goal_actual": sample["goal_actual"]}
    for row, funding in zip(_ROWS, sample["funding"], strict=True):
        for column, key in _COLUMNS.items():
            said[f"{column}_{row}"] = parse_wan(funding[key] or "")
    rows = [_row(number, each) for number, each in enumerate(sample["indicators"], start=1)]
    plain = DeclaredRecord(KIND, project, said | {"indicators": tuple(rows)}, id=1)
    kind = form_set.dictionary.kinds[KIND]
    reckoned = Reckoned(plain, kind.fields, kind.formulas).listed("indicators")
    scored = [
        _scored(row.held, row.value("computed_score"), each.get("score"))
        for row, each in zip(reckoned, sample["indicators"], strict=True)
    ]
    record = DeclaredRecord(KIND, project, said | {"indicators": tuple(scored)}, id=1)
    return DeclaredCase(record, Office(form_set, 2024, (DEPARTMENT,)))


def _row(number: int, said: Mapping[str, Any]) -> DeclaredRow:
    texts = {key: said.get(key) or "" for key in ("name", "target", "actual", "weight", "reason")}
    blank = {"grade": "", "manual_score": "", "standard": "", "advice": ""}
    return DeclaredRow(texts | blank, said["level1"], said["level2"], number)


def _scored(row: Any, computed: object, printed: str | None) -> DeclaredRow:
    differs = printed and str(computed) != printed and f"{computed}" != f"{printed}.00"
    manual = {"manual_score": printed} if differs else {}
    return DeclaredRow(dict(row.declared) | manual, row.level1, row.level2, row.id)


@pytest.fixture(scope="module")
def samples(shared: Path) -> Mapping[str, Mapping[str, Any]]:
    content = json.loads((shared / "samples/cycle/cycle-samples.json").read_text("utf-8"))
    return {form["id"]: form for form in content["forms"]}


def found_in(case: DeclaredCase) -> Counter[str]:
    rules = RulesInForce(case.office.form_set)
    own = [rule for rule in rules.own.values() if KIND in rule.scopes]
    return Counter(rule.code for rule in own for _ in rule.run(case, {}))


def test_every_rule_of_the_cycle_bears_out_its_examples() -> None:
    codes = [rule.code for rule in read_form_set(_forms(), "cycle").rules]
    assert len(codes) == len(set(codes)) >= 40
    assert {code[0] for code in codes} == set("SJAP")


def _forms() -> Path:
    return Path(__file__).resolve().parents[2] / "forms"


def test_the_form_of_jishan(samples: Mapping[str, Mapping[str, Any]]) -> None:
    case = case_of(samples["jishan-2020-insurance"])
    assert str(case.reckoned.value("execution_score")) == "9.91"  # printed 9
    assert str(case.reckoned.value("total_score")) == "93.91"  # printed 94, its rows sum to 93
    assert found_in(case) == Counter({"S10": 1, "S11": 2, "S21": 6, "S22": 4})


def test_the_form_of_chizhou(samples: Mapping[str, Mapping[str, Any]]) -> None:
    """Its last row is missing in the copy, so that the points lack ten."""
    found = found_in(case_of(samples["chizhou-2022-entrusted"]))
    for code in ("S13", "S13b"):
        found.pop(code, None)
    assert found == Counter({"S02": 1, "S14": 1, "S15": 1, "S16": 5})


def test_the_form_of_lijiang(samples: Mapping[str, Mapping[str, Any]]) -> None:
    found = found_in(case_of(samples["lijiang-2020-patrol"]))
    assert found == Counter({"S11": 4, "S15": 1, "S17": 1})


def test_a_month_of_monitoring_that_the_office_sets_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "own-2026"
    own.mkdir()
    text = 'extend = "cycle"\nbase = false\n[parameters]\ntask_month.value = 7\n'
    (own / "set.toml").write_text(text, "utf-8")
    form_set = read_form_set(tmp_path, "own-2026")
    rule = next(it for it in form_set.rules if it.code == "J11")
    kind = form_set.dictionary.kinds["monitoring"]

    def breaks(month: str) -> bool:
        record = DeclaredRecord("monitoring", DEPARTMENT, {"period_end": month}, beside={})
        return rule.when.holds(Reckoned(record, kind.fields, kind.formulas))

    assert [breaks(month) for month in ("2024-07", "2024-08", "")] == [False, True, False]


def test_an_application_for_adjustment_stands_for_a_measure() -> None:
    form_set = load_form_set("cycle")
    kinds = form_set.dictionary.kinds
    rule = next(it for it in form_set.rules if it.code == "J09")

    def breaks(**said: str) -> bool:
        change = DeclaredRecord("adjustment", DEPARTMENT, dict(said))
        reckoned = Reckoned(change, kinds["adjustment"].fields, kinds["adjustment"].formulas)
        rows = (DeclaredRow({"likelihood": "完全不可能"}),)
        held = {"indicators": rows}
        stored = DeclaredRecord("monitoring", DEPARTMENT, held, beside={"adjustment": (reckoned,)})
        kind = kinds["monitoring"]
        record = Reckoned(stored, kind.fields, kind.formulas)
        return rule.when.holds(record, record.listed("indicators")[0])

    assert not breaks(reason="任务减少。")
    assert breaks(reason="任务减少。", approved_at="2024-06-01")
    assert breaks()
