"""审核 over an archive finds what it finds in the book, and keeps it with the rules' version."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.archive import checking
from budgetdesk.archive.checking import check_archive, rule_set_of
from budgetdesk.archive.loading import load_files
from budgetdesk.book.book import Book
from budgetdesk.exchange.checking import check_book, finding_content
from tests.archive.conftest import Ask
from tests.archive.packages import PackageMaker, write_package
from tests.exchange.sealed.conftest import run


def test_the_sample_department_has_the_same_findings(
    archive: str, ask: Ask, sample_book: Path
) -> None:
    load_files(archive, [sample_book])
    [checked] = check_archive(archive)
    with Book.open(sample_book) as book:
        report = check_book(book)
    expected = [json.loads(json.dumps(finding_content(it))) for it in report.findings]
    assert (checked.fault, checked.findings) == ("", len(expected))
    kept = [content for (content,) in ask("SELECT content FROM budgetdesk.finding ORDER BY n")]
    assert kept == expected
    assert ask("SELECT DISTINCT rule_set FROM budgetdesk.check_run") == [
        (rule_set_of("yonghe-2024"),)
    ]
    told = ask("SELECT sum(findings)::int FROM budgetdesk_newest.findings")
    assert told == [(len(expected),)]
    assert check_archive(archive) == [replace(checked, is_new=False)]
    assert ask("SELECT count(*) FROM budgetdesk.check_run") == [(1,)]


def test_other_versions_or_rules_are_checked_anew(
    archive: str, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = PackageMaker(1)
    runs = "SELECT count(*) FROM budgetdesk.check_run"
    shown = "SELECT sum(findings)::int FROM budgetdesk_newest.findings"
    load_files(archive, [write_package(tmp_path / "1.xlsx", make.envelope("卫生院", 1))])
    assert check_archive(archive)[0].is_new
    load_files(archive, [write_package(tmp_path / "2.xlsx", make.envelope("卫生院", 2, 2))])
    second = check_archive(archive)[0]
    assert (second.is_new, second.fault) == (True, "")
    assert ask(runs) == [(2,)]
    assert ask(shown) == [(second.findings,)]
    monkeypatch.setattr(checking, "__version__", "9.9")
    assert check_archive(archive)[0].is_new
    assert ask(runs) == [(3,)]


def test_a_department_that_cannot_be_checked_is_told_and_others_go_on(
    archive: str, tmp_path: Path
) -> None:
    one, other = PackageMaker(1, "141001"), PackageMaker(2, "141002")
    unknown = other.envelope("中心", 1, form_set="no-such-set")
    files = [
        write_package(tmp_path / "1.xlsx", one.envelope("卫生院", 1)),
        write_package(tmp_path / "2.xlsx", unknown),
    ]
    load_files(archive, files)
    code, out, err = run("archive", archive, "check", "--workers", 1)
    assert code == 1
    assert out.startswith("141001 2024 卫生健康局：错误 ")
    assert "141002 卫生健康局：没有审核，" in err


@pytest.mark.proof  # two processes take their time to start
def test_processes_check_departments_among_them(archive: str, tmp_path: Path) -> None:
    for n in range(3):
        envelope = PackageMaker(n, f"14100{n}").envelope("卫生院", 1)
        load_files(archive, [write_package(tmp_path / f"{n}.xlsx", envelope)])
    checked = check_archive(archive, workers=2)
    assert [it.region for it in checked] == ["141000", "141001", "141002"]
    assert all(it.is_new and it.findings and not it.fault for it in checked)
