"""Signs of targets as keyboards give them, and sentences about rows that have no name yet."""

import shutil
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.checks.finding import SetField
from budgetdesk.domain.target_parts import parts_of, with_plain_sign
from budgetdesk.exchange.checking import check_book
from budgetdesk.forms.parts import SIGN, with_part
from tests.checks.building import case, put
from tests.checks.test_rules import found_by

_SLIPS = [
    *((it, "≥") for it in ("》=", "》＝", ">=", "＞＝", "=>", "＝》", "≧", "⩾", "〉=", "≥=")),
    *((it, "≤") for it in ("《=", "《＝", "<=", "＜＝", "=<", "＝《", "≦", "⩽", "〈=")),
    *((it, ">") for it in ("》", "〉", "＞")),
    *((it, "<") for it in ("《", "〈", "＜")),
    ("＝", "="),
]


@pytest.mark.parametrize(("typed", "meant"), _SLIPS)
def test_a_sign_is_taken_as_a_keyboard_gives_it(typed: str, meant: str) -> None:
    assert with_plain_sign(f"{typed} 3所") == f"{meant}3所"
    assert parts_of(with_plain_sign(f"{typed}3所")) == (meant, "3", "所")
    assert with_part(SIGN, "3所", typed) == f"{meant}3所"


@pytest.mark.parametrize(
    "text", ["≥3所", "《2024年规划》印发", "》及时", "3所", "", "2024年12月", ">3", "=3", "≥ 3所"]
)
def test_what_is_no_slip_stays_as_it_is(text: str) -> None:
    assert with_plain_sign(text) == text


@pytest.mark.parametrize("typed", ["》=3所", "《=3所", "》3所", "《3所", "＝3所"])
def test_an_imported_slip_of_a_sign_is_told_once_and_mended(typed: str) -> None:
    (found,) = found_by("Q45", case(put("数量", "维修学校", typed)))
    assert "不成对" not in found.message
    assert found.fix is not None
    assert {it.text for it in found.fix.edits if isinstance(it, SetField)} == {
        with_plain_sign(typed)
    }


def test_no_sentence_quotes_a_name_that_is_blank(sample_book: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample_book, tmp_path / "无名.budget"))
    with Book.open(path) as book:
        with book.step("清空") as step:
            for (row,) in step.rows("SELECT id FROM indicator"):
                step.update("indicator", row, {"name": ""})
        messages = [it.message for it in check_book(book).findings]
    assert any(it.startswith("指标值“") for it in messages)
    assert not [it for it in messages if "“”" in it or "「」" in it]
