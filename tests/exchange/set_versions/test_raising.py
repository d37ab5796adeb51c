"""A drawn set that is saved again has a version more, which says what changed."""

from collections.abc import Mapping
from pathlib import Path

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import save_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.set_versions.raising import next_version
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import read_form_set
from tests.exchange.drawing.scoring import TEMPLATES

NAME = "county-2027"


def drawn() -> dict[str, str]:
    return set_files(draw(TEMPLATES / "county-application-2027.xlsx"))


def saved(folder: Path, files: Mapping[str, str]) -> FormSet:
    return save_set(folder, NAME, files, overwrite=True)


def test_the_number_rises_with_what_changed(tmp_path: Path) -> None:
    files = drawn()
    first = saved(tmp_path, files)
    assert (first.version.number, first.version.changes) == (1, ())
    assert saved(tmp_path, files).version == first.version, "nothing changed"
    label = next(it.label for it in first.dictionary.kinds["project"].fields.values() if it.own)
    other = {name: text.replace(label, f"{label}（新）") for name, text in files.items()}
    second = saved(tmp_path, other)
    assert second.version.number == 2
    assert f"栏目改名　{first.dictionary.kinds['project'].name}：{label}，" in (
        "".join(second.version.changes)
    )
    assert saved(tmp_path, files).version.number == 3
    assert read_form_set(tmp_path, NAME).version.number == 3


def test_what_was_broken_by_hand_gets_a_version_more_too(tmp_path: Path) -> None:
    saved(tmp_path, drawn())
    (tmp_path / NAME / "project_1.toml").write_text("kind = 5", encoding="utf-8")
    assert saved(tmp_path, drawn()).version.number == 2
    (tmp_path / NAME / "set.toml").write_text("[", encoding="utf-8")
    assert saved(tmp_path, drawn()).version.number == 1


def test_a_set_without_a_version_begins_with_the_first(tmp_path: Path) -> None:
    form_set = saved(tmp_path, drawn())
    home = tmp_path / NAME / "set.toml"
    home.write_text(home.read_text("utf-8").partition("[version]")[0], encoding="utf-8")
    assert read_form_set(tmp_path, NAME).version.number == 0
    assert next_version(form_set, home.parent).number == 1
