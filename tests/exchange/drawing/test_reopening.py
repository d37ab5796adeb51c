"""A saved set is opened again as it was saved, corrected, and saved as its next version."""

from pathlib import Path

import pytest

from budgetdesk.exchange.drawing.correcting import with_field, with_new_field, without_field
from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.drawn import DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.formulas import with_formula
from budgetdesk.exchange.drawing.own_sets import own_sets
from budgetdesk.exchange.drawing.reopening import reopened
from budgetdesk.exchange.drawing.rules import with_rule
from budgetdesk.exchange.drawing.saving import declared_kind, save_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.forms.loader import read_form_set
from tests.exchange.drawing.scoring import TEMPLATES
from tests.exchange.drawing.written_layouts import NAMES, made

_COUNTY = TEMPLATES / "county-application-2027.xlsx"
_SAMPLE = ("selfeval-points", "overall-tasks", "side-by-side")
_RULE = DrawnRule(
    "Z01", "先写概况", "error", "", "blank(立项依据)", "basis", "没有写依据。", "要写。", "本县",
    failing={"basis": ""}, passing={"basis": "有"},
)  # fmt: skip


def _saved(folder: Path, path: Path) -> list[DrawnForm]:
    forms = draw(path)
    save_set(folder, "own-1", set_files(forms), overwrite=True)
    return forms


def _fields(forms: list[DrawnForm]) -> set[tuple[object, ...]]:
    """What each cell is."""
    cells = (cell for form in forms for cell in form.cells)
    return {(it.path, it.carried, it.computed, it.list_path) for it in cells}


@pytest.mark.parametrize("name", _SAMPLE)
def test_a_set_is_opened_as_it_was_drawn(name: str, tmp_path: Path) -> None:
    made(name, tmp_path / "模板.xlsx")
    forms = _saved(tmp_path, tmp_path / "模板.xlsx")
    assert _fields(reopened(tmp_path / "own-1")) == _fields(forms)


@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_every_layout_is_opened_as_it_was_drawn(name: str, tmp_path: Path) -> None:
    made(name, tmp_path / "模板.xlsx")
    forms = _saved(tmp_path, tmp_path / "模板.xlsx")
    assert _fields(reopened(tmp_path / "own-1")) == _fields(forms)


def test_what_was_corrected_comes_back_and_the_next_version_says_what_changed(
    tmp_path: Path,
) -> None:
    (form,) = draw(_COUNTY)
    box = next(it.box for it in form.cells if it.box.place == "E4")
    form = with_new_field(form, box, "受益人数", "count")
    total = next(it.box for it in form.cells if it.box.place == "C9")
    form = with_new_field(form, total, "支出合计", "money")
    form = with_formula(
        form, declared_kind(set_files([form]), "project"), total, "sum(支出计划, 金额)"
    )
    form = with_rule(form, _RULE)
    save_set(tmp_path, "own-1", set_files([form], name="本县申报表"), overwrite=False)
    written = (tmp_path / "own-1/set.toml").read_text(encoding="utf-8")
    by_hand = written.replace('name = ""', 'name = "示范县"') + "\n[checks]\nQ12 = { least = 8 }\n"
    (tmp_path / "own-1/set.toml").write_text(by_hand, encoding="utf-8")

    (again,) = reopened(tmp_path / "own-1")
    assert again.rules == form.rules
    assert {it.key: dict(it.says) for it in again.fields} == {
        it.key: dict(it.says) for it in form.fields
    }
    assert next(it for it in again.cells if it.box.place == "C9").computed
    people = next(it.box for it in again.cells if it.label == "受益人数")
    changed = without_field(again, people)
    save_set(tmp_path, "own-1", set_files([changed], name="本县申报表"), overwrite=True)
    found = read_form_set(tmp_path, "own-1")
    assert (found.version.number, found.region.name) == (2, "示范县")
    assert found.checks["Q12"] == {"least": 8}
    assert "受益人数" in "".join(found.version.changes)
    assert [it.code for it in found.rules if it.code.startswith("Z")] == ["Z01"]


def test_a_blank_left_alone_becomes_a_cell_later(tmp_path: Path) -> None:
    (form,) = draw(_COUNTY)
    box = next(it.box for it in form.cells if it.path == "basis")
    save_set(tmp_path, "own-1", set_files([without_field(form, box)]), overwrite=False)
    (again,) = reopened(tmp_path / "own-1")
    blank = next(it for it in again.page.template.boxes if it.place == box.place)
    save_set(tmp_path, "own-1", set_files([with_field(again, blank, "basis")]), overwrite=True)
    assert "basis" in read_form_set(tmp_path, "own-1").shown("project")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("project_1.toml", 'version = "1"', 'version = "1"\nunused_slots = false'),
        ("dictionary.toml", "[project.fields]", "[project.fields]\nplan = { counts = false }"),
    ],
)
def test_what_a_person_wrote_is_kept_or_the_set_is_not_opened(
    file: str, old: str, new: str, tmp_path: Path
) -> None:
    _saved(tmp_path, _COUNTY)
    path = tmp_path / "own-1" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    try:
        forms = reopened(tmp_path / "own-1")
    except ImportFault as error:
        assert file in str(error)  # noqa: PT017 - either is right, and nothing is lost
        return
    assert new.split("\n")[1] in set_files(forms)[file]


def test_a_set_written_upon_another_one_is_told(tmp_path: Path) -> None:
    home = tmp_path / "own-2"
    home.mkdir()
    (home / "set.toml").write_text(
        'extend = "yonghe-2024"\nname = "本县"\nfiscal_year = 2027\n', encoding="utf-8"
    )
    with pytest.raises(ImportFault, match="接着别的套表写的"):
        reopened(home)


def test_own_sets_are_listed_with_their_versions_broken_ones_with_their_fault(
    tmp_path: Path,
) -> None:
    _saved(tmp_path, _COUNTY)
    (tmp_path / "own-2").mkdir()
    (tmp_path / "own-2/set.toml").write_text("name = 1\n", encoding="utf-8")
    whole, broken = own_sets(tmp_path)
    assert whole.told.startswith("own-1，第 1 版")
    assert (broken.name, bool(broken.fault)) == ("own-2", True)
