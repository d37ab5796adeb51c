"""What begins like a formula stays text in a workbook; a refused disclosure takes nothing over."""

from pathlib import Path

import openpyxl
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import project_ids
from budgetdesk.cli import main
from budgetdesk.domain.file_kinds import EXCEL
from budgetdesk.exchange.exporting import ExportOrder, export_book
from budgetdesk.exchange.sample import create_sample
from budgetdesk.exchange.selection import Selection


def test_what_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    texts = ("=1+1", "+86 人", "-5%", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "＝1+1", "==", "-")
    path = tmp_path / "示例.budget"
    create_sample(path)
    with Book.open(path) as book:
        chosen = project_ids(book)[: len(texts)]
        with book.step("公式") as step:
            for project_id, text in zip(chosen, texts, strict=True):
                step.update("project", project_id, {"overview": text, "name": f"{text}项目"})
        wish = ExportOrder((EXCEL,), Selection(chosen))
        (written,) = export_book(book, tmp_path, wish)
    sheets = openpyxl.load_workbook(written).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    # The contents lead to the sheets by formulas of the program's own, which hold no text of these.
    run = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert [it for it in run if any(it.startswith(text) for text in texts)] == []
    told = {str(cell.value).strip() for cell in cells}
    assert {text.strip() for text in texts} <= told
    assert {f"{text.strip()}项目" for text in texts} <= told


def test_a_refused_disclosure_takes_nothing_over_from_last_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, last, folder = tmp_path / "本年.budget", tmp_path / "上年.budget", tmp_path / "公开"
    for each in (path, last):
        create_sample(each)
    with Book.open(path) as book, book.step("本年") as step:
        ((year,),) = step.rows("SELECT id FROM setting WHERE key = 'fiscal_year'")
        step.update("setting", int(year), {"value": "2025"})
        ((entry,),) = step.rows("SELECT id FROM disclosure_entry WHERE key = 'structure'")
        step.update("disclosure_entry", int(entry), {"text": "联系人：张小三"})
    command = ["disclose", str(path), "--to", str(folder), "--docx", "--last-year", str(last)]
    with Book.open(path, read_only=True) as book:
        before = book.rows("SELECT * FROM disclosure_entry ORDER BY id")
    assert main(command) == 2
    assert "张小三" in capsys.readouterr().err
    assert not folder.exists()
    with Book.open(path, read_only=True) as book:
        assert book.rows("SELECT * FROM disclosure_entry ORDER BY id") == before
        assert book.rows("SELECT name FROM step WHERE name LIKE '%上年%'") == []
    assert main([*command, "--mask"]) == 0
    with Book.open(path, read_only=True) as book:
        assert book.rows("SELECT * FROM disclosure_entry ORDER BY id") != before
