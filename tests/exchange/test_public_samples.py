"""The published forms hold no person, so that each of them may be published again."""

from pathlib import Path

import pytest

from budgetdesk.book.read import projects
from budgetdesk.domain.file_kinds import EXCEL, EXCHANGE, WORD
from budgetdesk.exchange.disclosing import DisclosureWish, disclose_book
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.selection import Selection
from tests.checks.conftest import SETS, published_book

FORMS = {
    "jincheng-chengqu-2025": 10, "luliang-2025": 9, "taiyuan-2023": 1, "yonghe-2023": 9,
    "yonghe-2024": 62,
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_the_published_forms_may_be_published(shared: Path, tmp_path: Path, name: str) -> None:
    with published_book(shared / "samples" / name, tmp_path / "样本.budget") as book:
        filled = [it for it in projects(book) if it.is_filled_in]
        assert len(filled) == FORMS[name]
        has_ledger = (shared / "samples" / name / "ledger.csv").exists()
        wish = ExportOrder((EXCEL, EXCHANGE), Selection(None, None, tables=has_ledger), public=True)
        written = {path.name for path in export_book(book, tmp_path / "公开", wish)}
        assert {"样本.xlsx", "projects.json"} <= written
        assert ("样本 报表.xlsx" in written) is has_ledger
        if has_ledger:
            (made,) = disclose_book(book, tmp_path / "公开", DisclosureWish((WORD,)))
            assert [path.suffix for path in made.paths] == [".docx"]
