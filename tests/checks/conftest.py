"""Books of the published samples, checked once for all tests."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import Report
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set

SETS = (
    "jincheng-chengqu-2025", "luliang-2025", "taiyuan-2023", "yonghe-2023", "yonghe-2024",
)  # fmt: skip


def published_book(folder: Path, path: Path) -> Book:
    """A new book with everything a sample folder holds."""
    content = json.loads((folder / "projects.json").read_text(encoding="utf-8"))
    book = Book.create(path, BookInfo(content["form_set"], content["fiscal_year"], "样本"))
    names = ("projects.json", "overall.json", "ledger.csv")
    import_files(book, [folder / name for name in names if (folder / name).exists()])
    return book


@dataclass(frozen=True)
class Checked:
    """A sample's book with its full report."""

    book: Book
    report: Report

    def of(self, part: str, code: str) -> list[Finding]:
        """The findings of a rule on the projects (or the department) whose name has a part."""
        return [
            finding
            for finding in self.report.findings
            if finding.code == code and part in (finding.place.project or finding.place.department)
        ]


@pytest.fixture(scope="session")
def checked(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Checked]]:
    """Every sample, imported and checked."""
    samples: dict[str, Checked] = {}
    for name in SETS:
        path = tmp_path_factory.mktemp("样本 审核") / f"{name}.budget"
        book = published_book(shared / "samples" / name, path)
        report = Checker(book, load_form_set(book.info.form_set)).run()
        samples[name] = Checked(book, report)
    yield samples
    for sample in samples.values():
        sample.book.close()
