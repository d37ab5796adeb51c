"""After any step the tree shows the book as it is, and reads what the step touched."""

import random
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.change import Change
from budgetdesk.book.filled_in import mark_filled_in
from budgetdesk.book.setting import put_setting
from budgetdesk.book.submitted import mark_submitted
from budgetdesk.desktop.tree import following
from budgetdesk.desktop.tree.following import follow
from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.source import departments_of, indicators_of
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import Held
from budgetdesk.exchange.sample import create_sample
from tests.book.work import Worker

_STEPS = 20


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "示例.budget"
    create_sample(path)
    with Book.open(path) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        yield book


@pytest.fixture
def model(qtbot: QtBot, book: Book) -> OutlineModel:
    model = OutlineModel(lambda it: indicators_of(book, it))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_departments(departments_of(book))
    return model


def _follow(model: OutlineModel, book: Book, change: Change) -> None:
    follow(model, book, change)


def _told(nodes: Iterable[Node]) -> list[object]:
    """What lines say, and those below them down to projects."""
    return [
        (
            *(it.level, it.id, it.name, it.code, it.detail, it.slot),
            *(it.fullness, it.amount, it.livelihood),
            _told(it.children or () if it.level < Level.PROJECT else ()),
        )
        for it in nodes
    ]


def _require_same(book: Book, model: OutlineModel) -> None:
    assert _told(model.root.children or ()) == _told(departments_of(book))
    for project in model.root.projects():
        if project.children is not None:
            assert _told(project.children) == _told(indicators_of(book, project.id))


@pytest.mark.parametrize("seed", range(2))
def test_the_tree_is_that_of_the_book_after_any_step(
    book: Book, model: OutlineModel, seed: int
) -> None:
    chance, worker = random.Random(seed), Worker(seed)
    book.subscribe(partial(_follow, model, book))
    for _ in range(_STEPS):
        move = chance.random()
        if move < 0.1:
            model.set_query(chance.choice(("", "医", "项目")))
        elif move < 0.3:
            book.undo()
        else:
            with book.step("改") as step:
                for _ in range(chance.choice((1, 1, 3))):
                    worker.do(step)
        _require_same(book, model)


def test_indicators_that_are_read_follow_a_step_over_many_projects(book: Book) -> None:
    model = OutlineModel(lambda it: indicators_of(book, it))
    model.set_departments(departments_of(book))
    book.subscribe(partial(_follow, model, book))
    read_ones = [*model.root.projects()][:3]
    for project in read_ones:
        model.rowCount(model.index_of(project))
    firsts = book.rows("SELECT min(id) FROM indicator WHERE horizon = 'annual' GROUP BY project_id")
    assert len(firsts) > 20
    with book.step("改") as step:
        for (row_id,) in firsts:
            step.update("indicator", row_id, {"name": f"第{row_id}"})
    _require_same(book, model)
    assert [it.children[0].name[0] for it in read_ones if it.children] == ["第"] * 3


def test_marks_of_whichever_forms_are_shown_when_they_come_and_go(
    book: Book, model: OutlineModel
) -> None:
    book.subscribe(partial(_follow, model, book))
    forms: list[Held] = [*read.projects(book)[:2], *read.overalls(book)]
    for marked in (forms[:1], forms, forms[-1:]):
        for done in (True, False):
            with book.step("标记") as step:
                mark_filled_in(step, marked, done=done)
            _require_same(book, model)
        with book.step("设置") as step:
            mark_submitted(step, marked)
            put_setting(step, "另一项", str(len(marked)))
        _require_same(book, model)
    while book.undo() is not None:
        _require_same(book, model)


@pytest.mark.parametrize("query", ["", "医"])
def test_a_project_that_comes_goes_moves_or_is_marked_is_no_reason_to_read_all(
    book: Book, model: OutlineModel, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    whole: list[Book] = []

    def read_all(book: Book, stage: KindDeclaration | None) -> list[Node]:
        whole.append(book)
        return departments_of(book, stage)

    monkeypatch.setattr(following, "departments_of", read_all)
    model.set_query(query)
    book.subscribe(partial(_follow, model, book))
    one, *_, other = read.units(book)
    project_id = read.project_ids(book, unit_id=one.id)[0]
    for deed in (
        partial(edit.move_project, project_id=project_id, unit_id=other.id, position=0),
        partial(mark_filled_in, forms=read.projects(book, [project_id]), done=True),
        partial(edit.delete_project, project_id=project_id),
    ):
        with book.step("改") as step:
            deed(step)
        book.undo()
        book.redo()
        _require_same(book, model)
    assert bool(whole) is bool(query), "what a filter hides is found only in all"
