"""A new book for each test, and the bundled sample's files to take apart."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo

Content = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with Chinese and a blank in its name."""
    folder = tmp_path / "预算 2024"
    folder.mkdir()
    return folder


@pytest.fixture
def new_book(folder: Path) -> Iterator[Callable[[str, int], Book]]:
    """Makes an empty book of a form set and year."""
    made: list[Book] = []

    def make(form_set: str, year: int) -> Book:
        path = folder / f"账套 {len(made)}.budget"
        made.append(Book.create(path, BookInfo(form_set, year, f"试验 {year}")))
        return made[-1]

    yield make
    for book in made:
        book.close()


@pytest.fixture
def book(new_book: Callable[[str, int], Book]) -> Book:
    return new_book("yonghe-2024", 2024)


@pytest.fixture(scope="session")
def _bureau() -> Content:
    content: Content = json.loads(resource("sample", "bureau.json").read_text("utf-8"))
    content["projects"] = content["projects"][:3]
    for project in content["projects"]:
        for kind in ("monitoring", "self_evaluation"):  # the base dictionary has no such records
            project.pop(kind, None)
    return content


@pytest.fixture
def content(_bureau: Content) -> Content:
    """Three projects of the bundled sample as exchange JSON, free to be spoilt."""
    return copy.deepcopy(_bureau)


@pytest.fixture
def overall_content() -> Content:
    """The bundled sample's overall form, free to be spoilt."""
    content: Content = json.loads(resource("sample", "overall.json").read_text("utf-8"))
    return content


@pytest.fixture
def write(folder: Path) -> Callable[[str, object], Path]:
    """Writes a file: bytes and text as they are, anything else as JSON."""

    def write_file(name: str, data: object) -> Path:
        path = folder / name
        if isinstance(data, bytes):
            path.write_bytes(data)
        elif isinstance(data, str):
            path.write_text(data, "utf-8", newline="")
        else:
            path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return path

    return write_file


_TABLES = (
    "department", "unit", "project", "funding", "indicator", "ledger_line", "overall",
    "overall_indicator", "key_task", "setting", "step",
)  # fmt: skip


def state_of(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a book, to compare before and after."""
    return {table: book.rows(f"SELECT * FROM {table} ORDER BY id") for table in _TABLES}


@pytest.fixture
def state() -> Callable[[Book], dict[str, list[tuple[Any, ...]]]]:
    return state_of
