"""County to city: the units' packages within one, register and sums, and what strangers send."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_unit
from budgetdesk.book.read import units
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.sealed import nested
from budgetdesk.exchange.sealed.county_report import from_plain
from budgetdesk.exchange.sealed.envelope import Envelope, kept_envelope
from budgetdesk.exchange.sealed.opening import open_package
from tests.exchange.county.two_counties import UNIT, County, city, money, told
from tests.exchange.sealed.conftest import changed, edit, new_book, received, run, state

YONGHE, XI = f"永和县{UNIT}", f"隰县{UNIT}"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two counties that passed on twice: v1, then v2 after the unit of the first sent again."""
    folder = tmp_path_factory.mktemp("县")
    first = County.made(folder / "永和", "141032", "永和县", 100_00)
    other = County.made(folder / "隰", "141031", "隰县", 200_00)
    for it in (first, other):
        it.accept()
    shutil.copyfile(first.passed_on(folder), folder / "a1.xlsx")
    shutil.copyfile(other.passed_on(folder), folder / "b1.xlsx")
    edit(first.unit, "村医", "overview", "改过的概况")
    first.unlock()
    first.send()
    first.accept()
    shutil.copyfile(first.passed_on(folder), folder / "a2.xlsx")
    return folder


def _county(sent: Path, tmp_path: Path) -> County:
    books = [
        shutil.copyfile(sent / "永和" / it, tmp_path / it) for it in ("甲.budget", "局.budget")
    ]
    return County("141032", "永和县", *map(Path, books))


def test_two_counties_stand_beside_each_other(sent: Path, tmp_path: Path) -> None:
    book = city(tmp_path)
    code, files = received(book, sent / "a1.xlsx", sent / "b1.xlsx")
    assert code == 0, files
    assert told(files) == [("new", "taken"), ("collected", "taken")] * 2
    assert money(book) == {YONGHE: 100_00, XI: 200_00}
    both = state(book)
    [ours] = state(sent / "永和" / "局.budget").values()
    names = {it["name"] for it in both[YONGHE]["projects"]["projects"]}
    assert names == {it["name"] for it in ours["projects"]["projects"]}
    desk = json.loads(run("desk", book, "--json")[1])
    assert {it["unit"]: it["state"] for it in desk["units"]} == {YONGHE: "sent", XI: "sent"}
    assert [it["office"]["name"] for it in desk["counties"]] == ["隰县", "永和县"]
    assert [it["told"] for it in desk["counties"][0]["report"]["sums"]] == [200_00]


@pytest.mark.parametrize("order", list(permutations(("a1", "a2", "b1"))))
def test_whatever_comes_first_the_city_has_the_same(
    sent: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    book = city(tmp_path)
    for name in order:
        assert received(book, sent / f"{name}.xlsx")[0] == 0
    [one] = [it for it in state(book)[YONGHE]["projects"]["projects"] if it["name"] == "村医"]
    assert one["overview"] == "改过的概况"
    assert money(book) == {YONGHE: 100_00, XI: 200_00}
    counties = json.loads(run("desk", book, "--json")[1])["counties"]
    assert {it["office"]["code"]: it["version"] for it in counties} == {"141031": 1, "141032": 2}


def test_a_dry_run_tells_each_unit_and_writes_nothing(sent: Path, tmp_path: Path) -> None:
    book = city(tmp_path)
    received(book, sent / "a1.xlsx")
    before = state(book)
    code, out, _ = run("receive", book, sent / "a2.xlsx", "--dry-run", "--json")
    assert code == 0
    assert told(json.loads(out)["files"]) == [("resubmission", "taken"), ("collected", "taken")]
    assert state(book) == before
    assert received(book, sent / "a2.xlsx")[0] == 0
    assert told(received(book, sent / "a2.xlsx")[1]) == [("duplicate", "nothing")] * 2
    assert told(received(book, sent / "a1.xlsx")[1]) == [
        ("duplicate", "nothing"),
        ("superseded", "nothing"),
    ]


def test_each_unit_is_a_step_and_the_register_another(sent: Path, tmp_path: Path) -> None:
    path = city(tmp_path)
    received(path, sent / "a1.xlsx")
    with Book.open(path) as book:
        assert book.undo() is not None
    desk = json.loads(run("desk", path, "--json")[1])
    assert desk["counties"] == []
    assert [it["state"] for it in desk["units"]] == ["sent"]
    assert told(received(path, sent / "a1.xlsx")[1]) == [
        ("duplicate", "nothing"),
        ("collected", "taken"),
    ]


def test_what_has_not_changed_goes_out_as_the_same_package(sent: Path, tmp_path: Path) -> None:
    county, book = _county(sent, tmp_path), city(tmp_path)
    received(book, sent / "a2.xlsx")
    assert run("desk", book, "--accept", YONGHE)[0] == 0
    again = county.passed_on(tmp_path)
    code, files = received(book, again)
    assert code == 0, files
    assert told(files) == [("duplicate", "nothing"), ("collected", "taken")]


def test_what_is_not_accepted_or_not_to_go_is_in_the_register_alone(
    sent: Path, tmp_path: Path
) -> None:
    county = _county(sent, tmp_path)
    without = county.passed_on(tmp_path, "--without-forms", UNIT)
    county.unlock()
    unaccepted = county.passed_on(tmp_path)
    book = city(tmp_path)
    code, files = received(book, without, unaccepted)
    assert (code, told(files)) == (0, [("collected", "taken")] * 2)
    assert "只有登记 1 个（甲医院）" in files[1]["sentence"]
    assert state(book) == {}
    [told_by] = json.loads(run("desk", book, "--json")[1])["counties"]
    assert [it["state"] for it in told_by["report"]["register"]] == ["in_review"]
    assert "概况" not in without.read_bytes().decode("latin-1")
    assert open_package(without).payload[nested.PACKAGES] == []


def test_the_city_returns_what_a_unit_passed_on_to_the_county(sent: Path, tmp_path: Path) -> None:
    county, book = _county(sent, tmp_path), city(tmp_path)
    received(book, sent / "a2.xlsx")
    code, out, err = run("return", book, "--unit", YONGHE, "--to", tmp_path, "--note", "太简略")
    assert code == 0, err
    [back] = [it for it in out.splitlines() if it.endswith(".xlsx")]
    code, files = received(county.bureau, back)
    assert (code, told(files)) == (0, [("returned", "taken")])


def test_a_city_passes_on_to_the_province_who_has_not_sent(sent: Path, tmp_path: Path) -> None:
    county, middle = _county(sent, tmp_path), city(tmp_path)
    with Book.open(county.bureau) as book, book.step("加") as step:
        [unit] = units(book)
        add_unit(step, Unit("乙医院", unit.department))
    received(middle, county.passed_on(tmp_path), sent / "b1.xlsx")
    for name in (YONGHE, XI):
        assert run("desk", middle, "--accept", name)[0] == 0
    linfen = County("141000", "临汾市", middle, middle)
    province = new_book(tmp_path / "省.budget")
    code, files = received(province, linfen.passed_on(tmp_path / "市报"))
    assert (code, told(files)) == (0, [("new", "taken"), ("new", "taken"), ("collected", "taken")])
    assert money(province) == {f"临汾市{YONGHE}": 100_00, f"临汾市{XI}": 200_00}
    assert "未报 1 个（永和县乙医院）" in files[-1]["sentence"]
    [told_by] = json.loads(run("desk", province, "--json")[1])["counties"]
    below = {it["office"]["name"]: it["report"] for it in told_by["report"]["below"]}
    assert {name: len(it["register"]) for name, it in below.items()} == {"永和县": 2, "隰县": 1}

    edit(county.unit, "村医", "overview", "再改过的概况")
    county.unlock()
    county.send()
    county.accept()
    run("desk", middle, "--unlock", YONGHE, "--note", "重报")
    received(middle, county.passed_on(tmp_path))
    assert run("desk", middle, "--accept", YONGHE)[0] == 0
    code, files = received(province, linfen.passed_on(tmp_path / "市报"))
    assert [found for found, _ in told(files)] == ["resubmission", "duplicate", "collected"]
    ours = state(province)[f"临汾市{YONGHE}"]["projects"]["projects"]
    assert [it["overview"] for it in ours if it["name"] == "村医"] == ["再改过的概况"]


def test_a_bureau_does_not_take_its_own(sent: Path, tmp_path: Path) -> None:
    county = _county(sent, tmp_path)
    code, files = received(county.bureau, sent / "a1.xlsx")
    assert (code, told(files)) == (2, [("own", "refused")])


def test_the_command_refuses_in_one_sentence(sent: Path, tmp_path: Path) -> None:
    bureau = _county(sent, tmp_path).bureau
    for more in (
        ("--county", "1410", "永和县"),
        ("--county", "141032", " "),
        ("--county", "141032", "永和县", "--unit", UNIT),
        ("--without-forms", UNIT),
    ):
        code, out, err = run("submit", bureau, "--to", tmp_path / "出", *more)
        assert (code, out, err.count("\n")) == (2, "", 1), err
    assert not (tmp_path / "出").exists()


def test_what_takes_a_units_file_says_that_this_is_none(sent: Path, tmp_path: Path) -> None:
    package, new = sent / "a1.xlsx", tmp_path / "新.budget"
    for wish in (
        ("differences", package, package),
        ("differences", package),
        ("new", new, "--from", package),
    ):
        code, _, err = run(*wish)
        assert code == 2
        assert "「a1.xlsx」：是汇总上报的文件" in err
    assert not new.exists()


Payload = dict[str, Any]


def _inner(payload: Payload, change: Callable[[Envelope], dict[str, Any]]) -> Payload:
    [one] = payload[nested.PACKAGES]
    return {**payload, nested.PACKAGES: [change(kept_envelope(**one))]}


def _sealed_inner(header: dict[str, Any], payload: Payload) -> Callable[[Envelope], dict[str, Any]]:
    def change(envelope: Envelope) -> dict[str, Any]:
        made = Envelope.of(replace(envelope.header, **header), {**envelope.opened(), **payload})
        return nested.nested_content([made])[0]

    return change


_HOSTILE: dict[str, Callable[[Payload], Payload]] = {
    "deeper": lambda it: _inner(it, _sealed_inner({"kind": "汇总上报"}, {})),
    "other year": lambda it: _inner(it, _sealed_inner({"fiscal_year": 1999}, {})),
    "no contents": lambda it: _inner(it, _sealed_inner({}, {"contents": 7})),
    "cut": lambda it: _inner(it, lambda e: {"header": e.header_line, "payload": e.payload[:-8]}),
    "no header": lambda it: _inner(it, lambda e: {"payload": e.payload}),
    "numbers": lambda it: {**it, nested.PACKAGES: [1, 2]},
    "no list": lambda it: {**it, nested.PACKAGES: "x"},
    "many": lambda it: {**it, nested.PACKAGES: it[nested.PACKAGES] * 3_001},
}


def _sealed_anew(package: Path, target: Path, change: Callable[[Payload], Payload]) -> Path:
    opened = open_package(package)
    envelope = Envelope.of(opened.envelope.header, change(opened.payload))

    def seal(workbook: Any) -> None:
        sheet = workbook["_budgetdesk"]
        sheet.delete_rows(1, sheet.max_row)
        for number, line in enumerate(envelope.lines, start=1):
            sheet.cell(number, 1).value = line

    return changed(package, target, seal)


@pytest.mark.parametrize("kind", _HOSTILE)
def test_one_bad_package_refuses_the_file_and_the_next_goes_on(
    sent: Path, tmp_path: Path, kind: str
) -> None:
    book = city(tmp_path)
    bad = _sealed_anew(sent / "a1.xlsx", tmp_path / "坏.xlsx", _HOSTILE[kind])
    code, files = received(book, bad, sent / "b1.xlsx")
    assert (code, told(files)[0]) == (2, ("damaged", "refused"))
    assert files[0]["sentence"].startswith("「坏.xlsx」")
    assert told(files)[1:] == [("new", "taken"), ("collected", "taken")]
    assert [*state(book)] == [XI]


def test_packages_that_grow_too_large_together_are_refused(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nested, "_MOST_INFLATED", 1_000)
    code, [one] = received(city(tmp_path), sent / "a1.xlsx")
    assert (code, one["status"]) == (2, "damaged")
    assert f"「{YONGHE}」封存的数据过大" in one["sentence"]


def _below(depth: int) -> dict[str, Any]:
    """A report of offices below one another, so many times."""
    office = {"code": "141032", "name": "永和县"}
    told = {"office": office, "version": 1, "made_at": ""}
    below = [{**told, "report": _below(depth - 1)}] if depth else []
    return {"register": [], "sums": [], "below": below}


def test_reports_are_read_four_deep_and_no_deeper() -> None:
    assert from_plain(_below(4)).below
    with pytest.raises(ValueError, match="0"):
        from_plain(_below(5))


@pytest.mark.parametrize(
    "register",
    [
        None,
        [],
        {"register": [{}], "sums": []},
        {"register": 3},
        {"register": [], "sums": [], "below": [{"office": {}}]},
        _below(5),
    ],
)
def test_a_register_that_is_none_is_refused(sent: Path, tmp_path: Path, register: Any) -> None:
    bad = _sealed_anew(
        sent / "a1.xlsx", tmp_path / "坏.xlsx", lambda it: {**it, "county": register}
    )
    book = city(tmp_path)
    code, files = received(book, bad)
    assert (code, told(files)) == (2, [("damaged", "refused")])
    assert state(book) == {}
