"""Versions of two units in any order of arrival, from one computer or several, end alike."""

from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import rename
from budgetdesk.book.read import units
from tests.exchange.sealed.conftest import Offices, edit, received, state, submitted


def _versions(offices: Offices, book: Path, project: str) -> list[Path]:
    """v1, v2 and v3 of one computer."""
    found = []
    for number in (1, 2, 3):
        edit(book, project, "plan", f"第 {number} 稿")
        edit(book, project, "safeguards", f"第 {min(number, 2)} 稿")
        found.append(submitted(book, offices.folder / "出"))
    return found


def _outcome(bureau: Path, files: list[Path], *options: str) -> tuple[Any, list[Any]]:
    told = [received(bureau, file, *options)[1][0] for file in files]
    return state(bureau), told


def test_two_units_three_versions_in_any_order_end_in_the_last(offices: Offices) -> None:
    files = [
        *_versions(offices, offices.first, "村医"),
        *_versions(offices, offices.second, "宣传"),
    ]
    wanted = state(offices.first) | state(offices.second)
    orders = Random(4).sample([*permutations(files)], 3)
    for number, order in enumerate(orders):
        bureau = offices.new_bureau(f"局{number}")
        end, told = _outcome(bureau, [*order])
        assert end == wanted
        assert {it["outcome"] for it in told} <= {"taken", "nothing"}
        assert {it["outcome"] for it in received(bureau, *files)[1]} == {"nothing"}
        assert state(bureau) == wanted


def test_parallel_versions_of_two_computers_are_put_together(offices: Offices) -> None:
    other = offices.copy(offices.first, "甲的另一台")
    edit(offices.first, "村医", "plan", "这台改了计划")
    edit(other, "村医", "necessity", "那台改了必要性")
    edit(other, "防疫", "plan", "那台改了防疫")
    here, there = (submitted(it, offices.folder / "出") for it in (offices.first, other))
    edit(offices.first, "村医", "necessity", "那台改了必要性")
    edit(offices.first, "防疫", "plan", "那台改了防疫")
    wanted = state(offices.first)
    for number, order in enumerate(permutations([offices.package, here, there])):
        end, told = _outcome(offices.new_bureau(f"局{number}"), [*order])
        assert end == wanted
        assert any("parallel" in it["found"] for it in told)
        assert {it["outcome"] for it in told} <= {"taken", "nothing"}


@pytest.mark.parametrize(("option", "text"), [("keep", "先到的"), ("take", "后到的")])
def test_a_field_that_both_changed_is_asked_about(offices: Offices, option: str, text: str) -> None:
    other = offices.copy(offices.first, "甲的另一台")
    edit(offices.first, "村医", "plan", "先到的")
    edit(other, "村医", "plan", "后到的")
    edit(other, "村医", "necessity", "另改的")
    here, there = (submitted(it, offices.folder / "出") for it in (offices.first, other))
    received(offices.bureau, offices.package, here)
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, there)
    assert (code, told["status"], told["outcome"]) == (1, "conflict", "waits")
    assert [(it["base"], it["have"], it["new"]) for it in told["conflicts"]] == [
        ("村医的计划", "先到的", "后到的")
    ]
    assert state(offices.bureau) == before
    assert received(offices.bureau, there, "--conflicts", option)[0] == 0
    [village] = [
        it for it in state(offices.bureau)["甲医院"]["projects"]["projects"] if it["name"] == "村医"
    ]
    assert (village["plan"], village["necessity"]) == (text, "另改的")


def test_units_whose_books_are_copies_of_one_keep_their_own(offices: Offices) -> None:
    other = offices.copy(offices.first, "丙")
    with Book.open(other) as book, book.step("改名") as step:
        rename(step, "unit", units(book)[0].id, "丙医院")
    edit(other, "村医", "plan", "丙的")
    sent = submitted(other, offices.folder / "出")
    received(offices.bureau, offices.package, sent)
    edit(other, "村医", "plan", "丙又改的")
    code, _ = received(offices.bureau, submitted(other, offices.folder / "出"))
    assert code == 0
    plans = {
        name: sorted(it["plan"] for it in told["projects"]["projects"])
        for name, told in state(offices.bureau).items()
    }
    assert plans == {"甲医院": ["村医的计划", "防疫的计划"], "丙医院": ["丙又改的", "防疫的计划"]}
