"""A user's folder of sets with one set of one's own in it, changed from version to version."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from budgetdesk import assets
from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import Department, Unit
from budgetdesk.forms.carried import as_setting, files_of
from budgetdesk.forms.loader import forget_sets, load_form_set
from tests.dictionary.own_set import (
    ADJUSTMENT_FORM,
    DICTIONARY,
    PROJECT_FORM,
    SET,
    SET_FILE,
    as_the_form_asks,
)

RULES = """
[Z01]
title = "配套过少"
severity = "explain"
kind = "project"
when = "配套比例 < 10%"
at = "share"
message = "配套比例只有 {配套比例}。"
why = "应有配套。"
source = "办法"
failing = { share = "3" }
passing = { share = "30" }
"""
FIRST: Mapping[str, str] = {
    "set": f'{SET_FILE}\n[version]\nnumber = 1\ndate = "2026-01-05"\n',
    "dictionary": DICTIONARY,
    "project": PROJECT_FORM,
    "adjustment": ADJUSTMENT_FORM,
    "rules": RULES,
}


@contextmanager
def user_home(folder: Path) -> Iterator[Path]:
    """The user's folder of sets is another one, for as long as that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "_USER_FOLDER", folder)
        forget_sets()
        yield folder
    forget_sets()


def put_set(home: Path, files: Mapping[str, str]) -> None:
    """Let the set that is here say this."""
    (home / SET).mkdir(parents=True, exist_ok=True)
    for old in (home / SET).glob("*.toml"):
        old.unlink()
    for name, text in files.items():
        (home / SET / f"{name}.toml").write_text(text, encoding="utf-8")
    forget_sets()


def second(**changed: str) -> dict[str, str]:
    """The set's second version, with some files that say something else."""
    version = FIRST["set"].replace("number = 1", "number = 2").replace("01-05", "02-06")
    return {**FIRST, "set": version, **changed}


def book_with(path: Path, *names: str) -> Book:
    """A book of the set that is here, with a project for each name, in every field something."""
    form_set = load_form_set(SET)
    carried = as_setting(files_of(assets.forms_folder(), SET))
    book = Book.create(path, BookInfo(SET, 2026, "本年"), form_set.dictionary, carried)
    with book.step("新建") as step:
        owner = Department("202", "卫健局")
        owner = Department(owner.code, owner.name, edit.add_department(step, owner))
        unit = Unit("县医院", owner)
        unit = Unit(unit.name, owner, id=edit.add_unit(step, unit))
        for name in names:
            one = edit.add_project(step, as_the_form_asks(unit))
            for path_, value in (("name", name), ("poverty", f"{name}的成效"), ("share", "35")):
                edit.write_field(step, FieldRef("project", one, path_), value)
            row = edit.write_field(step, FieldRef("project", one, "steps.what"), "招标")
            edit.write_field(step, FieldRef("project", one, "steps.cost", row), 1_500_000)
    return book
