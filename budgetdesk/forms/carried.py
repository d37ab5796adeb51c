"""An office's own form set travels in the books made with it, so that they open everywhere.

Its files stand in a setting of the book. Where a book is opened and the set is not known, they are
put into the user's folder of sets; a set that is known already stays as it is. The book is filled
in by the set within it (`budgetdesk/forms/inside.py`).
"""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from budgetdesk.assets import forms_folder, user_forms_folder
from budgetdesk.book.declared import SETTING as SETTING
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.forms.loader import chain_of, forget_sets, is_known, is_set_id, texts_in

if TYPE_CHECKING:
    from budgetdesk.book.book import Book

_MOST = 2_000_000  # characters: a book comes from a stranger
_FILE = re.compile(r"[a-z][a-z0-9_]{0,40}\.toml")

SetFiles = Mapping[str, Mapping[str, str]]
"""The texts of the files of sets, by set and file name."""


def files_of(folder: Path, set_id: str) -> SetFiles:
    """The files of a set below `folder` and of those it extends, without the sets that ship.

    Raises:
        FormSetError: a set of the chain is not there or cannot be read.
    """
    homes = [part.file.parent for part in chain_of(folder, set_id)]
    found = {home.name: texts_in(home) for home in homes}
    return {
        name: texts for name, texts in found.items() if texts != texts_in(forms_folder() / name)
    }


def as_setting(files: SetFiles) -> Mapping[str, str]:
    """The setting that a new book keeps them in; none where only sets that ship are used."""
    return {SETTING: json.dumps(files, ensure_ascii=False)} if files else {}


def install(files: SetFiles) -> None:
    """Put sets into the user's folder, each whole, over what is there of that name.

    Raises:
        FormSetError: a name is none of a set or file, or the folder can't be written.
    """
    folder = user_forms_folder()
    require_names(files, folder)
    for set_id, texts in files.items():
        try:
            _put(folder, set_id, texts)
        except OSError as error:
            told = f"套表不能存到这个文件夹（{error.strerror}），请检查文件夹的权限。"
            raise FormSetError(folder / set_id / "set.toml", "", "", told) from error
    forget_sets()


def require_names(files: SetFiles, folder: Path) -> None:
    """Refuse names that are none of a set and its files: they would lie somewhere else.

    Raises:
        FormSetError: one is none.
    """
    for set_id, texts in files.items():
        if not is_set_id(set_id) or not all(map(_FILE.fullmatch, texts)):
            raise FormSetError(folder / "set.toml", "", "", f"套表名或文件名「{set_id}」不能用。")


def _put(folder: Path, set_id: str, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=".", dir=folder))
    try:
        made = unfinished / set_id
        write_set(made, texts)
        take_place(made, folder / set_id)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write_set(home: Path, texts: Mapping[str, str]) -> None:
    """Write the files of a set into a new folder of its name."""
    home.mkdir()
    for name, text in texts.items():
        (home / name).write_text(text, encoding="utf-8", newline="\n")


def take_place(made: Path, home: Path) -> None:
    """Let a new set take the place of what is there, which goes back where that fails."""
    if not home.exists():
        made.rename(home)
        return
    aside = made.with_name(".before")  # no name of a set
    home.rename(aside)
    try:
        made.rename(home)
    except OSError:
        aside.rename(home)
        raise


def carried_by(book: "Book") -> Mapping[str, str]:
    """The setting with the sets that a book brings, for another book made like it."""
    found = book.rows("SELECT value FROM setting WHERE key = ? AND value IS NOT NULL", (SETTING,))
    return {SETTING: str(found[0][0])} if found else {}


def bring_sets(book: "Book") -> None:
    """Put the set that a book brings into the user's folder, where it is not known here.

    Raises:
        FormSetError: what the book brings is no form set, or the folder can't be written.
    """
    found = book.rows("SELECT value FROM setting WHERE key = ?", (SETTING,))
    if found:
        bring_set(book.info.form_set, str(found[0][0]), book.path)


def files_in(book: "Book") -> SetFiles:
    """The files of the sets that a book brings; none where it was made with one that ships.

    Raises:
        FormSetError: what it brings are no files of sets.
    """
    found = book.rows("SELECT value FROM setting WHERE key = ? AND value IS NOT NULL", (SETTING,))
    return read_files(book.path, str(found[0][0])) if found else {}


def bring_set(set_id: str, text: str, path: Path) -> None:
    """Put the set that a file brings, as its setting has it, where `bring_sets` puts one."""
    if text and not is_known(set_id):
        files = read_files(path, text)
        install({name: texts for name, texts in files.items() if not is_known(name)})


def read_files(path: Path, text: str) -> SetFiles:
    """The files of sets that the setting of a book at `path` says.

    Raises:
        FormSetError: it is no such setting.
    """
    try:
        files: object = json.loads(text) if len(text) <= _MOST else None
    except ValueError:
        files = None
    sets: dict[str, Any] = files if isinstance(files, dict) else {"": None}
    if not all(isinstance(it, dict) and all(map(_is_text, it.values())) for it in sets.values()):
        raise FormSetError(path, "", "", "账套带来的套表读不出来，请向制作账套的单位要套表文件。")
    return sets


def _is_text(value: object) -> bool:
    return isinstance(value, str)
