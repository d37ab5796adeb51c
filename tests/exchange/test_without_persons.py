"""What fields say of persons is in no public copy, whichever kind of record or row holds it."""

from pathlib import Path

from budgetdesk.domain.records import (
    DeclaredRecord,
    DeclaredRow,
    Department,
    Held,
    Indicator,
    KeyTask,
    OverallForm,
    PerHorizon,
    Project,
    Unit,
)
from budgetdesk.exchange.privacy import without_persons
from tests.dictionary.own_set import DICTIONARY, own_set

_NAME = "张小三"
_PERSONS = """
[overall.fields]
contact = { name = "联系人", kind = "person" }

[overall.lists.indicators.fields]
keeper = { name = "责任人", kind = "person" }

[overall.lists.key_tasks.fields]
keeper = { name = "责任人", kind = "person" }
"""
_KEEPER = 'keeper = { name = "责任人", kind = "person" }'
_LISTS = ("[project.by_horizon.lists.indicators.fields]", "[adjustment.lists.changes.fields]")


def _records() -> tuple[Held, ...]:
    row = Indicator("产出指标", "数量指标", "数量", "≥1个", declared={"keeper": _NAME})
    department = Department("202", "卫健局")
    rows: PerHorizon[tuple[Indicator, ...]] = PerHorizon((row,), (row,))
    said = {"mentor": _NAME}
    project = Project("补助", Unit("医院", department), indicators=rows, declared=said)
    task = KeyTask("职能", "任务", declared={"keeper": _NAME})
    told = {"contact": _NAME}
    overall = OverallForm(department, indicators=(row,), key_tasks=(task,), declared=told)
    changes = (DeclaredRow({"after": "改后", "keeper": _NAME}),)
    own = {"project": project, "reason": "原因", "signed": _NAME, "changes": changes}
    return project, overall, DeclaredRecord("adjustment", project, own)


def test_no_kind_of_record_names_persons_in_a_public_copy(tmp_path: Path) -> None:
    text = DICTIONARY
    for heading in _LISTS:
        text = text.replace(heading, f"{heading}\n{_KEEPER}")
    dictionary = own_set(tmp_path, text + _PERSONS).dictionary
    for record in _records():
        public = without_persons(record, dictionary)
        assert _NAME in str(record.declared)
        assert _NAME not in str(public.declared)
        for band in dictionary.kinds[record.kind].lists.values():
            head = band.path.partition(".")[0]
            assert _NAME not in str(getattr(public, head, "")), band.path
    public_project = without_persons(_records()[0], dictionary)
    assert "≥1个" in str(public_project)
