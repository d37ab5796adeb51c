"""A list of 一体化 against the book: all that differs is told, and nothing else."""

import html
import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.cli import main
from budgetdesk.exchange.portal.comparing import compare_list, mend_book
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind
from tests.exchange.portal.conftest import Office
from tests.exchange.portal.listing import HABITS, Habit, Listed, sheet_of
from tests.exchange.portal.seeding import Seed, seeded


@pytest.mark.parametrize("habit", HABITS)
def test_a_list_in_any_habit_that_says_the_same_shows_no_difference(
    habit: str, office: Office
) -> None:
    found = office.against(office.listed(), HABITS[habit])
    assert len(office.projects) == found.listed == 66
    assert found.differences == ()


@pytest.mark.parametrize("habit", HABITS)
def test_100_differences_are_all_found_and_none_is_invented(habit: str, office: Office) -> None:
    assert [*_missed(office, habit, 1)] == []


@pytest.mark.proof
@pytest.mark.parametrize("habit", HABITS)
def test_differences_of_any_seed_are_found(habit: str, office: Office) -> None:
    for seed in range(2, 40):
        assert [*_missed(office, habit, seed)] == [], seed


def _missed(office: Office, habit: str, seed: int) -> list[object]:
    """Differences that were not told, and told ones that nobody made."""
    changed, seeds = seeded(office.listed(), 100, random.Random(seed))
    return _not_told(seeds, office.against(changed, HABITS[habit]).differences)


def _not_told(seeds: list[Seed], found: Sequence[PortalDifference]) -> list[object]:
    told = [*found]
    missed: list[object] = []
    for it in seeds:
        teller = next((one for one in told if it.told_by(one)), None)
        if teller is None:
            missed.append(it)
        else:
            told.remove(teller)
    return [*missed, *told]


def workbook(path: Path, found: list[Listed], habit: Habit) -> Path:
    """A list as a file: figures as numbers where the system writes them so."""
    rows, spans = sheet_of(found, habit)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, line in enumerate(rows, 1):
        for column, text in enumerate(line, 1):
            number = text.replace(".", "", 1).isdigit()
            sheet.cell(row, column, float(text) if number else text or None)
    for row, column, height, width in spans:
        sheet.merge_cells(
            start_row=row + 1, start_column=column + 1, end_row=row + height,
            end_column=column + width,
        )  # fmt: skip
    book.save(path)
    return path


@pytest.mark.parametrize("habit", ["plain", "merged, two header rows"])
def test_one_step_lets_the_book_say_what_the_list_says(
    habit: str, office: Office, tmp_path: Path
) -> None:
    changed, _ = seeded(office.listed(), 60, random.Random(3))
    path = workbook(tmp_path / "清单.xlsx", changed, HABITS[habit])
    with Book.open(Path(shutil.copy(office.path, tmp_path / "账套.budget"))) as book:
        before = projects(book)
        found = compare_list(book, path).differences
        assert len(found) == 60
        mendable = tuple(it for it in found if it.edits)
        assert len(mendable) > 40
        mend_book(book, mendable)
        left = compare_list(book, path).differences
        assert {it.cure for it in left} == {it.cure for it in found} - {""}
        assert len(left) == len(found) - len(mendable)
        book.undo()
        assert projects(book) == before


def test_only_what_the_list_has_columns_for_is_compared(office: Office) -> None:
    plain = HABITS["plain"]
    few = replace(plain, order=tuple(it for it in plain.order if it not in (3, 4)))
    found = [replace(it, total=1, goal="另外的目标") for it in office.listed()]
    assert office.against(found, few).differences == ()
    assert len(office.against(found, plain).differences) == 2 * 66


def test_projects_on_one_side_alone_are_told_with_what_to_do(office: Office) -> None:
    (first, *rest) = office.listed()
    new = replace(first, name="账套里没有的项目", unit="账套里没有的单位")
    found = office.against([new, *rest], HABITS["plain"]).differences
    assert [(it.kind, it.unit, it.project) for it in found] == [
        (PortalKind.ADDED, new.unit, new.name), (PortalKind.MISSING, first.unit, first.name),
    ]  # fmt: skip
    assert all("一体化" in it.cure and not it.edits for it in found)


def test_a_unit_that_the_list_does_not_name_is_told_once(office: Office) -> None:
    unit = office.projects[0].unit.name
    kept = [it for it in office.listed() if it.unit != unit]
    (one,) = office.against(kept, HABITS["plain"]).differences
    assert (one.kind, one.unit) == (PortalKind.MISSING, unit)
    assert f"全部 {66 - len(kept)} 个项目" in one.label


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("95%", "=95%"), ("≥95%", "不低于 ９５％"), ("12个", "12.0个"), ("及时", "定性及时")],
)
def test_a_target_in_other_signs_is_no_difference(ours: str, theirs: str, office: Office) -> None:
    from budgetdesk.exchange.portal.agreeing import targets_agree

    assert targets_agree(ours, theirs.removeprefix("定性"))
    assert not targets_agree(ours, "≥96%")


def test_the_command_tells_mends_and_tells_again(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = shutil.copy(office.path, tmp_path / "账套.budget")
    (first, *rest) = office.listed()
    changed = [replace(first, goal="一体化里改过的目标"), *rest]
    path = workbook(tmp_path / "清单.xlsx", changed, HABITS["plain"])
    assert main(["compare", str(book), str(path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert (
        told[0]
        == "清单.xlsx：66 个项目，核对了项目名称、实施单位、年度资金总额、年度目标和绩效指标。"
    )
    assert f"账套为「{first.goal[:10]}" in told[2]
    assert told[-1] == "共 1 处不同。"
    assert main(["compare", str(book), str(path), "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["differences"]
    assert (one["theirs"], one["mendable"]) == ("一体化里改过的目标", True)
    assert main(["compare", str(book), str(path), "--mend"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("已按清单修改账套 1 处")
    assert main(["compare", str(book), str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "与账套一致。"
    assert main(["compare", str(book), "公开.docx", "--mend"]) == 2


def test_an_xls_that_is_a_web_page_is_compared_as_well(office: Office, tmp_path: Path) -> None:
    """As systems in a browser export it."""
    habit = "merged, two header rows"
    changed, seeds = seeded(office.listed(), 100, random.Random(5))
    path = web_page(tmp_path / "清单.xls", changed, HABITS[habit])
    with Book.open(office.path, read_only=True) as book:
        assert _not_told(seeds, compare_list(book, path).differences) == []


def web_page(path: Path, found: list[Listed], habit: Habit) -> Path:
    """A list as a table of HTML."""
    rows, spans = sheet_of(found, habit)
    sizes = {(row, column): (height, width) for row, column, height, width in spans}
    covered = {
        (row + down, column + right)
        for row, column, height, width in spans
        for down in range(height)
        for right in range(width)
    } - sizes.keys()
    lines = []
    for row, line in enumerate(rows):
        cells = ""
        for column, text in enumerate(line):
            if (row, column) not in covered:
                height, width = sizes.get((row, column), (1, 1))
                said = html.escape(text).replace("\n", "<br>")
                cells += f"<td rowspan={height} colspan={width}>{said}</td>"
        lines.append(f"<tr>{cells}</tr>")
    path.write_text(f"<html><body><table>{''.join(lines)}</table></body></html>", "utf-8")
    return path


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_a_list_of_another_kind_of_workbook_is_compared_as_well(
    form: str, office: Office, tmp_path: Path
) -> None:
    """Each habit as LibreOffice saves it: the same shows none, of 100 differences each is told."""
    made = {habit: seeded(office.listed(), 100, random.Random(5)) for habit in HABITS}
    for number, (habit, (changed, _)) in enumerate(made.items()):
        workbook(tmp_path / f"{number}.xlsx", office.listed(), HABITS[habit])
        workbook(tmp_path / f"{number}改.xlsx", changed, HABITS[habit])
    profile = (tmp_path / "soffice").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(tmp_path / form), *map(str, sorted(tmp_path.glob("*.xlsx")))],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    with Book.open(office.path, read_only=True) as book:
        for number, (habit, (_, seeds)) in enumerate(made.items()):
            same = compare_list(book, tmp_path / form / f"{number}.{form}")
            assert (same.listed, same.differences) == (66, ()), habit
            found = compare_list(book, tmp_path / form / f"{number}改.{form}").differences
            assert _not_told(seeds, found) == [], habit
