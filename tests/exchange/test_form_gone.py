"""A book whose form set has lost a form: what it holds goes out, and what can't is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department
from budgetdesk.book.overall import put_overall
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE
from budgetdesk.domain.records import Department, OverallForm
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.forms.loader import forget_sets, load_form_set

_SET = 'extend = "yonghe-2024"\nname = "某县2024年套表"\nfiscal_year = 2024\nforms = '


@pytest.fixture
def own_sets(tmp_path: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUDGETDESK_FORMS", str(tmp_path))
        yield
    forget_sets()


@pytest.fixture
def book(tmp_path: Path, own_sets: None) -> Iterator[Book]:
    file = tmp_path / "own-2024" / "set.toml"
    file.parent.mkdir()
    file.write_text(f'{_SET}["project", "overall"]\n', encoding="utf-8")
    form_set = load_form_set("own-2024")
    info = BookInfo(form_set.id, 2024, "整体")
    with Book.create(tmp_path / "一.budget", info, form_set.dictionary) as made:
        with made.step("整体表") as step:
            department = Department("202", "卫健局")
            owner = Department("202", "卫健局", add_department(step, department))
            put_overall(step, OverallForm(owner, duties="管卫生。"))
        file.write_text(f'{_SET}["project"]\n', encoding="utf-8")
        forget_sets()
        yield made


def test_its_exchange_file_is_whole(book: Book, tmp_path: Path) -> None:
    export_book(book, tmp_path / "出", ExportOrder((EXCHANGE,)))
    assert "管卫生。" in (tmp_path / "出" / "overall.json").read_text("utf-8")


def test_it_cannot_be_printed_and_that_is_said(book: Book, tmp_path: Path) -> None:
    with pytest.raises(ExportFault, match=r"没有这张表的样式，印不出来；.*forms 中加上 overall"):
        export_book(book, tmp_path / "出", ExportOrder((EXCEL,)))
