"""Two units that bear one code are not put together; a unit that was renamed goes on."""

import zipfile
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import rename
from budgetdesk.book.read import units
from tests.exchange.sealed.conftest import Offices, edit, received, run, state, submitted


def _named(path: Path, name: str, code: str = "202001") -> None:
    with Book.open(path) as book, book.step("改") as step:
        [unit] = units(book)
        rename(step, "unit", unit.id, name)
        step.update("unit", unit.id, {"code": code})


@pytest.fixture
def coded(offices: Offices) -> tuple[Path, Path]:
    """What two units sent that bear one code."""
    _named(offices.first, "甲医院")
    _named(offices.second, "乙医院")
    return submitted(offices.first, offices.folder / "出"), submitted(
        offices.second, offices.folder / "出"
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_second_of_a_code_is_refused(
    offices: Offices, coded: tuple[Path, Path], order: tuple[int, int]
) -> None:
    first, second = (coded[it] for it in order)
    tried = received(offices.bureau, first, second, "--dry-run")[1]
    assert [it["outcome"] for it in tried] == ["taken", "refused"]
    assert received(offices.bureau, first)[0] == 0
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, second)
    assert (code, told["found"], told["outcome"]) == (2, ["same_code"], "refused")
    assert "202001" in told["sentence"]
    assert state(offices.bureau) == before


def test_once_the_code_is_right_both_are_there(offices: Offices, coded: tuple[Path, Path]) -> None:
    received(offices.bureau, *coded)
    _named(offices.second, "乙医院", "202002")
    assert received(offices.bureau, submitted(offices.second, offices.folder / "出"))[0] == 0
    assert state(offices.bureau) == state(offices.first) | state(offices.second)


def test_a_renamed_unit_goes_on(offices: Offices, coded: tuple[Path, Path]) -> None:
    received(offices.bureau, coded[0])
    _named(offices.first, "甲中心医院")
    edit(offices.first, "村医", "plan", "改名以后")
    code, [told] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert (code, told["outcome"]) == (0, "taken")
    assert len(state(offices.bureau)) == 1


def test_an_archive_of_files_is_called_one(offices: Offices, coded: tuple[Path, Path]) -> None:
    path = offices.folder / "邮件附件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for it in coded:
            archive.write(it, it.name)
    code, [told] = received(offices.bureau, path)
    assert (code, told["outcome"]) == (2, "refused")
    assert "解压" in told["sentence"]
    assert "解压" in run("inspect", path)[2]
