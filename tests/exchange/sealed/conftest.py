"""Units with a book each, a bureau's book, and what is sent between them by the command line."""

import io
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_project, add_unit, write_field
from budgetdesk.book.read import projects, units
from budgetdesk.cli import main
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
    UnitKind,
)
from budgetdesk.exchange.sealed.contents import contents_of
from budgetdesk.forms.loader import load_form_set

SET = "yonghe-2024"


def run(*arguments: object) -> tuple[int, str, str]:
    """One call of the command line: exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(it) for it in arguments])
    return code, out.getvalue(), err.getvalue()


def edit(path: Path, project: str, field: str, text: str) -> None:
    """Write a text into a field of a project."""
    with Book.open(path) as book:
        [one] = [it for it in projects(book) if it.name == project]
        with book.step("改") as step:
            write_field(step, FieldRef(RecordKind.PROJECT, one.id, field), text)


def submitted(path: Path, folder: Path) -> Path:
    """The one package of a book with one unit."""
    code, out, err = run("submit", path, "--to", folder)
    assert code in (0, 1), err
    [package] = [Path(line) for line in out.splitlines() if line.endswith(".xlsx")]
    return package


def received(book: Path, *files: object) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and files of `receive --json`."""
    code, out, err = run("receive", book, *files, "--json")
    assert out, err
    told: list[dict[str, Any]] = json.loads(out)["files"]
    return code, told


def state(path: Path) -> Any:
    """All that a book holds of its units, whatever their order."""
    with Book.open(path, read_only=True) as book:
        told = {unit.name: contents_of(book, unit) for unit in units(book)}
    for contents in told.values():
        contents["projects"]["projects"].sort(key=lambda it: it["uuid"])
    return told


def changed(package: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """A package as somebody changed and saved it with openpyxl."""
    workbook = load_workbook(package)
    change(workbook)
    workbook.save(target)
    return target


def cell_with(workbook: Any, text: str) -> Any:
    """The one cell that says a text."""
    [cell] = [
        cell
        for sheet in workbook
        if sheet.title not in ("_budgetdesk", "审核结果表")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == text
    ]
    return cell


@dataclass(frozen=True)
class Offices:
    """The books of two units and the bureau's; the first unit has sent its `package`."""

    folder: Path
    bureau: Path
    first: Path
    second: Path
    package: Path

    @classmethod
    def of(cls, folder: Path, made: Path) -> "Offices":
        """The books that were made once, laid into a folder."""
        names = ("局.budget", "甲.budget", "乙.budget", "甲 v1.xlsx")
        paths = [Path(shutil.copyfile(made / name, folder / name)) for name in names]
        return cls(folder, *paths)

    def copy(self, path: Path, name: str) -> Path:
        """A unit's book on another computer."""
        target = self.folder / f"{name}.budget"
        shutil.copyfile(path, target)
        return target

    def new_bureau(self, name: str) -> Path:
        """Another empty book of the bureau's."""
        return new_book(self.folder / f"{name}.budget")


def new_book(path: Path, set_id: str = SET) -> Path:
    """An empty book of a set."""
    return _new(path, set_id=set_id)


def _new(path: Path, unit: str = "", names: Sequence[str] = (), set_id: str = SET) -> Path:
    form_set = load_form_set(set_id)
    info = BookInfo(set_id, form_set.fiscal_year, "试验")
    with Book.create(path, info, form_set.dictionary) as book:
        if unit:
            with book.step("建") as step:
                department = Department("202", "永和县卫生健康和体育局")
                owner = Department("202", department.name, add_department(step, department))
                wanted = Unit(unit, owner, kind=UnitKind.INSTITUTION)
                own = replace(wanted, id=add_unit(step, wanted))
                for name in names:
                    add_project(step, project_of(own, name))
    return path


def project_of(unit: Unit, name: str) -> Project:
    """A project with a row of indicators on either side."""
    row = (Indicator("产出指标", "数量指标", f"{name}人数", "≥10人"),)
    return Project(
        name=name,
        unit=unit,
        period="1年",
        overview=f"{name}的概况",
        plan=f"{name}的计划",
        funding=PerHorizon(Funding(1_000_000), Funding(1_000_000)),
        goals=PerHorizon("长期", "当年"),
        indicators=PerHorizon(row, row),
        phone="0357-7522222",
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books and a package, made once."""
    return make_books(tmp_path_factory.mktemp("made") / "books")


def make_books(folder: Path) -> Path:
    """An empty book of a bureau, those of two units, and what the first of them sent."""
    folder.mkdir()
    _new(folder / "局.budget")
    first = _new(folder / "甲.budget", "甲医院", ("村医", "防疫"))
    _new(folder / "乙.budget", "乙医院", ("宣传",))
    shutil.copyfile(submitted(first, folder), folder / "甲 v1.xlsx")
    return folder


@pytest.fixture
def offices(tmp_path: Path, made: Path) -> Offices:
    folder = tmp_path / "上报 试验"
    folder.mkdir()
    return Offices.of(folder, made)
