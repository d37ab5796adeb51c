"""Files as people have them come into a book whole: every field and indicator, or a mark."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.exchange.content import projects_json
from budgetdesk.exchange.importing import import_files

Content = dict[str, Any]
FILES = {
    "luliang-a-sheet-each.xlsx": ("luliang-2025", 2025),
    "luliang-b-one-sheet-shifted.xlsx": ("luliang-2025", 2025),
    "luliang-c-word.docx": ("luliang-2025", 2025),
    "luliang-d-print.pdf": ("luliang-2025", 2025),
    "yonghe-e-print-cut.pdf": ("yonghe-2024", 2024),
    "jincheng-f-annual-word.docx": ("jincheng-chengqu-2025", 2025),
}


def values(content: Content, above: str = "") -> Iterator[tuple[str, object]]:
    """Everything that a project's exchange content says, by its place."""
    for key, value in content.items():
        if key in ("uuid", "_computed"):
            continue
        if isinstance(value, dict):
            yield from values(value, f"{above}{key}.")
        elif isinstance(value, list):
            for number, row in enumerate(value):
                yield from values(row, f"{above}{key}.{number}.")
        elif value not in (None, ""):
            yield f"{above}{key}", value


def in_book(book: Book) -> dict[str, Content]:
    listed: list[Content] = json.loads(projects_json(book))["projects"]
    return {project["name"]: project for project in listed}


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_in_whole(
    name: str, shared: Path, new_book: Callable[[str, int], Book]
) -> None:
    book = new_book(*FILES[name])
    source = shared / "cases" / "foreign" / name
    (report,) = import_files(book, [source]).files
    wanted = json.loads(source.with_suffix(".json").read_text("utf-8"))["projects"]
    found = in_book(book)
    assert [*found] == [project["name"] for project in wanted]
    for project in wanted:
        assert dict(values(found[project["name"]])) == dict(values(project))
    assert report.reading["projects"]
    book.undo()
    assert not in_book(book), "one step"


def test_a_name_that_its_other_half_has_longer_is_marked(
    shared: Path, new_book: Callable[[str, int], Book]
) -> None:
    book = new_book("yonghe-2024", 2024)
    source = shared / "cases" / "foreign" / "yonghe-e-print-cut.pdf"
    (report,) = import_files(book, [source], dry_run=True).files
    (cut,) = report.reading["cut"]
    assert isinstance(cut, dict)
    assert (cut["text"], cut["offer"]) == ("残疾人职工满意", "残疾人职工满意度")
    assert not in_book(book), "a dry run leaves the book as it is"
