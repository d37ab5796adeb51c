"""Books made once, of which each test has copies: here the bureau has received the first unit's."""

import shutil
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department, add_unit
from budgetdesk.domain.records import Department, Unit
from tests.exchange.sealed.conftest import Offices, make_books, new_book, received

_OFFICES = (
    ("202", "永和县卫生健康和体育局", (("202001", "甲医院"), ("", "乙医院"))),
    ("205", "永和县教育局", (("205001", "一中"),)),
)


@pytest.fixture(scope="session")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `made` of packages that go up, with the first package received."""
    folder = make_books(tmp_path_factory.mktemp("heard") / "books")
    assert received(folder / "局.budget", folder / "甲 v1.xlsx")[0] == 0
    return folder


@pytest.fixture
def offices(tmp_path: Path, heard: Path) -> Offices:
    folder = tmp_path / "退回 试验"
    folder.mkdir()
    return Offices.of(folder, heard)


@pytest.fixture(scope="session")
def made_bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = new_book(tmp_path_factory.mktemp("issuing") / "局.budget")
    with Book.open(path) as book, book.step("建") as step:
        for code, name, own in _OFFICES:
            department = Department(code, name, add_department(step, Department(code, name)))
            for unit_code, unit in own:
                add_unit(step, Unit(unit, department, unit_code or None))
    return path


@pytest.fixture
def bureau(tmp_path: Path, made_bureau: Path) -> Path:
    """The bureau's book with two units of one department and one of another."""
    return Path(shutil.copyfile(made_bureau, tmp_path / "局.budget"))
