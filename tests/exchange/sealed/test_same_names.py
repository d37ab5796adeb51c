"""Units of one name, code or origin: nobody's money goes to another or is counted twice."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_unit, move_project, put_overall, rename
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import ledger, overall_of, overalls, projects, units
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source, Unit, UnitKind
from tests.exchange.sealed.conftest import Offices, edit, received, run, state, submitted

_FACE = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)


def _known_as(
    path: Path, name: str = "", code: str = "", department: str = "", its: str = ""
) -> None:
    """What a book's one unit and its department are called, where that is told."""
    with Book.open(path) as book, book.step("改") as step:
        [unit] = units(book)
        for table, row_id, called in (
            ("unit", unit.id, name),
            ("department", unit.department.id, department),
        ):
            if called:
                rename(step, table, row_id, called)
        if code:
            step.update("unit", unit.id, {"code": code})
        if its:
            step.update("department", unit.department.id, {"code": its.strip("-")})


def _pay(path: Path, code: str, fen: int) -> None:
    with Book.open(path) as book, book.step("加") as step:
        add_ledger_line(step, LedgerLine(units(book)[0], code, *_FACE, fen, None, "30101", "50501"))


def _money(path: Path) -> dict[tuple[str, str], int]:
    """The ledgers of a book's units, by department and unit."""
    with Book.open(path, read_only=True) as book:
        return {
            (it.department.name, it.name): sum(line.amount for line in ledger(book, unit_id=it.id))
            for it in units(book)
        }


def _sent(offices: Offices, path: Path, unit: str = "") -> list[Path]:
    only = ("--unit", unit) if unit else ()
    code, out, err = run("submit", path, "--to", offices.folder / "出", *only)
    assert code in (0, 1), err
    return [Path(line) for line in out.splitlines() if line.endswith(".xlsx")]


@pytest.mark.parametrize("its", [("202", "205"), ("-", "-")])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_departments_have_a_unit_of_one_name_each(
    offices: Offices, its: tuple[str, str], order: tuple[int, int]
) -> None:
    books = (offices.first, offices.second)
    for path, code, department, fen in zip(
        books, its, ("卫健局", "教育局"), (11, 700), strict=True
    ):
        _known_as(path, "机关", "", department, code)
        _pay(path, "2100101", fen)
        _pay(path, "2100408", fen * 2)
    files = [submitted(path, offices.folder / "出") for path in books]
    assert received(offices.bureau, *(files[it] for it in order))[0] == 0
    wanted = {("卫健局", "机关"): 33, ("教育局", "机关"): 2100}
    assert _money(offices.bureau) == wanted
    _pay(offices.first, "2100102", 1)
    assert received(offices.bureau, submitted(offices.first, offices.folder / "出"))[0] == 0
    assert _money(offices.bureau) == wanted | {("卫健局", "机关"): 34}


@pytest.mark.parametrize("code", ["202001 ", " 202001", "２０２００１", "202 001"])
def test_a_code_is_one_however_it_was_typed(offices: Offices, code: str) -> None:
    other = offices.copy(offices.first, "另一台")
    _known_as(offices.first, code="202001")
    _known_as(other, "甲中心医院", code, its=" ２０２")
    files = [submitted(it, offices.folder / "出") for it in (offices.first, other)]
    assert received(offices.bureau, files[0])[0] == 0
    code_now, [told] = received(offices.bureau, files[1])
    assert (code_now, told["found"]) == (2, ["same_code"])
    assert len(_money(offices.bureau)) == 1


def test_two_units_of_one_name_are_told_apart_by_their_codes(offices: Offices) -> None:
    _known_as(offices.first, code="202001")
    _known_as(offices.second, "甲医院", "202002")
    first, second = (submitted(it, offices.folder / "出") for it in (offices.first, offices.second))
    tried = received(offices.bureau, first, second, "--dry-run")[1]
    assert [it["outcome"] for it in tried] == ["taken", "refused"]
    assert received(offices.bureau, first)[0] == 0
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, second)
    assert (code, told["found"]) == (2, ["same_name"])
    assert all(it in told["sentence"] for it in ("202001", "202002", second.name, "重报"))
    assert state(offices.bureau) == before


def _made_anew(offices: Offices) -> Path:
    """What a unit sends from a book that knows nothing of what it sent before."""
    _known_as(offices.second, "甲医院")
    for code in ("2100408", "2100101"):
        _pay(offices.first, code, 100)
    _pay(offices.second, "2100408", 900)
    _pay(offices.second, "2100499", 5)
    return submitted(offices.second, offices.folder / "出")


@pytest.mark.parametrize(("choice", "fen"), [("keep", 100 + 100 + 5), ("take", 905)])
def test_what_does_not_go_on_from_what_came_is_asked_about(
    offices: Offices, choice: str, fen: int
) -> None:
    """Two units of one name without codes, or a book that was made anew."""
    anew = _made_anew(offices)
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, anew)
    assert (code, told["status"], told["outcome"]) == (1, "unrelated", "waits")
    assert state(offices.bureau) == before
    assert received(offices.bureau, anew, "--conflicts", choice)[0] == 0
    assert [*_money(offices.bureau).values()] == [fen]
    names = {it["name"] for it in state(offices.bureau)["甲医院"]["projects"]["projects"]}
    assert names == ({"村医", "防疫", "宣传"} if choice == "keep" else {"宣传"})


def test_what_the_bureau_has_of_a_unit_that_never_sent_is_asked_about(offices: Offices) -> None:
    anew = _made_anew(offices)
    code, [told] = received(offices.first, anew)
    assert (code, told["found"], told["outcome"]) == (1, ["conflict", "new"], "waits")
    assert {(it["have"], it["new"]) for it in told["conflicts"]} > {("1", "9"), ("1", "—")}


def test_rows_of_a_project_that_was_typed_twice_are_not_doubled(offices: Offices) -> None:
    """The same forms, typed anew in another book, have other identities and the same names."""
    _known_as(offices.second, "甲医院")
    with Book.open(offices.second) as book, book.step("改名") as step:
        rename(step, "project", projects(book)[0].id, "村医")
        [row] = projects(book)[0].indicators.annual or ()
        for each in book.rows("SELECT id FROM indicator"):
            step.update("indicator", each[0], {"name": "村医人数"})
    assert row.name == "宣传人数"
    received(offices.bureau, offices.package)
    anew = submitted(offices.second, offices.folder / "出")
    assert received(offices.bureau, anew, "--conflicts", "keep")[0] == 0
    with Book.open(offices.bureau, read_only=True) as book:
        [one] = [it for it in projects(book) if it.name == "村医"]
    assert [it.name for it in one.indicators.annual or ()] == ["村医人数"]


def _split(offices: Offices) -> list[Path]:
    """One unit becomes two: the second takes a project over."""
    with Book.open(offices.first) as book, book.step("分") as step:
        [unit] = units(book)
        new = add_unit(step, Unit("丙医院", unit.department, kind=UnitKind.INSTITUTION))
        [one] = [it for it in projects(book) if it.name == "防疫"]
        move_project(step, one.id, new, 0)
    return _sent(offices, offices.first)


@pytest.mark.parametrize("order", [*permutations(range(2))])
def test_a_unit_that_was_split_goes_on_in_whatever_order_its_parts_come(
    offices: Offices, order: tuple[int, int]
) -> None:
    received(offices.bureau, offices.package)
    parts = _split(offices)
    assert received(offices.bureau, *(parts[it] for it in order))[0] == 0
    with Book.open(offices.first) as book, book.step("改") as step:
        for row in book.rows("SELECT id FROM indicator WHERE name = '防疫人数'"):
            step.update("indicator", row[0], {"target": "≥99人"})
    code, [told] = received(offices.bureau, *_sent(offices, offices.first, "丙医院"))
    assert (code, told["found"], told["parallel"]) == (0, ["resubmission"], [])
    assert _rows(offices.bureau) == _rows(offices.first)


def _rows(path: Path) -> list[tuple[str, str, str]]:
    """Unit, project and targets."""
    with Book.open(path, read_only=True) as book:
        return sorted(
            (it.unit.name, it.name, " ".join(row.target for row in it.indicators.annual or ()))
            for it in projects(book)
        )


def test_a_unit_of_another_ones_book_says_so(offices: Offices) -> None:
    """Renamed, merged, or made of a colleague's book: only a person knows which."""
    received(offices.bureau, offices.package)
    _known_as(offices.first, "甲中心医院")
    _, [told] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert told["outcome"] == "taken"
    [warning] = told["warnings"]
    assert "「村医」等 2 个项目与「甲医院」的出自同一个账套" in warning
    _, [again] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert again["warnings"] == []


def test_where_a_renamed_unit_went_is_told_once(offices: Offices) -> None:
    _known_as(offices.first, code="202001")
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    _known_as(offices.first, "甲中心医院")
    _, [told] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    [warning] = told["warnings"]
    assert "「甲中心医院」，收入账套中的「甲医院」" in warning
    _, [again] = received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert (again["outcome"], again["warnings"]) == ("taken", [])


def test_a_copy_of_a_units_book_does_not_go_on_beside_it(offices: Offices) -> None:
    """Under another name and the same code it is no version of what the unit sent since."""
    _known_as(offices.first, code="202001")
    first = submitted(offices.first, offices.folder / "出")
    other = offices.copy(offices.first, "同事的")
    _known_as(other, "丙医院")
    edit(offices.first, "村医", "plan", "甲又改的")
    received(offices.bureau, first, submitted(offices.first, offices.folder / "出"))
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, submitted(other, offices.folder / "出"))
    assert (code, told["found"]) == (2, ["same_code"])
    assert state(offices.bureau) == before


def _aim(path: Path, goal: str) -> None:
    with Book.open(path) as book, book.step("整体") as step:
        put_overall(step, replace(overall_of(book, units(book)[0].department.id), annual_goal=goal))


def _aims(path: Path) -> Mapping[str, str]:
    with Book.open(path, read_only=True) as book:
        return {it.department.name: it.annual_goal for it in overalls(book)}


def test_the_form_of_a_department_is_not_written_over_by_its_second_unit(offices: Offices) -> None:
    """Each unit's own book has a form of the department."""
    _aim(offices.first, "甲填的")
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    assert received(offices.bureau, submitted(offices.second, offices.folder / "出"))[0] == 0
    _aim(offices.second, "乙填的")
    other = submitted(offices.second, offices.folder / "出")
    code, [told] = received(offices.bureau, other)
    assert (code, told["outcome"]) == (1, "waits")
    assert [(it["have"], it["new"]) for it in told["conflicts"]] == [("甲填的", "乙填的")]
    assert [*_aims(offices.bureau).values()] == ["甲填的"]
    assert received(offices.bureau, other, "--conflicts", "take")[0] == 0
    assert [*_aims(offices.bureau).values()] == ["乙填的"]
