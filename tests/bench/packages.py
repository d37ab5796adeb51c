"""Packages of many units looked at and received, against calamine only reading their sheets."""

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from python_calamine import CalamineWorkbook

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import Department, Project, Unit
from budgetdesk.exchange.sample import create_sample
from budgetdesk.exchange.sealed.deciding import undecided
from budgetdesk.exchange.sealed.looking import looked_at
from budgetdesk.exchange.sealed.receiving import receive_files
from budgetdesk.exchange.sealed.submitting import submit
from budgetdesk.forms.loader import load_form_set
from tests.bench.figures import Figure, in_turns

_PACKAGES, _FORMS = 60, 20
_DRY_BAR, _RECEIVED_BAR = 2.5, 6
_ROUNDS = 3
_SET = "yonghe-2024"


def figures(folder: Path) -> Iterator[Figure]:
    """Measure with packages of units that have the sample's projects, as sent and saved again."""
    packages = _packages(folder)
    bureau = _new(folder / "局.budget")
    yield from _measured(packages, bureau, "")
    again = [_saved_again(it) for it in packages]
    yield from _measured(again, bureau, ", saved again by another program")


def _measured(packages: Sequence[Path], bureau: Path, how: str) -> Iterator[Figure]:
    copy = bureau.with_name("收.budget")

    def look() -> None:
        with Book.open(bureau, read_only=True) as book:
            looked_at(book, packages)

    def receive() -> None:
        with Book.open(copy) as book:
            receive_files(book, packages, undecided)

    def lay() -> None:
        shutil.copyfile(bureau, copy)

    works = [lambda: _read(packages), look, receive]
    reading, looking, receiving = in_turns(works, _ROUNDS, prepare=lay)
    for what, bar, seconds in (
        ("dry-run", _DRY_BAR, looking),
        ("received", _RECEIVED_BAR, receiving),
    ):
        yield Figure(
            what=f"{_PACKAGES} packages of {_FORMS} forms{how} {what}",
            bar=f"≤ {bar} × calamine",
            time=seconds,
            met=seconds <= bar * reading,
            reference_name="calamine only reading all their sheets",
            reference=reading,
            note=f"Each of {_mean_size(packages)} kB.",
        )


def _saved_again(package: Path) -> Path:
    """A package whose parts stand in another order, as another program would write them."""
    target = package.with_name(f"另存 {package.name}")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    return target


def _mean_size(packages: Sequence[Path]) -> int:
    return sum(it.stat().st_size for it in packages) // len(packages) // 1000


def _read(packages: Sequence[Path]) -> None:
    for path in packages:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _new(path: Path) -> Path:
    form_set = load_form_set(_SET)
    info = BookInfo(_SET, form_set.fiscal_year, "局")
    Book.create(path, info, form_set.dictionary).close()
    return path


def _packages(folder: Path) -> list[Path]:
    """The packages of a book of many units, each with some of the sample's projects."""
    create_sample(folder / "示例.budget")
    with Book.open(folder / "示例.budget", read_only=True) as book:
        found = projects(book)
    with Book.open(_new(folder / "县.budget")) as book:
        with book.step("建") as step:
            department = Department("202", "卫生健康局")
            owner = replace(department, id=add_department(step, department))
            for number in range(_PACKAGES):
                unit = Unit(f"单位{number}", owner, f"202{number:03}")
                own = replace(unit, id=add_unit(step, unit))
                for at in range(_FORMS):
                    add_project(step, _own(found[(number + at) % len(found)], own, at))
        _, made = submit(book, folder / "出", units(book))
    return [one.paths[0] for one in made]


def _own(project: Project, unit: Unit, at: int) -> Project:
    return replace(project, name=f"{project.name}{at}", unit=unit, id=0, uuid="", livelihood=False)
