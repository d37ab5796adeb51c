"""The forms that ship, as blank sheets: each cell is given its field, also when disturbed."""

from pathlib import Path

import pytest

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.template_writing import template_cells, write_templates
from budgetdesk.forms.definition import Entry
from budgetdesk.forms.loader import load_form_set
from tests.exchange.drawing.disturbing import disturbed, labels_apart, no_borders

_LEAST = {
    "shanxi/project": 0.95, "shanxi/overall": 0.95, "shanxi/monitoring": 0.95,
    "shanxi/self_evaluation": 0.95, "shanxi/adjustment": 0.95,
    "shanxi/target_review": 0.95,
}  # fmt: skip


def _fields(path: Path) -> dict[str, str]:
    return {cell.box.place: cell.path for form in draw(path) for cell in form.cells}


@pytest.mark.parametrize("form_id", _LEAST)
def test_the_fields_of_a_blank_form_are_found(form_id: str, tmp_path: Path) -> None:
    form = next(it for it in load_form_set(form_id.partition("/")[0]).forms if it.id == form_id)
    path = tmp_path / "空白.xlsx"
    write_templates(path, [form], marked=False)
    expected = {
        it.place: it.content for it in template_cells(form) if isinstance(it.content, Entry)
    }
    found = _fields(path)
    right = [place for place, it in expected.items() if found.get(place, "").startswith(it.path)]
    own = {"indicators.annual.weight", "indicators.annual.direction"}  # declared by the set itself
    known = [place for place, it in expected.items() if it.path not in own]
    assert len(set(right) & set(known)) / len(known) >= _LEAST[form_id]
    for change in (labels_apart, no_borders):
        other = _fields(disturbed(path, list(expected), change, tmp_path / "另一.xlsx"))
        same = [place for place, it in found.items() if other.get(place) == it]
        assert len(same) / len(found) >= 0.8, change.__name__
