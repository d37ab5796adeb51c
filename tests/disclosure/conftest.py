"""Books to be disclosed: the bundled sample, and the published department."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.assets import resource
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.disclosure import put_disclosure_entry
from budgetdesk.book.edit import update_unit
from budgetdesk.book.read import departments, project_rows, units
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.disclosure.document import Document, Heading
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.money import parse_wan
from budgetdesk.domain.records import UnitKind
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.disclosing import disclosure_documents
from budgetdesk.exchange.importing import import_files


@pytest.fixture(scope="session")
def sample(sample_book: Path) -> Iterator[Book]:
    with Book.open(sample_book, read_only=True) as book:
        yield book


@pytest.fixture(scope="session")
def document(sample: Book) -> Document:
    ((_, document),) = disclosure_documents(sample)
    return document


@pytest.fixture
def own_sample(tmp_path: Path, put_sample: Callable[[Path], Path]) -> Iterator[Book]:
    """A sample that a test may change."""
    put_sample(tmp_path / "示例.budget")
    with Book.open(tmp_path / "示例.budget") as book:
        yield book


def sections_of(document: Document) -> dict[str, str]:
    """The paragraphs under each heading of level 2, joined."""
    texts: dict[str, str] = {}
    heading = ""
    for part in document.parts:
        if isinstance(part, Heading) and part.level <= 2:
            heading = part.text
        elif isinstance(part, Paragraph):
            texts[heading] = texts.get(heading, "") + part.text
    return texts


@dataclass(frozen=True)
class Published:
    """The published department with what only its narrative tells."""

    document: Document
    narrative: dict[str, Any]


@pytest.fixture(scope="session")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = shared / "samples/yonghe-2024"
    narrative = json.loads((folder / "narrative.json").read_text("utf-8"))
    own = tmp_path_factory.mktemp("公开")
    with Book.create(own / "公开.budget", BookInfo("yonghe-2024", 2024, "公开")) as book:
        forms = _under_one_department(folder / "projects.json", own)
        import_files(book, [forms, folder / "ledger.csv", folder / "overall.json"])
        _sort_out(book)
        _tell(book, narrative)
        ((_, document),) = disclosure_documents(book)
    return Published(document, narrative)


def _under_one_department(path: Path, folder: Path) -> Path:
    """One published form stands under another department's code by mistake."""
    content = json.loads(path.read_text("utf-8"))
    for project in content["projects"]:
        project["department"] = {"code": "202", "name": "永和县卫生健康和体育局"}
    made = folder / path.name
    made.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return made


def _sort_out(book: Book) -> None:
    """What the published forms don't say: kinds of units, and 项目类别 as the sample has it."""
    categories = _categories()
    with book.step("补充") as step:
        for unit in units(book):
            own = unit.name == unit.department.name
            kind = UnitKind.ADMINISTRATIVE if own else UnitKind.INSTITUTION
            update_unit(step, type(unit)(unit.name, unit.department, unit.code, kind, unit.id))
        owners = {unit.id: unit.name for unit in units(book)}
        for row in project_rows(book):
            category = categories[owners[row.unit_id], fold_name(row.name)]
            step.update("project", row.id, {"category": category})


def _categories() -> dict[tuple[str, str], str]:
    found = {}
    for path in resource("sample").glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        for project in content.get("projects", ()):
            found[project["unit"]["name"], fold_name(project["name"])] = project["category"]
    return found


def _tell(book: Book, narrative: dict[str, Any]) -> None:
    """The published facts as entries; last year's amounts follow from the published changes."""
    sections = [value for value in narrative.values() if isinstance(value, dict)]
    changes, general, official, operating, purchases, assets = (
        sections[place] for place in (0, 4, 6, 7, 8, 10)
    )
    amounts = {
        "last_total": Decimal(changes["revenue_total"]) - Decimal(changes["increase"]),
        "last_general": Decimal(general["current_year"]) - Decimal(changes["increase"]),
        "last_abroad": Decimal(0),
        "last_reception": Decimal(0),
        "last_vehicle_purchase": Decimal(0),
        "last_vehicle_operation": Decimal(official["vehicle_operation"])
        - Decimal(official["vehicle_operation_increase"]),
        "last_operating": Decimal(operating["budget"]) + Decimal(operating["decrease_vs_2023"]),
        **{f"purchase_{key}": Decimal(purchases[key]) for key in ("goods", "works", "services")},
    }
    counts = {
        "vehicle_quota": "vehicle_quota", "vehicle_leader": "leader",
        "vehicle_confidential": "confidential_communication", "vehicle_emergency": "emergency",
        "vehicle_enforcement": "law_enforcement", "vehicle_technical": "special_technical",
        "vehicle_business": "institution_business", "vehicle_other": "other",
        "equipment_general": "general_equipment_over_500k",
        "equipment_special": "general_equipment_over_1m",
    }  # fmt: skip
    texts = {
        "office_area": assets["office_area_m2"],
        "assets_on": "2024年4月18日",
        "reason_total": "上年结转{上年结转}，"
        f"提前下达{changes['earmarked_from_above']}万元，县级{changes['county_level']}万元",
        "reason_general": "提前下达的专项",
        "reason_vehicle_operation": official["reason"],
        "reason_operating": operating["reason"],
        "duties": "职责",
        "structure": "机构",
        "service_catalogue": sections[11]["government_purchase_catalogue"],
    }
    (department,) = [one for one in departments(book) if one.code == "202"]
    with book.step("填写") as step:
        for key, amount in amounts.items():
            put_disclosure_entry(step, department.id, key, parse_wan(str(amount)))
        for key, name in counts.items():
            put_disclosure_entry(step, department.id, key, int(assets[name]))
        for key, text in texts.items():
            put_disclosure_entry(step, department.id, key, text)
    assert set(amounts) | set(counts) | set(texts) <= set(ENTRIES)
