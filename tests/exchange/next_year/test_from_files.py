"""Next year's book of packages and of forms in files: as of the book that they were made of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.proposed import proposing
from budgetdesk.book.read import projects
from budgetdesk.cli import main
from budgetdesk.domain.records import Project
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set

SAMPLES = ("taiyuan-2023", "luliang-2025", "yonghe-2023", "jincheng-chengqu-2025")
_LONG = SAMPLES[1:]


def sample(shared: Path, folder: Path, name: str) -> Path:
    """A book of a published sample."""
    form_set = load_form_set(name)
    path = folder / f"{name}.budget"
    with Book.create(path, BookInfo(name, int(name[-4:]), "试验"), form_set.dictionary) as book:
        import_files(book, [shared / "samples" / name / "projects.json"])
    return path


def told(path: Path) -> list[tuple[object, ...]]:
    with Book.open(path) as book:
        found = projects(book)
        assert proposing(book) == {it.id for it in found}
        return sorted(map(said, found))


def said(project: Project) -> tuple[object, ...]:
    rows = [(it.level1, it.level2, it.name, it.target) for it in project.indicators.annual]
    texts = project.overview, project.basis, project.goals.annual
    return project.name, project.unit.name, *texts, project.funding.annual.total, *rows


@pytest.mark.parametrize(
    "name", [pytest.param(it, marks=pytest.mark.proof if it in _LONG else ()) for it in SAMPLES]
)
def test_a_book_of_packages_goes_on_as_the_book_itself(
    name: str, shared: Path, folder: Path
) -> None:
    path = sample(shared, folder, name)
    assert main(["next-year", str(path), str(folder / "由账套.budget")]) in (0, 1)
    assert main(["submit", str(path), "--to", str(folder / "上报")]) in (0, 1)
    packages = sorted(map(str, (folder / "上报").rglob("*.xlsx")))
    assert packages
    assert main(["next-year", *packages, str(folder / "由上报.budget")]) in (0, 1)
    assert told(folder / "由上报.budget") == told(folder / "由账套.budget")


def test_files_that_do_not_say_their_set_are_refused(
    folder: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [shared / "samples" / name / "projects.json" for name in SAMPLES[:2]]
    assert main(["next-year", *map(str, files), str(folder / "新.budget")]) == 2
    assert "--form-set" in capsys.readouterr().err
    assert not (folder / "新.budget").exists()


def test_what_came_down_is_no_last_year(
    put_sample: Callable[[Path], Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = put_sample(folder / "示例.budget")
    assert main(["issue", str(book), "--to", str(folder / "下发")]) == 0
    (issued,) = map(str, (folder / "下发").rglob("*.xlsx"))
    capsys.readouterr()
    for files in ([issued], [issued, issued]):
        assert main(["next-year", *files, str(folder / "新.budget")]) == 2
        assert "上级发来的文件" in capsys.readouterr().err
    assert not (folder / "新.budget").exists()


def test_a_book_beside_other_files_is_refused(
    new_book: Callable[[str, int], Book], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = new_book("yonghe-2023", 2023)
    assert main(["next-year", str(book.path), "表.xlsx", str(folder / "新.budget")]) == 2
    assert "只写一个账套" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_told_and_stops_no_other(
    shared: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample(shared, folder, "taiyuan-2023")
    assert main(["submit", str(path), "--to", str(folder / "上报")]) in (0, 1)
    (package,) = (folder / "上报").rglob("*.xlsx")
    sealed, broken, again = folder / "坏.xlsx", folder / "坏.json", folder / "再来.json"
    sealed.write_bytes(package.read_bytes()[:-300])
    broken.write_text("{", "utf-8")
    again.write_bytes((shared / "samples" / "taiyuan-2023" / "projects.json").read_bytes())
    capsys.readouterr()
    files = [*map(str, (sealed, broken, package, again))]
    assert main(["next-year", *files, str(folder / "新.budget")]) == 2
    said = capsys.readouterr().out
    assert "没有读取 「坏.xlsx」" in said
    assert "没有读取 「坏.json」" in said
    assert "再来.json：项目「" in said, "the package's project counts"
    assert len(told(folder / "新.budget")) == 1
    assert main(["next-year", *files[:2], str(folder / "无.budget"), "--form-set", "shanxi"]) == 2
    assert not (folder / "无.budget").exists()
