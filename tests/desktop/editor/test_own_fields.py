"""What a form set declares is typed into its form like anything else, pasted, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from budgetdesk import assets
from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, record, records
from budgetdesk.book.errors import LockedField
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import Department, RecordKind, Unit
from budgetdesk.exchange.find_replace import find_texts
from budgetdesk.exchange.set_versions.offering import offer_for, take_offer
from budgetdesk.forms import loader
from tests.desktop.conftest import Answers
from tests.desktop.editor.form_desk import CTRL, Desk, Key, add, open_form
from tests.dictionary.own_set import as_the_form_asks, own_book, own_set


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    form_set = own_set(tmp_path)
    (tmp_path / "resources").symlink_to(assets.resource())
    monkeypatch.setattr(assets, "_root", lambda: tmp_path)
    loader.load_form_set.cache_clear()
    with own_book(tmp_path / "自加.budget", form_set) as opened:
        yield opened
    loader.load_form_set.cache_clear()


@pytest.fixture
def desk(qtbot: QtBot, book: Book) -> Desk:
    return open_form(qtbot, book, 1)


def blank_at(desk: Desk, path: str) -> FieldRef:
    """The reference of the cell of a field, as the form has it."""
    cell = next(it for it in desk.form.state.grid.cells if it.field and it.field.path == path)
    assert cell.field is not None
    return cell.field


def put(desk: Desk, path: str, text: str) -> None:
    desk.go(blank_at(desk, path))
    desk.type(text)
    desk.press(Key.Key_Return)


@pytest.mark.parametrize(
    ("path", "typed", "held"),
    [
        ("poverty", "脱贫户12户", "脱贫户12户"),
        ("mentor", "甲", "甲"),
        ("share", "35.50", "35.50"),
        ("indicators.annual.weight", "15", 15),
        ("steps.what", "招标", "招标"),
        ("steps.until", "2026-6-30", "2026-06-30"),
        ("steps.cost", "1.5", 1_500_000),
    ],
)
def test_it_is_typed_undone_and_remembered(
    desk: Desk, path: str, typed: str, held: str | int
) -> None:
    put(desk, path, typed)
    ref = blank_at(desk, path)
    value = desk.form.state.source.held(desk.form.state.record, ref)
    assert value == held
    assert [it.new for it in read.field_history(desk.book, ref)] == [held]
    label = desk.book.dictionary.field(ref).label
    assert desk.book.undo_name == f"修改 {label}"
    desk.press(Key.Key_Z, CTRL)
    ref = blank_at(desk, path)
    assert desk.form.state.source.held(desk.form.state.record, ref) in ("", None)


def test_what_is_no_value_of_the_field_is_refused(desk: Desk) -> None:
    before = desk.steps()
    put(desk, "steps.until", "下个月")
    assert "不是日期" in desk.form.editing.notice.text()
    assert desk.steps() == before
    desk.press(Key.Key_Escape)


def test_a_row_is_added_and_removed(desk: Desk) -> None:
    put(desk, "steps.what", "招标")
    desk.go(blank_at(desk, "steps.what"))
    desk.press(Key.Key_Return, CTRL)
    desk.type("实施")
    desk.press(Key.Key_Return)
    rows = value_of(read.project(desk.book, 1), "steps")
    assert isinstance(rows, tuple)
    assert [row.declared["what"] for row in rows] == ["招标", "实施"]
    desk.go(blank_at(desk, "steps.what"))
    desk.press(Key.Key_Minus, CTRL)
    rows = value_of(read.project(desk.book, 1), "steps")
    assert isinstance(rows, tuple)
    assert [row.declared["what"] for row in rows] == ["实施"]


def test_a_block_is_pasted_over_the_list(desk: Desk) -> None:
    desk.go(blank_at(desk, "steps.what"))
    desk.paste("招标\t2026-6-30\t1.5\n实施\t2026-9-30\t2")
    rows = value_of(read.project(desk.book, 1), "steps")
    assert isinstance(rows, tuple)
    assert [(row.declared["what"], row.declared["cost"]) for row in rows] == [
        ("招标", 1_500_000), ("实施", 2_000_000),
    ]  # fmt: skip


def test_the_form_of_an_own_kind_is_filled_in(qtbot: QtBot, book: Book) -> None:
    with book.step("新建 调整") as step:
        made = add_record(step, "adjustment", 1)
    desk = open_form(qtbot, book, made, "adjustment")
    put(desk, "reason", "任务变了")
    put(desk, "changes.before", "100人")
    one = record(book, "adjustment", made)
    assert value_of(one, "reason") == "任务变了"
    desk.go(blank_at(desk, "project.name"))
    before = desk.steps()
    desk.type("别名")
    desk.press(Key.Key_Return)
    assert desk.steps() == before, "the project's name is shown, not typed here"
    with book.step("改名") as step:
        step.update("project", 1, {"name": "新名"})
    desk.form.reload()
    assert value_of(desk.form.state.record, "project.name") == "新名"
    assert desk.form.state.kind != RecordKind.PROJECT


def test_a_book_made_before_takes_the_fields_over_when_it_is_asked(
    qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    with Book.create(tmp_path / "老.budget", book.info) as older:
        add(older, as_the_form_asks(Unit("县医疗集团", Department("202", "卫健局"))))
        desk = open_form(qtbot, older, 1)
        with pytest.raises(LockedField, match="本账套还没有加上"), older.step("写") as step:
            edit.write_field(step, blank_at(desk, "poverty"), "说明")
        offer = offer_for(older)
        assert offer is not None
        assert take_offer(older, offer)
        assert offer_for(older) is None
        desk.form.reload()
        put(desk, "poverty", "说明")
        assert value_of(read.project(older, 1), "poverty") == "说明"


def test_words_are_found_and_replaced_in_what_is_declared(desk: Desk) -> None:
    put(desk, "poverty", "脱贫户12户")
    put(desk, "steps.what", "为脱贫户招标")
    hits = find_texts(desk.book, "脱贫户")
    assert [hit.label for hit in hits] == ["巩固脱贫成果说明", "步骤内容"]


def test_a_record_below_is_made_from_the_menu(qtbot: QtBot, book: Book, answers: Answers) -> None:
    tabs = FormTabs(Session(book), 100)
    qtbot.addWidget(tabs)
    tabs.open_form(RecordKind.PROJECT, 1)
    menu = {it.iconText(): it for it in tabs.pages()[0].menu() if it is not None}
    answers.dialogs = [lambda _: True]
    menu["新建调整"].trigger()
    (made,) = records(book, "adjustment")
    assert (tabs.current_form().kind, tabs.current_form().record_id) == ("adjustment", made.id)  # type: ignore[union-attr]
    assert book.undo_name == "新建 绩效目标调整表 1"
    book.undo()
    assert records(book, "adjustment") == ()


def test_what_is_pasted_into_a_blank_row_is_filled_on_in_the_row_it_makes(desk: Desk) -> None:
    desk.go(blank_at(desk, "steps.what"))
    for text in ("招标", "2026-6-30"):
        QGuiApplication.clipboard().setText(text)
        desk.press(Key.Key_V, CTRL)
        desk.press(Key.Key_Tab)
    rows = value_of(read.project(desk.book, 1), "steps")
    assert isinstance(rows, tuple)
    assert [row.declared["what"] for row in rows] == ["招标"], "one row, and not one for each cell"
