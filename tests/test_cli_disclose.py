"""`budgetdesk disclose`: the files it writes, what it says, and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import (
    disclosure_notes,
    keep_paragraph,
    put_disclosure_entry,
)
from budgetdesk.cli import main
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.exchange.disclosing import PARTS
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sample import sample_files

NAME = "永和县卫生健康和体育局2024年度部门预算公开"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, put_sample: Callable[[Path], Path]) -> Path:
    return put_sample(tmp_path_factory.mktemp("预算 公开") / "永和县 示例.budget")


def disclose(*arguments: object) -> int:
    return main(["disclose", *map(str, arguments)])


def test_pdf_and_word_are_written_into_a_new_folder(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "公开 文件" / "2024"
    assert disclose(sample, "--to", folder) == 0
    told = capsys.readouterr()
    paths = [folder / f"{NAME}.pdf", folder / f"{NAME}.docx"]
    assert told.out.splitlines() == [str(path) for path in paths]
    assert told.err.partition("科目：")[0] == ""
    assert sorted(folder.iterdir()) == sorted(paths)
    pdf = pypdfium2.PdfDocument(paths[0])
    assert len(pdf) > 90
    pdf.close()
    assert len(docx.Document(str(paths[1])).tables) == 77


def test_one_kind_and_without_parts(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left_out = ("forms", "tables", "charts", "services")
    wish = ("--docx", *(word for part in left_out for word in ("--without", part)))
    assert disclose(sample, "--to", tmp_path, *wish) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / f"{NAME}.docx")]
    word = docx.Document(str(tmp_path / f"{NAME}.docx"))
    assert word.tables == []
    assert not word.inline_shapes


def test_what_nobody_told_is_named(
    tmp_path: Path, put_sample: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "示例.budget"
    put_sample(path)
    with Book.open(path) as book, book.step("清空") as step:
        put_disclosure_entry(step, 1, "duties", None)
        put_disclosure_entry(step, 1, "last_operating", None)
    assert disclose(path, "--to", tmp_path / "公开", "--pdf", "--without", "forms") == 0
    told = capsys.readouterr().err.partition("科目：")[0]
    assert told == "永和县卫生健康和体育局还有 2 项待填：部门职责、上年机关运行经费。\n"


def test_a_book_without_ledger_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "空.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "空")).close()
    assert disclose(path, "--to", tmp_path / "公开") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "还没有预算明细" in told.err
    assert not (tmp_path / "公开").exists()


def test_an_unknown_part_is_refused(sample: Path, tmp_path: Path) -> None:
    assert disclose(sample, "--to", tmp_path, "--without", "weather") == 2


def test_last_years_book_is_taken_over(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    this = tmp_path / "本年.budget"
    with Book.create(this, BookInfo("yonghe-2024", 2025, "本年")) as book:
        import_files(book, [path for path in sample_files() if path.name != "disclosure.json"])
    wish = ("--to", tmp_path / "公开", "--pdf", "--without", "forms", "--last-year", sample)
    assert disclose(this, *wish) == 0
    told = capsys.readouterr().err
    assert told.startswith("已带入上年数：永和县卫生健康和体育局。\n")
    with Book.open(this, read_only=True) as book:
        assert disclosure_notes(book, 1).number("last_vehicle_operation") == 10_200_000


@pytest.mark.parametrize("key", ["duties", "other"])
def test_a_phone_number_is_not_published(
    tmp_path: Path, put_sample: Callable[[Path], Path], capsys: pytest.CaptureFixture[str], key: str
) -> None:
    path = tmp_path / "示例.budget"
    put_sample(path)
    with Book.open(path) as book, book.step("填写") as step:
        put_disclosure_entry(step, 1, key, "联系人电话 13800138000。")
    folder = tmp_path / "公开"
    assert disclose(path, "--to", folder) == 2
    assert "手机号码" in capsys.readouterr().err
    assert not folder.exists()
    assert disclose(path, "--to", folder, "--pdf", "--internal") == 0


def test_what_the_rules_say_of_the_text_is_told(
    tmp_path: Path, put_sample: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "示例.budget"
    put_sample(path)
    with Book.open(path) as book, book.step("填写") as step:
        put_disclosure_entry(step, 1, "published_on", "2023年4月18日")
        put_disclosure_entry(step, 1, "reason_general", None)
        keep_paragraph(step, 1, OwnParagraph("政府采购", "采购预算156.61万元。", ""))
    assert disclose(path, "--to", tmp_path / "公开", "--docx", "--without", "forms") == 0
    assert capsys.readouterr().err.partition("科目：")[0].splitlines() == [
        "永和县卫生健康和体育局还有 1 项待填：一般公共预算支出变动原因。",
        "永和县卫生健康和体育局：公开日期不在2024年内，请核对。",
        "永和县卫生健康和体育局改写的段落「政府采购」：156.61万元与表中的数都不相同，请核对。",
    ]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_document_can_be_left_out(
    part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert disclose(tmp_path / "没有.budget", "--to", tmp_path, "--without", part) == 2
    assert "没有.budget" in capsys.readouterr().err  # it is the book that is refused
