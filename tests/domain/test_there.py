"""Places that may not be entered, are gone with their server or too long: told as not there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk import assets
from budgetdesk.book.book import Book
from budgetdesk.book.errors import UnreadableFile
from budgetdesk.domain.there import is_file, is_folder, is_there
from budgetdesk.suggestions.index import forget, remember, remembered, remembered_lessons
from budgetdesk.suggestions.not_kept import NotKeptError

TOO_LONG = Path(f"/{'a' * 300}")  # the system refuses to look, to whoever asks


@pytest.mark.parametrize("asked", [is_there, is_file, is_folder])
def test_what_cannot_be_reached_is_not_there(asked: Callable[[Path], bool], tmp_path: Path) -> None:
    assert not asked(TOO_LONG)
    assert not asked(tmp_path / "nothing")
    file = tmp_path / "a"
    file.touch()
    assert [asked(file), asked(tmp_path)] == [asked is not is_folder, asked is not is_file]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_book_that_cannot_be_reached_is_refused_in_a_sentence(read_only: bool) -> None:
    with pytest.raises(UnreadableFile, match="太长，请改短"):
        Book.open(TOO_LONG, read_only=read_only)


def test_form_sets_are_not_sought_where_nobody_may_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(assets.OWN_FORMS, str(TOO_LONG))
    assert TOO_LONG not in assets.own_forms_folders()


def _below_a_file(folder: Path) -> Path:
    (folder / "data").touch()
    return folder / "data" / "past-forms.sqlite"


def _a_folder(folder: Path) -> Path:
    (folder / "past-forms.sqlite").mkdir()
    return folder / "past-forms.sqlite"


@pytest.mark.parametrize("place", [_below_a_file, _a_folder, lambda _folder: TOO_LONG / "a"])
def test_past_forms_that_cannot_be_kept_are_none(
    place: Callable[[Path], Path], tmp_path: Path
) -> None:
    file = place(tmp_path)
    with pytest.raises(NotKeptError, match="没有记住"):
        remember(file, tmp_path / "a.budget", [])
    assert remembered(file) == ()
    assert remembered_lessons(file) == ()


def test_past_forms_that_cannot_be_removed_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotKeptError):
        forget(_a_folder(tmp_path))
