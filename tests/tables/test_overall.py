"""The overall form takes its funding over from the ledger."""

from pathlib import Path

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.read import departments, overalls
from budgetdesk.domain.records import OverallByDirection, OverallBySource, OverallForm
from budgetdesk.exchange.sample import create_sample
from budgetdesk.tables.overall import recalculate_overalls


def test_the_ledger_replaces_what_was_typed_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "示例.budget"
    create_sample(path)
    with Book.open(path) as book:
        (before,) = overalls(book)
        with book.step("运算") as step:
            assert recalculate_overalls(book, step) == 1
        (after,) = overalls(book)
        total = book.rows("SELECT sum(amount) FROM ledger_line WHERE origin = 'current'")[0][0]
        assert after.by_source == OverallBySource(total, total, 0, 0, 0, 0, 0)
        assert after.by_direction.total == total
        assert after.duties == before.duties
        with book.step("再算") as step:
            assert recalculate_overalls(book, step) == 0
        book.undo()
        assert overalls(book) == (before,)


def test_a_department_without_ledger_keeps_its_figures(book: Book) -> None:
    (owner,) = departments(book)
    typed = OverallForm(owner, by_direction=OverallByDirection(total=5, basic=3, project=2))
    with book.step("整体") as step:
        edit.put_overall(step, typed)
        assert recalculate_overalls(book, step) == 0
    assert overalls(book)[0].by_direction == typed.by_direction
