"""The shipped lists of codes hold together in every year, and say what the sources say."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from budgetdesk.domain.catalogue import (
    Attestation,
    Catalogue,
    CatalogueError,
    CatalogueKind,
    OwnEntry,
    load_catalogue,
)
from budgetdesk.domain.code_search import CODE_KINDS

FUNCTION = CatalogueKind.FUNCTION
YEARS = range(2022, 2031)
every_list = pytest.mark.parametrize(
    "catalogue", [load_catalogue(kind, year) for kind in CODE_KINDS for year in YEARS],
    ids=lambda it: f"{it.kind.value}-{it.year}",
)  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text("utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@every_list
def test_every_code_stands_below_its_parent(catalogue: Catalogue) -> None:
    lengths = CODE_KINDS[catalogue.kind].lengths
    above = {deeper: upper for upper, deeper in pairwise(lengths)}
    for code in catalogue.entries:
        assert len(code) in lengths
        assert len(code) == lengths[0] or code[: above[len(code)]] in catalogue.entries, code
        assert not code.endswith("00")


@every_list
def test_names_are_clean_and_unique_among_siblings(catalogue: Catalogue) -> None:
    named = Counter(
        (parent.code if (parent := catalogue.parent(entry.code)) else "", entry.name)
        for entry in catalogue.entries.values()
    )
    assert [key for key, count in named.items() if count > 1] == []
    assert all(name and name == name.strip() and "|" not in name for _, name in named)


@pytest.mark.parametrize("kind", CODE_KINDS)
def test_what_is_printed_names_its_source_and_nothing_else_does(kind: CatalogueKind) -> None:
    from budgetdesk.assets import resource

    for row in rows(resource("catalogues") / f"{kind.value}.csv"):
        assert bool(row["source"]) == (row["certainty"] == Attestation.PRINTED), row
        assert row["from_year"] == "" or row["from_year"].isdigit()


def test_the_function_codes_of_every_department_are_there(shared: Path) -> None:
    codes = load_catalogue(FUNCTION, 2025)
    told = rows(shared / "catalogues/function-memory.csv")
    assert len(codes.entries) == len(told) == 1218
    verified = {
        (row["code"], row["name"]) for row in rows(shared / "catalogues/function-verified.csv")
    }
    assert len({code for code, _ in verified}) == 124
    for code, name in verified:
        assert codes.entries[code].name == name
        assert codes.entries[code].certainty is Attestation.PRINTED
    sure = Counter(entry.certainty.value for entry in codes.entries.values())
    assert sure == {"A": 124, "B": 1040, "C": 54}


def test_economic_codes_that_documents_print_are_sure(shared: Path) -> None:
    known = load_catalogue(CatalogueKind.DEPARTMENT_ECONOMIC, 2025)
    for row in rows(shared / "catalogues/department_economic-verified.csv"):
        assert row["code"] in known.codes_named(row["name"])
        assert known.entries[row["code"]].certainty is Attestation.PRINTED


def test_revenue_of_funds_and_state_capital_is_there(shared: Path) -> None:
    known = load_catalogue(CatalogueKind.REVENUE, 2025)
    for row in rows(shared / "catalogues/revenue-memory.csv"):
        assert known.name_of(row["code"]) == row["name"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("扶贫", "21305"), ("国土海洋气象等支出", "220"), ("行政事业单位离退休", "20805")],
)
def test_former_names_are_found_still(typed: str, code: str) -> None:
    assert code in load_catalogue(FUNCTION, 2025).codes_named(typed)


@pytest.mark.parametrize(
    ("year", "edition"), [(2024, 2024), (2025, 2025), (2026, 2025), (2027, 2025)]
)
def test_a_list_says_whose_year_it_is(year: int, edition: int) -> None:
    assert load_catalogue(FUNCTION, year).edition == edition


def test_codes_stand_with_their_years_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "function.csv").write_text(
        "# edition 2026\ncode,name,from_year,to_year,former,certainty,source\n"
        "201,甲,,2023,,A,某书\n201,乙,2024,,甲|旧甲,B,\n202,丙,2026,,,C,\n",
        "utf-8",
    )

    def names(year: int) -> dict[str, str]:
        entries = load_catalogue(FUNCTION, year, tmp_path).entries
        return {code: entry.name for code, entry in entries.items()}

    assert names(2023) == {"201": "甲"}
    assert names(2025) == {"201": "乙"}
    assert names(2030) == {"201": "乙", "202": "丙"}
    assert load_catalogue(FUNCTION, 2026, tmp_path).codes_named("旧甲") == ("201",)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("201,乙,2024,,,B,", "第 4 行：2024 年与前面的行重复"),
        ("201,乙,24,,,B,", "第 4 行：「24」不是年度"),
    ],
)
def test_a_wrong_file_of_years_is_named_with_its_line(
    tmp_path: Path, second: str, message: str
) -> None:
    head = "# edition 2026\ncode,name,from_year,to_year,former,certainty,source\n201,甲,,,,A,某书\n"
    (tmp_path / "function.csv").write_text(head + second + "\n", "utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(FUNCTION, 2024, tmp_path)


def test_what_the_office_says_is_sure_and_what_it_gave_up_is_gone() -> None:
    shipped = load_catalogue(FUNCTION, 2025)
    codes = shipped.with_own(
        [OwnEntry(FUNCTION, "20101", "人大事务"), OwnEntry(FUNCTION, "2010102", "")]
    )
    assert shipped.entries["20101"].certainty is Attestation.SURE
    assert codes.entries["20101"].certainty is Attestation.PRINTED
    assert codes.entries["20101"].name == "人大事务"
    assert codes.name_of("2010102") is None
