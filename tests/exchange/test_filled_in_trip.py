"""填报完成 goes with the projects that are exported, where it holds, and comes back."""

import json
from collections.abc import Callable
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.book.filled_in import filled_in_ids, mark_filled_in
from budgetdesk.book.read import projects
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.importing import import_files
from tests.exchange.conftest import Content

NewBook = Callable[[str, int], Book]
Write = Callable[[str, object], Path]


def test_the_mark_of_a_form_comes_back_and_an_old_mark_does_not(
    new_book: NewBook, write: Write, content: Content
) -> None:
    book, other = new_book("yonghe-2024", 2027), new_book("yonghe-2024", 2027)
    import_files(book, [write("项目.json", content)])
    first, second, _ = projects(book)
    with book.step("填报完成") as step:
        mark_filled_in(step, (first, second), done=True)
    with book.step("改") as step:
        write_field(step, FieldRef(RecordKind.PROJECT, second.id, "plan"), "改过")
    assert filled_in_ids(book) == {first.id}
    written = json.loads(projects_json(book))
    assert [it.get("filled_in") for it in written["projects"]] == [True, None, None]
    import_files(other, [write("出.json", written)])
    done = filled_in_ids(other)
    assert [it.name for it in projects(other) if it.id in done] == [first.name]
    assert projects_json(other) == projects_json(book)
    assert "filled_in" not in projects_json(book, public=True)
