"""A book brings the form set that it was made with, to wherever it is opened."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk import assets, cli
from budgetdesk.book.book import Book
from budgetdesk.forms.carried import SETTING, bring_sets
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.loader import FormSetError, forget_sets
from tests.dictionary.own_set import SET, own_set


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's folder of sets, empty."""
    folder = tmp_path / "home" / "forms"
    monkeypatch.setattr(assets, "_USER_FOLDER", folder)
    forget_sets()
    yield folder
    monkeypatch.undo()
    forget_sets()


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """The folder of a set that no program ships."""
    own_set(tmp_path / "drawn")
    return tmp_path / "drawn" / "forms" / SET


def made(drawn: Path, path: Path) -> Path:
    assert cli.main(["new", str(path), "--form-set", str(drawn)]) == 0
    return path


def test_a_book_of_a_folder_opens_where_the_set_was_never_seen(
    home: Path, drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = made(drawn, tmp_path / "甲.budget")
    assert str(home) in capsys.readouterr().err
    here = (home / SET / "project.toml").read_text(encoding="utf-8")
    shutil.rmtree(home)
    shutil.rmtree(drawn)
    forget_sets()
    assert cli.main(["list", str(book)]) == 0
    assert (home / SET / "project.toml").read_text(encoding="utf-8") == here
    with Book.open(book) as opened:
        assert load_forms_of(opened).name == "自加字段的套表"
        assert load_forms_of(opened).has_form("adjustment")


def test_a_set_that_is_known_is_not_touched(home: Path, drawn: Path, tmp_path: Path) -> None:
    book = made(drawn, tmp_path / "甲.budget")
    mine = home / SET / "set.toml"
    text = mine.read_text(encoding="utf-8").replace("自加字段的套表", "改过的套表")
    mine.write_text(text, encoding="utf-8")
    forget_sets()
    assert cli.main(["list", str(book)]) == 0
    assert mine.read_text(encoding="utf-8") == text


def test_a_changed_folder_is_taken_anew_when_it_is_named_again(
    home: Path, drawn: Path, tmp_path: Path
) -> None:
    made(drawn, tmp_path / "甲.budget")
    own = drawn / "set.toml"
    own.write_text(own.read_text("utf-8").replace("自加字段的套表", "第二版"), encoding="utf-8")
    with Book.open(made(drawn, tmp_path / "乙.budget")) as opened:
        assert load_forms_of(opened).name == "第二版"
    assert [it.name for it in home.iterdir()] == [SET], "nothing unfinished is left"


def test_a_broken_folder_is_told_and_not_taken(
    home: Path, drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (drawn / "project.toml").write_text("kind = 5", encoding="utf-8")
    book = tmp_path / "甲.budget"
    assert cli.main(["new", str(book), "--form-set", str(drawn)]) == 2
    assert "project.toml" in capsys.readouterr().err
    assert not book.exists()
    assert not home.exists()


@pytest.mark.parametrize(
    "brought",
    [
        "no json",
        json.dumps(["x"]),
        json.dumps({"../out": {"set.toml": ""}}),
        json.dumps({SET: {"../set.toml": ""}}),
        json.dumps({SET: {"set.toml": 5}}),
        json.dumps({SET: {"set.toml": "x" * 2_000_001}}),
    ],
)
def test_what_a_stranger_s_book_brings_is_looked_at(
    home: Path, drawn: Path, tmp_path: Path, brought: str
) -> None:
    path = made(drawn, tmp_path / "甲.budget")
    shutil.rmtree(home)
    forget_sets()
    with Book.open(path) as book:
        with book.step("改") as step:
            [(row,)] = step.rows("SELECT id FROM setting WHERE key = ?", (SETTING,))
            step.update("setting", row, {"value": brought})
        with pytest.raises(FormSetError):
            bring_sets(book)
    assert not [it for it in tmp_path.rglob("*.toml") if drawn.parent not in it.parents]


def test_a_book_of_a_set_that_ships_brings_none(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "甲.budget"
    assert cli.main(["new", str(path), "--form-set", "yonghe-2024"]) == 0
    with Book.open(path) as book:
        assert not book.rows("SELECT 1 FROM setting WHERE key = ?", (SETTING,))
    assert not home.exists()
