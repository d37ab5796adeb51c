"""The index of past forms in the user's folder."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.book.book import Book
from budgetdesk.suggestions.index import forget, remember, remembered
from budgetdesk.suggestions.past import PastForm, PastRow, past_forms

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_ROWS = st.tuples(
    st.builds(PastRow, _TEXT, _TEXT, _TEXT, st.none() | st.floats(0, 1)),
)
_FORMS = st.lists(
    st.builds(
        PastForm, _TEXT, st.integers(2000, 2100), _TEXT, _TEXT, _TEXT,
        st.dictionaries(_TEXT, st.integers(1, 9), max_size=3), _ROWS,
    ),
    max_size=4, unique_by=lambda form: (form.uuid, form.year),
)  # fmt: skip


@settings(max_examples=12)
@given(_FORMS)
def test_what_is_put_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, forms: list[PastForm]
) -> None:
    file = tmp_path_factory.mktemp("用户") / "往年.sqlite"
    remember(file, Path("甲.budget"), forms)
    assert list(remembered(file)) == forms


def test_a_book_s_forms_take_the_place_of_those_it_brought_before(
    sample_book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "数据" / "往年.sqlite"
    with Book.open(sample_book, read_only=True) as book:
        forms = tuple(past_forms(book))
        assert remember(file, sample_book, past_forms(book)) == len(forms)
        remember(file, sample_book, forms[:3])
    assert remembered(file) == forms[:3]
    assert remembered(file, apart=sample_book) == ()


def test_a_form_in_two_books_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "往年.sqlite"
    old, new = PastForm("一", 2025, "旧", "单位"), PastForm("一", 2025, "新", "单位")
    remember(file, tmp_path / "甲.budget", [old])
    remember(file, tmp_path / "乙.budget", [new])
    assert remembered(file) == (new,)


def test_it_can_be_emptied_and_what_is_damaged_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "往年.sqlite"
    assert remembered(file) == ()
    forget(file)
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 20)
    assert remembered(file) == ()
    remember(file, tmp_path / "甲.budget", [PastForm("一", 2025, "名", "单位")])
    assert len(remembered(file)) == 1
    forget(file)
    assert remembered(file) == ()


def test_it_holds_no_persons_and_no_sentences(sample_book: Path, tmp_path: Path) -> None:
    file = tmp_path / "往年.sqlite"
    with Book.open(sample_book, read_only=True) as book:
        remember(file, sample_book, past_forms(book))
        signed = book.rows("SELECT responsible, handler, phone FROM project")
        overviews = [text for (text,) in book.rows("SELECT overview FROM project") if text]
    with sqlite3.connect(file) as kept:
        held = "\n".join(str(row) for row in kept.execute("SELECT * FROM form"))
    assert not [text for row in signed for text in row if text and text in held]
    assert not [text for text in overviews if text[:12] in held]
