"""The marks of tree and strips are those that the book would show if it were opened now."""

import random
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.filled_in import mark_filled_in
from budgetdesk.book.writing import write_field
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.report import tally_of
from budgetdesk.desktop.findings.live import LiveChecks
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.desktop.tree.source import departments_of
from budgetdesk.desktop.window.bearing import tallies_of
from budgetdesk.desktop.window.desk import Desk
from budgetdesk.desktop.window.main_window import MainWindow
from budgetdesk.desktop.window.tabs.strip_entries import StripForms
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import FormMark, Fullness, Tally, mark_of
from budgetdesk.domain.records import Held, RecordKind
from budgetdesk.domain.typed import parse_typed
from budgetdesk.exchange.drawing.invented import invented
from tests.book.work import Worker
from tests.desktop.window.steps import desk_of

_STAGES = ("project", "adjustment", "monitoring", "self_evaluation")
_BELOW = (*_STAGES[1:], "overall_self_evaluation")


class _Work:
    """A clerk's work by chance: any change of a book, forms of stages, and marks."""

    def __init__(self, seed: int, window: MainWindow) -> None:
        assert window.session is not None
        self.chance, self.session = random.Random(seed), window.session
        self._worker = Worker(seed)

    @property
    def book(self) -> Book:
        return self.session.book

    def do(self) -> str:
        deed = self.chance.choice(
            (self.any, self.any, self.mark, self.mark, self.form, self.type, self.type, self.back)
        )
        deed()
        return deed.__name__

    def any(self) -> None:
        with self.book.step("改") as step:
            self._worker.do(step)

    def mark(self) -> None:
        forms = self._forms()
        if forms:
            with self.book.step("填报完成") as step:
                some = self.chance.sample(forms, min(3, len(forms)))
                mark_filled_in(step, some, done=self.chance.random() < 0.8)

    def form(self) -> None:
        kind = self.book.dictionary.kinds[self.chance.choice(_BELOW)]
        there = {one.above.id for one in records(self.book, kind.kind)} if not kind.many else ()
        above = [it for it in self._above(kind.below) if it not in there]
        if above:
            with self.book.step("新建") as step:
                add_record(step, kind.kind, self.chance.choice(above))

    def type(self) -> None:
        kind = self.book.dictionary.kinds[self.chance.choice(_BELOW)]
        made = records(self.book, kind.kind)
        if made:
            field = self.chance.choice([it for it in kind.single if not it.computed])
            ref = FieldRef(kind.kind, self.chance.choice(made).id, field.path, declared=field)
            with self.book.step("填") as step:
                text = self.chance.choice(("", invented(field, 2024, field.choices)))
                write_field(step, ref, parse_typed(field.kind, text))

    def back(self) -> None:
        for _ in range(self.chance.randrange(1, 4)):
            self.session.undo()
        if self.chance.random() < 0.4:
            self.session.redo()

    def _above(self, kind: str) -> list[int]:
        if kind == RecordKind.PROJECT:
            return [*read.project_ids(self.book)]
        return [it.id for it in read.overalls(self.book)]

    def _forms(self) -> list[Held]:
        below = [it for kind in _BELOW for it in records(self.book, kind)]
        return [*read.projects(self.book), *read.overalls(self.book), *below]


def _fresh(desk: Desk) -> LiveChecks:
    """What a whole 审核 of the book as it is finds, as the window holds it."""
    by_record: dict[str, dict[int, list[object]]] = {}
    for it in Checker(desk.session.book, desk.session.form_set).run().findings:
        ref = it.place.ref
        by_record.setdefault(ref.record, {}).setdefault(ref.record_id, []).append(it)
    found = SimpleNamespace(
        by_record=by_record, findings_of=lambda kind, one: by_record.get(kind, {}).get(one, ())
    )
    return cast("LiveChecks", found)


def _require_same(desk: Desk, live: LiveChecks) -> None:
    live.settle()
    told, book = _fresh(desk), desk.session.book
    tallies = tallies_of(desk, told)
    tree = {
        it.id: mark_of(it.fullness, tallies.get((Level.PROJECT, it.id), Tally()))
        for department in departments_of(book, desk.chosen_stage)
        for it in department.projects()
    }
    assert {it.id: it.mark for it in desk.model.root.projects()} == tree
    for page in desk.tabs.pages():
        strip = page.strip
        assert strip is not None
        desk.tabs.tabs.setCurrentWidget(page)
        entries = StripForms(desk.session, page.source).entries()
        found = {it.key: tally_of(told.findings_of(*it.key)) for it in entries}
        wanted = {it.key: mark_of(it.fullness, found[it.key]) for it in entries}
        assert {key: strip.mark(key) for key in strip.keys} == wanted


@pytest.mark.parametrize("seed", range(3))
def test_after_any_work_the_marks_are_those_of_a_book_just_opened(
    window: MainWindow, seed: int
) -> None:
    desk, review = desk_of(window), window.review
    assert review is not None
    review.live.check()
    for project in read.project_ids(desk.session.book)[:3]:
        desk.tabs.open_form(RecordKind.PROJECT, project)
    desk.tabs.open_overall(read.departments(desk.session.book)[0].id)
    work, done = _Work(seed, window), []
    for number in range(60):
        if number % 15 == 0:
            desk.choose_stage(_STAGES[number // 15])
        done.append(work.do())
        _require_same(desk, review.live)
    assert {*done} >= {"any", "mark", "form", "type", "back"}


def test_a_ledger_that_takes_an_overall_form_s_amounts_over_takes_its_mark_back(
    window: MainWindow,
) -> None:
    desk, session = desk_of(window), window.session
    assert session is not None
    department = read.departments(session.book)[0]
    line = read.ledger(session.book)[0]
    overall = read.overall_of(session.book, department.id)
    with session.book.step("清空预算明细") as step:
        for one in read.ledger(session.book):
            edit.delete_ledger_line(step, one.id)
    desk.tabs.open_overall(department.id)
    page = desk.tabs.forms_in_front()
    assert page is not None
    assert page.strip is not None
    with session.book.step("填报完成") as step:
        mark_filled_in(step, [read.overall(session.book, overall.id)], done=True)
    told = page.strip.bar.tabToolTip(0)
    assert Fullness.DONE in told
    with session.book.step("导入预算明细") as step:
        edit.add_ledger_line(step, replace(line, id=0, uuid=""))
    assert Fullness.DONE not in page.strip.bar.tabToolTip(0)
    session.undo()
    assert page.strip.bar.tabToolTip(0) == told


def test_no_form_is_called_checked_after_a_check_was_given_up(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, review, session = desk_of(window), window.review, window.session
    assert review is not None
    assert session is not None
    review.live.check()
    marks = {it.mark for it in desk.model.root.projects()}
    assert marks & {FormMark.CLEAN, FormMark.ERRORS}
    monkeypatch.setattr(Checker, "is_heavy", lambda *_: True)
    monkeypatch.setattr(review.live, "check", lambda **_: review.live.cancel())
    first = next(desk.model.root.projects())
    session.write(FieldRef(RecordKind.PROJECT, first.id, "plan"), "按月发放。")
    review.live.settle()
    review.live.standing_changed.emit()  # as the run that is given up does
    assert not {it.mark for it in desk.model.root.projects()} & {FormMark.CLEAN, FormMark.ERRORS}
    desk.choose_stage("monitoring")
    desk.choose_stage("project")
    assert not {it.mark for it in desk.model.root.projects()} & {FormMark.CLEAN, FormMark.ERRORS}
