"""What units fill in is plain data: it is packed, compared and sent as such."""

import json
import marshal
from collections.abc import Callable
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.exchange.sealed.contents import KeptContents, contents_of
from tests.exchange.sealed.conftest import received, run


def test_contents_of_a_book_with_everything_are_plain(sample_book: Path) -> None:
    with Book.open(sample_book, read_only=True) as book:
        assert all(unit.kind for unit in units(book))
        for unit in units(book):
            contents = contents_of(book, unit)
            assert marshal.loads(marshal.dumps(contents)) == json.loads(json.dumps(contents))
            assert KeptContents.of(contents).contents() == contents


def test_packages_of_the_book_itself_are_looked_at(
    put_sample: Callable[[Path], Path], tmp_path: Path
) -> None:
    book = put_sample(tmp_path / "示例.budget")
    assert run("submit", book, "--to", tmp_path)[0] in (0, 1)
    packages = sorted(tmp_path.rglob("*.xlsx"))[:2]
    code, told = received(book, *packages, "--dry-run")
    assert code == 0
    assert len(told) == 2
