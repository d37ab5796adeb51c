"""The published department: every cell of its tables is computed from its ledger."""

import json
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.money import wan_text
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.importing import import_files
from budgetdesk.tables.as_json import tables_json
from budgetdesk.tables.compute import compute_tables

Tables = dict[str, Any]
_FORGOTTEN = "t13_project_expenditure_carryover"
# Remarks of whoever took the tables down, not part of them.
_REMARKED = "t02_revenue"


@pytest.fixture(scope="module")
def published(shared: Path) -> Tables:
    path = shared / "samples" / "yonghe-2024" / "published-tables.json"
    tables: Tables = json.loads(path.read_text("utf-8"))
    return tables


@pytest.fixture(scope="module")
def computed(published_book: Book) -> Tables:
    tables: Tables = json.loads(tables_json(published_book))
    return tables


def test_every_published_cell_is_computed(published: Tables, computed: Tables) -> None:
    cells = 0
    assert list(computed) == list(published)
    for name, table in published.items():
        if name == _FORGOTTEN:
            continue
        for key in ("title", "department", "unit", "columns"):
            assert computed[name][key] == table[key], (name, key)
        assert len(computed[name]["rows"]) == len(table["rows"]), name
        for number, (own, row) in enumerate(
            zip(computed[name]["rows"], table["rows"], strict=True), start=1
        ):
            assert list(own) == list(row), (name, number)
            for key in row.keys() - {"line"}:
                cells += 1
                same = own[key] == row[key] or (name, key) in _WRITTEN_APART
                assert same, (name, number, key, own[key], row[key])
    print(f"{cells} cells of the published tables compared")
    assert cells > 1000


# The forms print project names with other brackets and dashes than the table does.
_WRITTEN_APART = {("t12_project_expenditure_current", "name")}


def test_project_names_differ_by_width_and_two_words_only(
    published: Tables, computed: Tables
) -> None:
    (name,) = (table for table, _ in _WRITTEN_APART)
    pairs = zip(computed[name]["rows"], published[name]["rows"], strict=True)
    differing = [
        (own["name"], row["name"])
        for own, row in pairs
        if _folded(own["name"]) != _folded(row["name"])
    ]
    assert differing == [
        (
            "省级财政医疗服务与保障能力(卫生健康人才培养特岗计划)",
            "省级财政医疗服务与保障能力提升（卫生健康人才培养特岗计划）",
        ),
        (
            "2024年省级财政医疗服务与保障能力(卫生健康人才培养)提升补助资金",
            "2024年省级财政医疗服务与保障能力提升(卫生健康人才培养)提升补助资金",
        ),
    ]


def _folded(name: str) -> str:
    return fold_name(name).replace("—", "-").replace("--", "-")


def test_the_keys_are_the_published_ones(published: Tables, computed: Tables) -> None:
    for name, table in published.items():
        ours, theirs = set(computed[name]), set(table)
        if name in (_FORGOTTEN, _REMARKED):
            theirs -= {"note"}
        assert ours == theirs, name


def test_carried_over_projects_are_no_longer_forgotten(
    published: Tables, computed: Tables, published_book: Book
) -> None:
    assert published[_FORGOTTEN]["rows"] == []
    assert "note" not in computed[_FORGOTTEN]
    department, *rows = computed[_FORGOTTEN]["rows"]
    assert department["total"] == "348.31"
    assert (department["general_public_budget"], department["government_fund"]) == (
        "342.91",
        "5.40",
    )
    assert [row["total"] for row in rows if row["level"] == "unit"] == [
        "158.35",
        "86.10",
        "98.02",
        "5.84",
    ]
    assert "unit_funds" not in department, "a column the form lacks is not there for nothing"


def test_the_overall_form_shows_the_published_totals(shared: Path, published_book: Book) -> None:
    path = shared / "samples" / "yonghe-2024" / "overall.json"
    funding = json.loads(path.read_text("utf-8"))["funding"]
    (tables,) = compute_tables(published_book)
    names = {
        "general_public_budget": "general",
        "government_fund": "fund",
        "social_insurance_fund": "social_insurance",
    }
    for half, own in (("by_source", tables.by_source), ("by_direction", tables.by_direction)):
        for key, text in funding[half].items():
            assert wan_text(getattr(own, names.get(key, key))) == text, key


def test_the_order_is_the_published_one_though_the_forms_came_first(
    shared: Path, tmp_path: Path, computed: Tables
) -> None:
    samples = shared / "samples" / "yonghe-2024"
    with Book.create(tmp_path / "先表后账.budget", BookInfo("yonghe-2024", 2024, "永和县")) as book:
        import_files(book, [samples / "projects.json"])
        import_files(book, [samples / "ledger.csv"])
        rows = json.loads(tables_json(book))["t12_project_expenditure_current"]["rows"]
    wanted = computed["t12_project_expenditure_current"]["rows"]
    assert [(row["unit"], row["total"]) for row in rows] == [
        (row["unit"], row["total"]) for row in wanted
    ]
