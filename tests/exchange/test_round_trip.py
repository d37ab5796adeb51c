import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_unit
from budgetdesk.book.read import ledger, projects, units
from budgetdesk.domain.records import Department, Unit, UnitKind
from budgetdesk.domain.text import clean
from budgetdesk.exchange.content import ledger_csv, overall_json, projects_json
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.sample import sample_files
from tests.exchange.identities import anyones

SETS = {
    "jincheng-chengqu-2025": 10,
    "luliang-2025": 9,
    "taiyuan-2023": 1,
    "yonghe-2023": 9,
    "yonghe-2024": 62,
}


def by_identity(content: dict[str, Any]) -> dict[tuple[str, ...], dict[str, Any]]:
    return {
        (each["department"]["code"], each["unit"]["name"], each["name"]): each
        for each in content["projects"]
    }


@pytest.mark.parametrize("form_set", SETS)
def test_every_published_form_comes_back_unchanged(
    shared: Path, new_book: Callable[[str, int], Book], form_set: str
) -> None:
    path = shared / "samples" / form_set / "projects.json"
    published = json.loads(path.read_text("utf-8"))
    book = new_book(form_set, published["fiscal_year"])
    report = import_files(book, [path])
    exported = anyones(json.loads(projects_json(book)))

    assert report.files[0].projects == len(published["projects"]) == SETS[form_set]
    assert by_identity(exported) == by_identity(published)
    for one, other in zip(
        by_identity(exported).values(), by_identity(published).values(), strict=False
    ):
        assert list(one) == list(other)
    assert {key: value for key, value in exported.items() if key != "projects"} == {
        key: value for key, value in published.items() if key != "projects"
    }


def test_units_come_back_with_code_and_kind_and_without_projects(
    tmp_path: Path, new_book: Callable[[str, int], Book]
) -> None:
    book = new_book("yonghe-2024", 2024)
    with book.step("单位") as step:
        for code, name in (("202", "甲局"), ("203", "乙局")):
            owner = Department(code, name)
            owner = replace(owner, id=add_department(step, owner))
            add_unit(step, Unit(f"{name}本级", owner, f"{code}001", UnitKind.ADMINISTRATIVE))
            add_unit(step, Unit(f"{name}中心", owner))
    path = tmp_path / "projects.json"
    path.write_text(projects_json(book), "utf-8")
    other = new_book("yonghe-2024", 2024)
    with other.step("已有") as step:
        owner = Department("202", "甲局")
        add_unit(step, Unit("甲局本级", replace(owner, id=add_department(step, owner))))
    (report,) = import_files(other, [path]).files

    def told(of: Book) -> list[tuple[object, ...]]:
        return [(it.department.name, it.name, it.code, it.kind) for it in units(of)]

    assert told(other) == told(book)
    assert report.units == ["甲局中心", "乙局本级", "乙局中心"]
    assert "units" not in json.loads(projects_json(book, public=True))


def test_the_published_overall_form_comes_back(
    shared: Path, new_book: Callable[[str, int], Book]
) -> None:
    path = shared / "samples/yonghe-2024/overall.json"
    published = json.loads(path.read_text("utf-8"))
    book = new_book("yonghe-2024", 2024)
    report = import_files(book, [path])
    exported = anyones(json.loads(overall_json(book) or ""))
    remarks = {"line", "notes"}  # of those who collected the samples, not of the form
    assert report.files[0].notes == ["未导入的栏目：line、notes。"]
    assert set(published) - remarks == set(exported) - {"format"}
    for key in set(published) - remarks - {"title"}:
        assert exported[key] == published[key], key


def test_the_published_ledger_comes_back(
    shared: Path, new_book: Callable[[str, int], Book]
) -> None:
    folder = shared / "samples/yonghe-2024"
    book = new_book("yonghe-2024", 2024)
    # The ledger first on purpose: it needs the units and projects of the other file.
    report = import_files(book, [folder / "ledger.csv", folder / "projects.json"])

    published = list(csv.DictReader(io.StringIO((folder / "ledger.csv").read_text("utf-8"))))
    exported = list(csv.DictReader(io.StringIO(ledger_csv(book) or "")))
    for row in published:
        if "." in row["amount_yuan"]:
            row["amount_yuan"] = row["amount_yuan"].rstrip("0").rstrip(".")
    assert exported == published
    assert len(report.files[0].empty_projects) == 4
    assert len(projects(book)) == 66


def test_published_project_lines_lead_to_their_projects(
    shared: Path, new_book: Callable[[str, int], Book]
) -> None:
    folder = shared / "samples/yonghe-2024"
    book = new_book("yonghe-2024", 2024)
    import_files(book, [folder / "projects.json", folder / "ledger.csv"])
    lines = [line for line in ledger(book) if line.project is not None]
    linked = {line.project_id for line in lines if line.project_id is not None}
    unlinked = {line.project for line in lines if line.project_id is None}
    assert len(linked) == 66
    assert unlinked == {"上年结转项目"}
    names = {project.id: project.name for project in projects(book)}
    assert all(names[line.project_id] == line.project for line in lines if line.project_id)
    # Two departments have a unit of that name; its money stands in one place.
    assert len({line.unit.id for line in ledger(book)}) == 6


def test_the_bundled_sample_comes_back_and_goes_in_again(
    new_book: Callable[[str, int], Book], folder: Path
) -> None:
    first, second = new_book("yonghe-2024", 2024), new_book("yonghe-2024", 2024)
    import_files(first, sample_files())
    files = {
        "projects.json": projects_json(first),
        "overall.json": overall_json(first),
        "ledger.csv": ledger_csv(first),
    }
    for name, text in files.items():
        (folder / name).write_text(text or "", "utf-8", newline="")
    import_files(second, [folder / name for name in files])
    assert projects_json(second) == files["projects.json"]
    assert overall_json(second) == files["overall.json"]
    assert ledger_csv(second) == files["ledger.csv"]
    assert len(projects(second)) == 66


def test_an_import_is_one_step(book: Book, state: Callable[[Book], Any]) -> None:
    before = state(book)
    import_files(book, sample_files())
    assert book.undo_name == f"导入 {len(sample_files())} 个文件"
    book.undo()
    after = state(book)
    assert {table: rows for table, rows in after.items() if table != "step"} == {
        table: rows for table, rows in before.items() if table != "step"
    }
    book.redo()
    assert len(projects(book)) == 66


def test_one_file_names_its_step(book: Book) -> None:
    import_files(book, [resource("sample", "bureau.json")])
    assert book.undo_name == "导入 bureau.json"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
amounts = st.none() | st.decimals(
    min_value=-(10**12), max_value=10**12, places=2, allow_nan=False
).map(lambda value: f"{value:f}".rstrip("0").rstrip(".") if value else "0")


def plain(text: str) -> bool:
    return clean(text) == text


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_and_amount_comes_back(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = json.loads(resource("sample", "disease-control.json").read_text("utf-8"))
    source["projects"] = source["projects"][:1]
    project = source["projects"][0]
    for kind in ("monitoring", "self_evaluation"):
        project.pop(kind, None)
    for key in ("overview", "basis", "necessity", "plan", "responsible", "phone", "filed_at"):
        project[key] = data.draw(texts.filter(plain), label=key)
    project["name"] = data.draw(texts.filter(plain).filter(str.strip), label="name")
    for horizon in project["funding"].values():
        for payer in horizon:
            horizon[payer] = data.draw(amounts, label=payer)
    for indicators in project["indicators"].values():
        for indicator in indicators:
            indicator["target"] = data.draw(texts.filter(plain), label="target")
    folder = tmp_path_factory.mktemp("项目")
    path = folder / "projects.json"
    path.write_text(json.dumps(source), "utf-8")
    with Book.create(folder / "b.budget", BookInfo("yonghe-2024", 2024, "")) as book:
        import_files(book, [path])
        assert anyones(json.loads(projects_json(book))) == source
