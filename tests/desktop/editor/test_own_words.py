"""What a clerk does is called as the form in front calls it, whatever the program's word is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.desktop.editor.spoken import spoken_name
from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.fields import Field, FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.find_replace import find_texts
from budgetdesk.forms.loader import form_set_ids, load_form_set
from tests.desktop.editor.form_desk import CTRL, Desk, Key, add, open_form, sample_project

OWN = [it for it in form_set_ids() if load_form_set(it).words]


def _said_otherwise(set_id: str) -> list[Field]:
    """The texts of a set's project form that it has other words for."""
    form_set = load_form_set(set_id)
    fields = base_dictionary().kinds[RecordKind.PROJECT].fields.values()
    shown = form_set.shown(RecordKind.PROJECT)
    return [
        it
        for it in fields
        if it.path in shown and it.kind.is_text and not it.listed
        if form_set.in_own_words(it.label) != it.label
    ]


@pytest.fixture(params=OWN)
def desk(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    form_set = load_form_set(request.param)
    info = BookInfo(request.param, form_set.fiscal_year, "别处")
    with Book.create(tmp_path / "账.budget", info, form_set.dictionary) as book:
        yield open_form(qtbot, book, add(book, sample_project()))


def test_some_sets_have_words_of_their_own() -> None:
    assert "national-2015" in OWN
    assert [it.path for it in _said_otherwise("national-2015")] == ["goals.implementation"]


def test_steps_are_called_by_the_forms_own_words(desk: Desk) -> None:
    book, form_set = desk.book, desk.session.form_set
    for field in _said_otherwise(form_set.id):
        own = form_set.in_own_words(field.label)
        ref = FieldRef(RecordKind.PROJECT, desk.project.id, field.path)
        desk.go(ref)
        assert desk.form.current is not None
        assert spoken_name(desk.form, desk.form.current) == own
        desk.type("新的目标")
        desk.press(Key.Key_Return)
        assert book.undo_name == f"修改 {own}"
        desk.go(ref)
        desk.press(Key.Key_Delete)
        assert book.undo_name == f"清除 {own}"
        QApplication.clipboard().setText("贴上的目标")
        desk.press(Key.Key_V, CTRL)
        assert book.undo_name == f"粘贴 {own}"
        history = read.field_history(book, ref)
        assert {it.step for it in history} >= {f"{verb} {own}" for verb in ("修改", "清除", "粘贴")}
        assert own in {hit.label for hit in find_texts(book, "贴上的目标")}


def test_what_is_carried_to_the_year_is_called_so_too(desk: Desk) -> None:
    own = desk.session.form_set.in_own_words("实施期复制到年度")
    names = [it.iconText() for it in desk.form.commands.actions]
    assert own in names
    assert own == "实施期复制到年度" or "实施期复制到年度" not in names
