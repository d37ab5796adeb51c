"""Blocks are pasted into the forms of kinds that a set declares as into those of the base ones."""

import pytest

from budgetdesk.domain.records import (
    DeclaredRecord,
    Department,
    Funding,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.exchange.clipboard.reading import read_clipboard
from budgetdesk.exchange.placement.placing import place
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.layout import lay_out
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Cell, Role, Sheet

SET = load_form_set("yonghe-2024")
DEPARTMENT = Department("202", "卫体局", 1)
ABOVE: dict[str, Project | OverallForm] = {
    RecordKind.PROJECT: Project(
        "项目",
        Unit("县医疗集团", DEPARTMENT, id=1),
        period="1年",
        funding=PerHorizon(Funding(), Funding()),
        goals=PerHorizon("", ""),
        indicators=PerHorizon((), ()),
        id=1,
    ),
    RecordKind.OVERALL: OverallForm(DEPARTMENT, id=1),
}


def _laid_out(form_set: FormSet, kind: str) -> tuple[Sheet, DeclaredRecord]:
    declaration = form_set.dictionary.kinds[kind]
    above = ABOVE[declaration.below]
    record = DeclaredRecord(kind, above, {declaration.below: above}, "", 1)
    return lay_out(form_set.form(kind), record, 2024, every_slot=True), record


def _typed(sheet: Sheet) -> list[tuple[Cell, Cell]]:
    """Labels with a field right of them, alone in its row's list of texts."""
    found = []
    for cell in sheet.cells:
        left = [it for it in sheet.cells if it.row == cell.row and it.column < cell.column]
        if cell.field and cell.role is Role.INPUT and "." not in cell.field.path and left:
            label = max(left, key=lambda it: it.column)
            if label.field is None and label.text:
                found.append((label, cell))
    return found


@pytest.mark.parametrize("kind", [it.kind for it in SET.dictionary.own_kinds])
def test_a_label_and_its_value_go_into_the_field_of_that_label(kind: str) -> None:
    sheet, record = _laid_out(SET, kind)
    pairs = _typed(sheet)
    assert pairs, "a form has labels beside what is typed"
    for label, cell in pairs:
        if [it.text for it, _ in pairs].count(label.text) > 1:
            continue
        text = f"{label.text}\t12\n"
        plan = place(read_clipboard(text, ""), sheet, record, cell, lambda: sheet)
        assert [edit.ref for edit in plan.edits] == [cell.field], label.text
