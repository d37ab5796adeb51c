"""What a dry run says of files is what becomes of them, in whatever order and however often."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import rename
from budgetdesk.book.read import units
from budgetdesk.domain.records import Source
from budgetdesk.exchange.downward.issuing import set_ceilings
from tests.exchange.sealed.conftest import Offices, edit, received, run, submitted

_SAID = ("file", "found", "outcome", "sentence", "edits", "conflicts", "parallel", "package")


def _named(path: Path, name: str, code: str = "") -> None:
    with Book.open(path) as book, book.step("改") as step:
        [unit] = units(book)
        rename(step, "unit", unit.id, name)
        if code:
            step.update("unit", unit.id, {"code": code})


def _sent(offices: Offices) -> list[Path]:
    """Versions of units: renamed, of another computer, of a colleague's copy, of one code."""
    out, first = offices.folder / "出", offices.first
    _named(first, "甲医院", "202001")
    _named(offices.second, "乙医院", "202001")
    files = [offices.package, submitted(first, out)]
    other, copied = offices.copy(first, "另一台"), offices.copy(first, "同事的")
    edit(first, "村医", "plan", "这台")
    edit(other, "村医", "plan", "那台")
    edit(other, "防疫", "plan", "那台的防疫")
    _named(copied, "丙医院", "202003")
    files += [submitted(it, out) for it in (first, other, copied, offices.second)]
    _named(first, "甲中心医院")
    files.append(submitted(first, out))
    twice = offices.folder / "出" / "上报 (1).xlsx"
    return [*files, Path(shutil.copyfile(files[-1], twice))]


def _same(book: Path, files: Sequence[Path], options: Sequence[str]) -> list[str]:
    """The outcomes, which the dry run told before."""
    tried = received(book, *files, *options, "--dry-run")
    done = received(book, *files, *options)
    assert [_said(it) for it in tried[1]] == [_said(it) for it in done[1]]
    assert tried[0] == done[0]
    return [str(it["outcome"]) for it in done[1]]


def _said(told: dict[str, Any]) -> dict[str, Any]:
    return {key: told[key] for key in _SAID}


@pytest.mark.parametrize(("first", "count"), [(0, 6), pytest.param(6, 80, marks=pytest.mark.proof)])
def test_packages_in_any_order(offices: Offices, first: int, count: int) -> None:
    files = _sent(offices)
    outcomes = set()
    for seed in range(first, first + count):
        chance = Random(seed)
        some = chance.choices(files, k=chance.randint(2, 7))
        options = chance.choice(((), ("--conflicts", "take"), ("--conflicts", "keep")))
        bureau = offices.new_bureau(f"局{seed}")
        outcomes |= {*_same(bureau, some, options)}
        outcomes |= {*_same(bureau, files, options)}
    assert outcomes == {"taken", "nothing", "waits", "refused"}


def _down(offices: Offices) -> list[Path]:
    """What a bureau sends down, two of each."""
    bureau, out = offices.bureau, offices.folder / "下"
    received(bureau, offices.package)
    files = []
    for number in (1, 2):
        with Book.open(bureau) as book:
            set_ceilings(book, {units(book)[0].uuid: {Source.GENERAL: number * 100}})
        given = ("--unit", "甲医院", "--to", out)
        for deed in (
            ("issue", bureau, "--to", out),
            ("return", bureau, *given, "--note", "重报"),
        ):
            files.append(Path(run(*deed)[1].splitlines()[0]))
        edit(offices.first, "村医", "plan", f"第 {number} 稿")
        received(bureau, submitted(offices.first, offices.folder / "出"))
        assert run("desk", bureau, "--accept", "甲医院")[0] == 0
        files.append(Path(run("approve", bureau, *given)[1].splitlines()[0]))
        run("desk", bureau, "--unlock", "甲医院", "--note", "再核")
    return files


def test_what_comes_down_in_any_order(offices: Offices) -> None:
    files = _down(offices)
    assert len({it.name for it in files}) == len(files) == 6
    outcomes = set()
    for seed in range(8):
        some = Random(seed).choices(files, k=5)
        unit = offices.copy(offices.first, f"单位{seed}")
        outcomes |= {*_same(unit, some, ()), *_same(unit, files, ())}
    assert outcomes == {"taken", "nothing"}


def test_what_is_issued_to_a_blank_book_by_two_departments(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    with Book.open(offices.second) as book, book.step("改") as step:
        rename(step, "department", units(book)[0].department.id, "教育局")
        step.update("department", units(book)[0].department.id, {"code": "205"})
    received(offices.bureau, submitted(offices.second, offices.folder / "出"))
    out = run("issue", offices.bureau, "--to", offices.folder / "下")[1]
    files = [Path(it) for it in out.splitlines() if it.endswith(".xlsx")]
    assert _same(offices.new_bureau("空"), files, ()) == ["taken", "refused"]
