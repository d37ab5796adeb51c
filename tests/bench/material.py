"""Books and sheets to measure with: the bundled sample, and invented projects in any number."""

import random
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    PerHorizon,
    Project,
    Unit,
)
from budgetdesk.exchange.exporting import sheets_of
from budgetdesk.exchange.sample import create_sample
from budgetdesk.forms.loader import load_form_set
from budgetdesk.forms.sheet import Sheet

FORM_SET = "yonghe-2024"
_WORDS = "农村公路养护补助资金医疗卫生人才培养教育基础设施建设供水改造就业保障环境整治文化惠民"
_SENTENCE = "为落实全县年度重点工作安排，按照有关文件要求，保障项目按期实施，资金专款专用。"
_PROJECTS_IN_UNIT = 25


def sample_sheets(folder: Path, count: int) -> list[Sheet]:
    """So many project forms of the bundled sample, some of them more than once."""
    path = folder / "sample.budget"
    create_sample(path)
    with Book.open(path, read_only=True) as book:
        sheets = list(sheets_of(book, overall_ids=()))
    return [sheets[number % len(sheets)] for number in range(count)]


def large_book(path: Path, projects: int, indicators: int = 9) -> None:
    """A new book with invented projects: departments, units and names like those of a county."""
    chance = random.Random(2024)
    with Book.create(path, BookInfo(FORM_SET, 2024, "测量")) as book, book.step("准备") as step:
        department_id = 0
        for number, unit in enumerate(_units(projects)):
            if number % 4 == 0:
                department_id = add_department(step, unit.department)
            stored = Department(unit.department.code, unit.department.name, id=department_id)
            unit_id = add_unit(step, Unit(unit.name, stored))
            for _ in range(_PROJECTS_IN_UNIT):
                of_unit = Unit(unit.name, stored, id=unit_id)
                add_project(step, project(of_unit, chance, indicators))


def _units(projects: int) -> Iterator[Unit]:
    for number in range(-(-projects // _PROJECTS_IN_UNIT)):
        department = Department(f"{100 + number // 4}", f"第{number // 4 + 1}局")
        yield Unit(f"{department.name}第{number % 4 + 1}中心", department)


def project(unit: Unit, chance: random.Random, indicators: int = 9) -> Project:
    """An invented project with filled texts, amounts and so many indicators in each half."""
    name = "".join(chance.choices(_WORDS, k=12)) + f"{chance.randrange(10**6)}"
    amount = chance.randrange(1, 10**9)
    funding = Funding(total=amount, local=amount)
    return Project(
        name=name,
        unit=unit,
        attribute="经常性项目(长期开展)",
        period="1年",
        funding=PerHorizon(funding, funding),
        overview=_SENTENCE * 2,
        basis=_SENTENCE,
        necessity=_SENTENCE,
        safeguards=_SENTENCE,
        plan=_SENTENCE,
        goals=PerHorizon(_SENTENCE, _SENTENCE),
        indicators=PerHorizon(_indicators(indicators), _indicators(indicators)),
    )


def _indicators(count: int) -> tuple[Indicator, ...]:
    slots = list(load_form_set(FORM_SET).tree.slots())
    chosen = [slots[number * len(slots) // count] for number in range(count)]
    return tuple(
        Indicator(slot.level1, slot.level2, f"第{number}项任务完成率", "≥95%")
        for number, slot in enumerate(chosen, 1)
    )
