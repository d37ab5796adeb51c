"""Undo and redo: any step, by name, in any order of work, over a restart."""

import random
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.book import edit, undo
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BusyBook, DamagedBook
from tests.book.content import Content, content, require_sound
from tests.book.records import a_project, add_unit
from tests.book.work import Worker, bulk


def rename(book: Book, name: str) -> None:
    with book.step(name) as step:
        step.update("department", 1, {"name": name})


def test_steps_are_undone_and_redone_by_name(book: Book) -> None:
    add_unit(book)
    rename(book, "甲")
    rename(book, "乙")
    assert (book.undo_name, book.redo_name) == ("乙", None)
    undone = book.undo()
    assert undone is not None
    assert (undone.name, undone.kind) == ("乙", "undo")
    assert (book.undo_name, book.redo_name) == ("甲", "乙")
    redone = book.redo()
    assert redone is not None
    assert (redone.name, redone.kind) == ("乙", "redo")
    assert book.rows("SELECT name FROM department") == [("乙",)]
    assert book.redo() is None


def test_what_is_settled_stays_on_record_and_stands(book: Book) -> None:
    add_unit(book)
    rename(book, "甲")
    rename(book, "乙")
    book.undo()
    book.settle()
    assert (book.undo(), book.redo()) == (None, None)
    assert book.rows("SELECT name FROM department") == [("甲",)]
    assert {entry.new for entry in book.history("department", 1, "name")} >= {"甲", "乙"}
    rename(book, "丙")
    assert book.undo_name == "丙"
    book.undo()
    assert book.rows("SELECT name FROM department") == [("甲",)]


def test_a_new_book_has_nothing_to_undo(book: Book) -> None:
    assert book.undo_name is None
    assert book.undo() is None
    assert book.redo() is None
    assert book.info.form_set == "yonghe-2024"


def test_undo_lasts_over_a_restart(book: Book) -> None:
    add_unit(book)
    rename(book, "甲")
    rename(book, "乙")
    book.undo()
    book.close()
    with Book.open(book.path) as again:
        assert (again.undo_name, again.redo_name) == ("甲", "乙")
        again.redo()
        assert again.rows("SELECT name FROM department") == [("乙",)]
        assert [step.name for step in again.undo_steps(10)] == ["乙", "甲", "新建 单位"]


def test_new_work_ends_what_could_be_redone(book: Book) -> None:
    add_unit(book)
    rename(book, "甲")
    book.undo()
    rename(book, "乙")
    assert book.redo_name is None
    assert book.redo_steps() == ()
    assert [step.name for step in book.undo_steps()] == ["乙", "新建 单位"]


def test_undo_to_a_step_takes_it_back_too(book: Book) -> None:
    unit = add_unit(book)
    before = content(book)
    for name in "甲乙丙":
        rename(book, name)
    wanted = book.undo_steps()[2]
    assert wanted.name == "甲"
    assert [change.name for change in book.undo_to(wanted.step_id)] == ["丙", "乙", "甲"]
    assert content(book) == before
    assert [step.name for step in book.redo_steps()] == ["甲", "乙", "丙"]
    assert book.undo_to(wanted.step_id) == (), "it is undone already"
    assert unit.id


def test_rows_come_back_with_their_ids(book: Book) -> None:
    unit = add_unit(book)
    with book.step("加") as step:
        edit.add_project(step, a_project(unit))
    before = content(book)
    with book.step("删") as step:
        edit.delete_department(step, unit.department.id)
    assert book.rows("SELECT count(*) FROM indicator") == [(0,)]
    book.undo()
    assert content(book) == before


def test_an_undone_id_is_never_given_again(book: Book) -> None:
    unit = add_unit(book)
    ids = []
    for _ in range(3):
        with book.step("加") as step:
            ids.append(edit.add_project(step, a_project(unit)))
        book.undo()
    assert len(set(ids)) == 3


def test_a_value_changed_twice_in_a_step_comes_back(book: Book) -> None:
    add_unit(book)
    before = content(book)
    with book.step("两次") as step:
        step.update("department", 1, {"name": "甲"})
        step.update("department", 1, {"name": "乙"})
        step.update("department", 1, {"name": before["department"][0][-1], "code": "9"})
    book.undo()
    assert content(book) == before


def test_another_connections_step_is_undone_like_its_own(book: Book) -> None:
    add_unit(book)
    before = content(book)
    with book.companion() as companion:
        bulk(companion, 1, 3)
    book.catch_up()
    assert book.undo_name == "导入"
    book.undo()
    assert content(book) == before


def test_a_long_step_is_undone_and_redone_without_being_held_whole(book: Book) -> None:
    rows, name = 1_500, "长" * 2_000
    with book.step("导入") as step:
        for number in range(rows):
            step.insert("department", {"position": number, "code": "1", "name": name})
    for move, there in ((book.undo, 0), (book.redo, rows)):
        tracemalloc.start()
        move()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert book.rows("SELECT count(*) FROM department") == [(there,)]
        assert most < rows * len(name), "not even half of what its names take"
        assert book.rows("PRAGMA temp_store") == [(0,)], "as it was"


def test_undo_is_refused_when_another_connection_was_quicker(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unit(book)
    rename(book, "甲")
    book.undo()
    undoable, redoable = undo.undo_steps(book._store, 1)[0], undo.redo_steps(book._store, 1)[0]
    book.redo()
    state = content(book)
    for revert, step in ((undo.undo, undoable), (undo.redo, redoable)):
        with pytest.raises(BusyBook):
            revert(book._store, book._columns, step)
        assert content(book) == state


def test_a_journal_that_does_not_fit_the_book_is_named(book: Book) -> None:
    add_unit(book)
    rename(book, "甲")
    with book.step("清") as step:
        step.delete("department", 1)
    book._store.execute("UPDATE step SET state = 'dead' WHERE name = '清'")
    before = content(book)
    with pytest.raises(DamagedBook, match="department 1"):
        book.undo()
    assert content(book) == before


SEEDS, STEPS = st.integers(0, 2**32), st.integers(5, 50)
UNHURRIED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@settings(max_examples=12, **UNHURRIED)
@given(seed=SEEDS, steps=STEPS)
def test_work_undone_and_redone_at_random_is_exact(empty_book: Path, seed: int, steps: int) -> None:
    _day_of_undoing(empty_book, seed, steps)


@pytest.mark.proof
@pytest.mark.timeout(1800)
@settings(max_examples=300, **UNHURRIED)
@given(seed=SEEDS, steps=STEPS)
def test_much_work_undone_and_redone_is_exact(empty_book: Path, seed: int, steps: int) -> None:
    _day_of_undoing(empty_book, seed, steps)


def _day_of_undoing(empty_book: Path, seed: int, steps: int) -> None:
    """`states` is what the book must say after each number of steps in force."""
    path = empty_book.with_name("work.budget")
    shutil.copy(empty_book, path)
    worker, chance = Worker(seed), random.Random(seed)
    with Book.open(path) as book:
        book._store.execute("PRAGMA synchronous = OFF")
        bulk(book, seed, 2)
        states: list[Content] = [content(book)]
        here = 0
        for _ in range(steps):
            here = _one_move(book, worker, chance, states, here)
            assert content(book) == states[here]
        require_sound(book)
        _undo_all_and_redo_all(book, states, here)
        require_sound(book)


def _undo_all_and_redo_all(book: Book, states: list[Content], here: int) -> None:
    while here:
        book.undo()
        here -= 1
        assert content(book) == states[here]
    assert book.undo_name == "导入"
    while book.redo() is not None:
        here += 1
        assert content(book) == states[here]
    assert here == len(states) - 1


def _one_move(
    book: Book, worker: Worker, chance: random.Random, states: list[Content], here: int
) -> int:
    """Undo, redo or work; the number of steps in force then."""
    move = chance.random()
    if move < 0.2:
        return here - 1 if here and book.undo() else here
    if move < 0.35:
        return here + 1 if book.redo() else here
    last = book.rows("SELECT max(id) FROM step")
    with book.step("工作") as step:
        for _ in range(chance.randrange(1, 5)):
            worker.do(step)
    if book.rows("SELECT max(id) FROM step") == last:
        return here
    states[here + 1 :] = [content(book)]
    return here + 1
