"""Next year of every published sample, from its book and from the PDF that the program prints."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdfium2 import PdfDocument

from budgetdesk.book.book import Book
from budgetdesk.book.proposed import proposing
from budgetdesk.book.read import projects
from budgetdesk.cli import main
from tests.exchange.next_year.test_from_files import sample, told

Places = tuple[tuple[int, str, str], ...]
_OVERVIEW, _BASIS, _PLAN = "项目概况", "立项依据", "项目实施计划"
_NEED, _RULES = "项目设立必要性", "保证项目实施的制度、措施"


class Renewed(NamedTuple):
    """What must become of a sample: projects by their number in it, years by project and field."""

    goes_on: tuple[int, ...]
    left: tuple[int, ...] = ()
    moved: Places = ()
    ask: Places = ()
    stale: Places = ()


_REPEATED = (_OVERVIEW, _BASIS, _NEED, _RULES, "实施期目标", "年度目标")
"""The fields of one form that all say the same."""
EXPECTED = {
    "taiyuan-2023": Renewed(
        (0,), moved=((0, "年度目标", "2023"), *[(0, "三级指标", "2023")] * 2)
    ),
    "luliang-2025": Renewed(
        (2, 4),
        (0, 1, 3, 5, 6, 7, 8),
        moved=tuple((4, it, "2025") for it in _REPEATED),
        stale=(
            *((2, it, "2024") for it in (_BASIS, _RULES, _PLAN)),
            *((4, it, "2025") for it in _REPEATED),
        ),
    ),
    "yonghe-2023": Renewed((), tuple(range(9))),
    "jincheng-chengqu-2025": Renewed(
        tuple(range(10)),
        moved=(
            (1, _OVERVIEW, "2025"), *[(2, _OVERVIEW, "2025")] * 2, *[(2, _PLAN, "2025")] * 3,
            *[(2, "指标值", "2025")] * 3, *[(4, _OVERVIEW, "2025")] * 2,
            *((6, it, "2025") for it in (_OVERVIEW, _PLAN, "年度目标")), (7, _OVERVIEW, "2025"),
        ),
        ask=((0, _OVERVIEW, "2024"), (9, _OVERVIEW, "2024")),
        stale=(
            (0, _OVERVIEW, "2024"), (5, _BASIS, "2024"),
            *[(9, _OVERVIEW, "2024")] * 2, *[(9, _BASIS, "2024")] * 2,
        ),
    ),
}  # fmt: skip


def every_sample(*ordinary: str) -> list[Any]:
    """All samples, those that are not `ordinary` as proofs."""
    return [pytest.param(it, marks=() if it in ordinary else pytest.mark.proof) for it in EXPECTED]


def renewed(capsys: pytest.CaptureFixture[str], *call: object) -> dict[str, Any]:
    """What the command tells."""
    capsys.readouterr()
    assert main(["next-year", *map(str, call), "--json"]) in (0, 1)
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def pages_alone(path: Path, to: Path) -> Path:
    """A PDF's pages without its properties, outline, names and attachments."""
    with PdfDocument(path) as printed, PdfDocument.new() as made:
        made.import_pages(printed)
        made.save(to)
    return to


@pytest.mark.parametrize("name", every_sample("luliang-2025", "jincheng-chengqu-2025"))
def test_what_goes_on_what_is_left_and_which_years_move(
    name: str, shared: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted, path = EXPECTED[name], sample(shared, folder, name)
    found = renewed(capsys, path, folder / "新.budget")
    with Book.open(path, read_only=True) as last, Book.open(folder / "新.budget") as new:
        old, carried = projects(last), projects(new)
        assert proposing(new) == {it.id for it in carried}, "nothing is confirmed by itself"
    names = [it.name for it in old]
    assert found["year"] == int(name[-4:]) + 1
    assert found["carried"] == [names[it] for it in wanted.goes_on]
    assert found["left"] == [names[it] for it in wanted.left]
    for key, places in (("moved", wanted.moved), ("ask", wanted.ask), ("stale", wanted.stale)):
        assert Counter(map(_place(names), found[key])) == Counter(places), key
    after = str(carried)
    for note in found["moved"]:
        year = str(found["year"] - 1)
        assert note["words"].replace(year, str(found["year"])) in after
    assert all(note["words"] in after for note in (*found["ask"], *found["stale"]))


def _place(names: list[str]) -> Callable[[dict[str, str]], tuple[int, str, str]]:
    def place(note: dict[str, str]) -> tuple[int, str, str]:
        (year, *_) = re.findall(r"(?<!\d)20\d\d(?!\d)", note["words"])
        return names.index(note["project"]), note["field"], year

    return place


@pytest.mark.parametrize("name", every_sample("taiyuan-2023"))
def test_the_printed_forms_give_the_book_that_the_book_gives(
    name: str, shared: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample(shared, folder, name)
    assert main(["export", str(path), "--to", str(folder / "出"), "--pdf"]) == 0
    (printed,) = (folder / "出").glob("*.pdf")
    paper = pages_alone(printed, folder / "表.pdf")
    of_book = renewed(capsys, path, folder / "由账套.budget")
    of_paper = renewed(capsys, paper, folder / "由打印.budget", "--form-set", name)
    assert of_paper | {"doubts": []} == of_book
    assert told(folder / "由打印.budget") == told(folder / "由账套.budget")
