"""A public copy tells of nobody, in whatever text they stand; no file is replaced unasked."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.cli import main
from budgetdesk.exchange.file_names import distinct, safe_name
from budgetdesk.exchange.sample import create_sample
from budgetdesk.exchange.targets import TargetStanding, existing

SECRETS = ("张小三", "138 0013 8000", "0357-7520000", "11010519491231002X", "zhangsan@qq.com")


@pytest.fixture
def named(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Path:
    """The sample with persons in every text of its projects, units, forms and entries."""
    path = tmp_path / "示例.budget"
    put_sample(path)
    said = f"，联系张小三{'，'.join(SECRETS[1:])}"
    with Book.open(path) as book, book.step("人员") as step:
        (first, *_) = [row for (row,) in book.rows("SELECT id FROM project ORDER BY id")]
        step.update("project", first, {"responsible": "张小三（局长）", "phone": SECRETS[1]})
        for table, columns in {
            "project": ("name", "overview", "basis", "necessity", "safeguards", "plan",
                        "goal_implementation", "goal_annual"),
            "indicator": ("name", "target"),
            "overall": ("duties", "strategic_goal", "annual_goal"),
            "overall_indicator": ("name", "target"),
            "key_task": ("core_function", "task"),
            "unit": ("name",),
        }.items():  # fmt: skip
            rows = [*book.rows(f"SELECT id, {', '.join(columns)} FROM {table} ORDER BY id LIMIT 3")]
            for row_id, *texts in rows:
                told = {c: f"{t or ''}{said}" for c, t in zip(columns, texts, strict=True)}
                step.update(table, row_id, told)
        for key in ("duties", "structure", "other"):
            put_disclosure_entry(step, 1, key, f"工作{said}")
    return path


def everything_in(folder: Path) -> str:
    """All text of all files in a folder, unzipped and decoded, blanks left out."""
    texts = []
    for path in folder.iterdir():
        texts.append(path.name)
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as file:
                texts += [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
        elif path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                texts += document.get_metadata_dict().values()
                texts += [entry.get_title() for entry in document.get_toc()]
                texts += [page.get_textpage().get_text_bounded() for page in document]
        else:
            texts.append(path.read_text("utf-8-sig"))
    return "".join("".join(texts).split())


def test_a_masked_copy_leaks_nobody(
    named: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = named.read_bytes()
    folder = tmp_path / "公开"
    wish = ("--xlsx", "--pdf", "--json", "--tables", "--public")
    assert main(["export", str(named), "--to", str(folder), *wish]) == 2
    err = capsys.readouterr().err
    assert not folder.exists()
    for place in ("项目概况", "指标值", "部门职责", "表名", "ledger.csv", "disclosure.json"):
        assert place in err
    assert main(["export", str(named), "--to", str(folder), *wish, "--mask"]) == 0
    assert main(["disclose", str(named), "--to", str(folder), "--docx"]) == 2
    assert main(["disclose", str(named), "--to", str(folder), "--docx", "--mask"]) == 0
    told = everything_in(folder)
    assert "××" in told
    for secret in SECRETS:
        assert "".join(secret.split()) not in told
    assert named.read_bytes() == before


def test_an_existing_file_is_replaced_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = tmp_path / "示例.budget", tmp_path / "出"
    create_sample(book)
    export = ["export", str(book), "--to", str(folder), "--json"]
    assert main(export) == 0
    ours = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(export) == 2
    assert "projects.json" in capsys.readouterr().err
    (folder / "ledger.csv").write_text("改过")
    assert main(export) == 2
    assert "导出后改过" in capsys.readouterr().err
    (target,) = existing(folder, ["overall.json"])
    assert target.standing is TargetStanding.AS_WRITTEN
    assert main([*export, "--overwrite"]) == 0
    assert {path: path.read_bytes() for path in folder.iterdir()} == ours


def test_two_of_one_name_get_two_names() -> None:
    names = ["A表", "a表", "Ａ表", "é", "e\u0301", safe_name("长" * 200), safe_name("长" * 201)]
    found = distinct(map(safe_name, names))
    assert len({name.casefold() for name in found}) == len(names)
    assert all(len(name.encode()) <= 211 for name in found)


@pytest.mark.parametrize("name", ["CON ", "con.txt", "nul .a", "COM1", "CONIN$", "a.", "a\u202eb"])
def test_names_that_windows_keeps_for_itself(name: str) -> None:
    safe = safe_name(name)
    assert safe.rstrip(" .") == safe
    assert safe.split(".")[0].strip().upper() not in {"CON", "NUL", "COM1", "CONIN$"}
    assert "\u202e" not in safe


def test_a_mask_without_a_public_copy_is_refused(tmp_path: Path) -> None:
    assert main(["export", "a.budget", "--to", str(tmp_path), "--mask"]) == 2
    assert main(["disclose", "a.budget", "--to", str(tmp_path), "--mask", "--internal"]) == 2
