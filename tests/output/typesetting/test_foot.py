"""The foot of the project form has room for what stands there."""

from dataclasses import replace
from typing import Any

from budgetdesk.domain.records import Department, Project, RecordKind, Unit
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.output.typesetting.fitting import fit

FOOT: dict[str, Any] = {
    "responsible": "欧阳正华",
    "handler": "司马相如、李小明",
    "phone": "13900001234",
    "filed_at": "20240315102030",
}


def test_names_and_numbers_of_the_foot_stand_in_one_line() -> None:
    form = load_form_set("yonghe-2024").form(RecordKind.PROJECT)
    project = Project("甲", Unit("医疗集团", Department("202", "卫健局")))
    sheet = lay_out(form, replace(project, **FOOT), 2024)
    texts = zip(sheet.cells, fit(sheet).texts, strict=True)
    lines = {cell.field.path: text.lines for cell, text in texts if cell.field}
    assert {path: lines[path] for path in FOOT} == {path: (text,) for path, text in FOOT.items()}
