"""Invented ledgers: every source, nature and origin, negative corrections, gaps in the codes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.read import units
from budgetdesk.domain.records import Department, Nature, Origin, Source, Unit, UnitKind

FUNCTION_CODES = (
    "2080501", "2080505", "2100101", "2100102", "2100201", "2100299", "2120899", "2120801",
    "2210201", "2230102", "2350101", "2990101",
)  # fmt: skip
ROUGH_CODES = ("208", "21002", "2100201", "235", "23501")
DEPARTMENT_CODES = (
    "30101", "30107", "30113", "30201", "30212", "30217", "30231", "30301", "30302", "31002",
    "31013", "30913", "39999", "302", None,
)  # fmt: skip
GOVERNMENT_CODES = (
    "50101", "50103", "50201", "50206", "50207", "50208", "50303", "50306", "50403", "50501",
    "50502", "50601", "50905", None,
)  # fmt: skip
PROJECTS = ("村医补助", "公务用车", "上年结转项目", "能力建设")
LARGEST = 10**13  # 分: a hundred 亿元


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger line; `unit` counts the units of the book."""

    unit: int
    code: str
    nature: str
    project: str | None
    department: str | None
    government: str | None
    source: str
    origin: str
    amount: int


def entries(
    codes: Sequence[str] = FUNCTION_CODES, least: int = -LARGEST
) -> st.SearchStrategy[Entry]:
    """Ledger lines, their amounts from `least` 分."""

    def with_nature(nature: str) -> st.SearchStrategy[Entry]:
        project = st.sampled_from(PROJECTS) if nature == Nature.PROJECT else st.none()
        return st.builds(
            Entry,
            st.integers(0, 1),
            st.sampled_from(codes),
            st.just(nature),
            project,
            st.sampled_from(DEPARTMENT_CODES),
            st.sampled_from(GOVERNMENT_CODES),
            st.sampled_from([source.value for source in Source]),
            st.sampled_from([origin.value for origin in Origin]),
            st.integers(least, LARGEST),
        )

    return st.sampled_from([nature.value for nature in Nature]).flatmap(with_nature)


def random_entries(count: int, seed: int, *, least: int = -LARGEST) -> list[Entry]:
    """Many ledger lines."""
    chance = Random(seed)
    pick: Callable[[Sequence[str | None]], str | None] = chance.choice
    made = []
    for _ in range(count):
        nature = str(pick([one.value for one in Nature]))
        made.append(
            Entry(
                unit=chance.randrange(2),
                code=str(pick(FUNCTION_CODES)),
                nature=nature,
                project=pick(PROJECTS) if nature == Nature.PROJECT else None,
                department=pick(DEPARTMENT_CODES),
                government=pick(GOVERNMENT_CODES),
                source=str(pick([one.value for one in Source])),
                origin=str(pick([one.value for one in Origin])),
                amount=chance.randint(least, LARGEST),
            )
        )
    return made


def put(book: Book, made: Sequence[Entry]) -> tuple[int, ...]:
    """Make these lines the book's ledger; their ids."""
    owners = [unit.id for unit in units(book)]
    with book.step("明细") as step:
        for (row_id,) in step.rows("SELECT id FROM ledger_line"):
            step.delete("ledger_line", row_id)
        return tuple(
            step.insert(
                "ledger_line",
                {
                    "unit_id": owners[entry.unit],
                    "function_code": entry.code,
                    "nature": entry.nature,
                    "project": entry.project,
                    "department_economic": entry.department,
                    "government_economic": entry.government,
                    "source": entry.source,
                    "origin": entry.origin,
                    "amount": entry.amount,
                },
            )
            for entry in made
        )


@contextmanager
def ledger_book(path: Path) -> Iterator[Book]:
    """A new book with one department and two units."""
    owner = Department("202", "永和县卫生健康和体育局")
    with Book.create(path, BookInfo("yonghe-2024", 2024, "试验")) as book:
        with book.step("单位") as step:
            known = replace(owner, id=edit.add_department(step, owner))
            edit.add_unit(step, Unit("机关", known, kind=UnitKind.ADMINISTRATIVE))
            edit.add_unit(step, Unit("中心", known, kind=UnitKind.INSTITUTION))
        yield book
