"""`payments`: the treasury's list into the records of the cycle, and what stands on no project."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.declared_records import records
from budgetdesk.cli import main
from tests.without_records import without_records

LIST = (
    "单位：元\n项目名称,支付金额,支付日期\n"
    "{first},1000.50,2024-03-01\n{second},2000,2024-04-01\n{first},-0.50,2024-05-01\n"
    "{second},99,2024-08-01\n没有的项目,7,2024-01-01\n合计,3106,\n"
)


@pytest.fixture
def book(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Path:
    path = put_sample(tmp_path / "示例 账套.budget")
    with Book.open(path) as opened:
        without_records(opened, "monitoring")
    return path


def two_names(path: Path) -> tuple[str, str]:
    """The first projects whose names no other has."""
    with Book.open(path, read_only=True) as book:
        names = [project.name for project in read.projects(book)]
    first, second = [name for name in names if names.count(name) == 1][:2]
    return first, second


@pytest.fixture
def paid(book: Path, tmp_path: Path) -> Path:
    first, second = two_names(book)
    path = tmp_path / "支付 明细.csv"
    path.write_text(LIST.format(first=first, second=second), "utf-8")
    return path


def run(book: Path, file: object, *more: str, into: str = "monitoring") -> int:
    usual = {"--period": "2024-07", "--into": into}
    asked = [word for pair in usual.items() if pair[0] not in more for word in pair]
    return main(["payments", str(book), str(file), *asked, *more])


def executed(path: Path, kind: str = "monitoring") -> dict[str, object]:
    with Book.open(path, read_only=True) as book:
        return {one.above.name: one.declared["executed_fiscal"] for one in records(book, kind)}  # type: ignore[union-attr]


def test_what_was_paid_is_filled_in_and_the_rest_listed(
    book: Path, paid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(book, paid) == 1
    assert executed(book) == dict(zip(two_names(book), (100_000, 200_000), strict=True))
    told = capsys.readouterr().out
    assert "支付 5 笔，合计 3,106 元：记到 2 个项目 3,000 元，没有记到项目的 2 笔 106 元。" in told
    assert "第 7 行\t没有的项目\t7\t账套中没有这个项目" in told
    assert "跳过合计：第 8 行" in told
    with Book.open(book) as opened:
        assert opened.undo_name == "国库支付明细"
        opened.undo()
        assert records(opened, "monitoring") == ()


def test_a_second_list_replaces_the_amounts_of_its_round(
    book: Path, paid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(book, paid)
    first, _ = two_names(book)
    paid.write_text(f"项目名称,支付金额（万元）\n{first},0.3\n", "utf-8")
    assert run(book, paid) == 0
    assert executed(book)[first] == 300_000
    assert "的执行数由 1,000 元改为 3,000 元" in capsys.readouterr().out
    assert (
        main(["payments", str(book), str(paid), "--period", "2024-12", "--into", "monitoring"]) == 0
    )
    with Book.open(book, read_only=True) as opened:
        rounds = [one.number for one in records(opened, "monitoring")]
        assert sorted(rounds) == ["2024年12月", "2024年7月", "2024年7月"]


def test_the_self_evaluation_of_the_year_is_filled(book: Path, paid: Path) -> None:
    assert run(book, paid, into="self_evaluation") == 1
    assert executed(book, "self_evaluation")[two_names(book)[0]] == 100_000


def test_a_dry_run_writes_nothing(
    book: Path, paid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert run(book, paid, "--dry-run", "--json") == 1
    assert book.read_bytes() == before
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["placed"], told["not_placed"]) == ("3106", "3000", "106")
    assert [one["executed"] for one in told["projects"]] == ["1000", "2000"]
    assert {one["reason"] for one in told["left"]} == {
        "账套中没有这个项目", "支付在截止月份之后"
    }  # fmt: skip


def test_pasted_text_comes_by_standard_input(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = two_names(book)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"项目名称\t支付金额\n{first}\t5\n"))
    assert run(book, "-", "--row", "total") == 0
    with Book.open(book, read_only=True) as opened:
        (one,) = records(opened, "monitoring")
        assert one.declared["executed_total"] == 500


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--period", "2024-13"), "不是月份"),
        (("--period", "七月"), "不是月份"),
        (("--period", "2023-07"), "不在本账套的年度"),
        (("--into", "weather"), "monitoring（"),
        (("--row", "carryover"), "没有这一行"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    book: Path, paid: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str], said: str
) -> None:
    before = book.read_bytes()
    assert run(book, paid, *more) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert book.read_bytes() == before


def test_a_file_that_is_no_list_is_refused(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "别的.csv"
    other.write_text("甲,乙\n1,2\n", "utf-8")
    assert run(book, other) == 2
    assert run(book, tmp_path / "没有.csv") == 2
    assert "项目名称" in capsys.readouterr().err


def test_a_book_whose_set_has_no_such_forms_says_so(
    tmp_path: Path, paid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "旧.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "旧")).close()
    assert run(path, paid) == 2
    assert "没有" in capsys.readouterr().err
