"""A disk that takes no writes any more, or is gone, is told by name; closing goes through."""

import errno
import os
from pathlib import Path

import pytest

from budgetdesk.book import seal
from budgetdesk.book.book import Book
from budgetdesk.book.errors import WriteFailed
from budgetdesk.book.lock import lock_path
from budgetdesk.book.seal import SealState, seal_of
from tests.book.content import content
from tests.book.records import add_unit

REFUSALS = [errno.EROFS, errno.EIO, errno.EACCES, errno.ENODEV, errno.ESTALE]


def refusing(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", REFUSALS)
def test_a_step_whose_seal_cannot_be_broken_is_refused_by_name_and_can_be_tried_again(
    book: Book, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert book.bring_up_to_date()
    before = content(book)

    def refuse(*_: object) -> None:
        raise refusing(number)

    with monkeypatch.context() as broken:
        broken.setattr(seal, "put", refuse)
        with pytest.raises(WriteFailed, match="请检查磁盘") as refused:
            add_unit(book)
        assert "Errno" not in str(refused.value)
        assert content(book) == before
    add_unit(book)
    assert book.bring_up_to_date(), "nobody counts as writing still"
    with book.path.open("rb") as file:
        assert seal_of(file.fileno()).state is SealState.SET


@pytest.mark.parametrize("number", REFUSALS)
def test_a_lock_that_cannot_be_removed_does_not_keep_the_book_from_closing(
    book: Book, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise refusing(number)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refuse)
        book.close()
    assert lock_path(book.path).exists()
    # As another process finds it, once this one has ended.
    monkeypatch.setattr("budgetdesk.book.lock.start_mark", lambda _process: None)
    with Book.open(book.path) as again:
        assert not again.read_only
