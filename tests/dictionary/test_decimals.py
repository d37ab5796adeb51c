"""A decimal(2) takes two decimals, typed, pasted or imported; nothing is rounded unasked."""

from pathlib import Path
from typing import cast

import pytest

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, records
from budgetdesk.book.errors import ManyDecimals
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import DeclaredRow
from budgetdesk.domain.typed import has_more_decimals
from tests.dictionary.cycle_book import cycle_book


@pytest.mark.parametrize(
    ("text", "most", "more"),
    [
        ("12.5", 2, False),
        ("12.50", 1, False),
        ("12.345", 2, True),
        ("12", 0, False),
        ("12.0", 0, False),
        ("0.1", 0, True),
        ("12.3456789", None, False),
    ],
)
def test_zeros_at_the_end_are_no_decimals(text: str, most: int | None, more: bool) -> None:
    assert has_more_decimals(text, most) is more


def test_more_decimals_than_the_form_takes_are_refused(tmp_path: Path) -> None:
    with cycle_book(tmp_path / "位数.budget") as book:
        with book.step("新建") as step:
            made = add_record(step, "self_evaluation", 1)
        first = _rows(book)[0]
        ref = FieldRef("self_evaluation", made, "indicators.weight", first.id)
        for write in (
            lambda step: edit.write_field(step, ref, "12.345"),
            lambda step: edit.write_rows(step, [(ref, "12.345")]),
        ):
            with (
                pytest.raises(ManyDecimals, match="「分值」最多 2 位小数"),
                book.step("填") as step,
            ):
                write(step)
        with book.step("填") as step:
            edit.write_field(step, ref, "12.34")
        assert _rows(book)[0].declared["weight"] == "12.34"


def _rows(book: Book) -> tuple[DeclaredRow, ...]:
    held = value_of(records(book, "self_evaluation")[0], "indicators")
    return cast("tuple[DeclaredRow, ...]", held)
