"""All thirteen tables from a ledger of 100,000 lines."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

from budgetdesk.book import edit
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.domain.records import Department, Nature, Origin, Source, Unit
from budgetdesk.tables.compute import compute_tables
from tests.bench.figures import Figure, in_turns

_LINES = 100_000
_UNITS = 50
_BAR = 2.0
_ROUNDS = 5


def figures(folder: Path) -> Iterator[Figure]:
    """Measure with one department whose lines are spread over 1,200 codes and 2,000 projects."""
    path = folder / "ledger.budget"
    _large_ledger(path)
    with Book.open(path) as book:
        tables = compute_tables(book)[0].tables
        ours, plain = in_turns([lambda: compute_tables(book), lambda: _read_all(path)], _ROUNDS)
    rows = sum(len(table.rows) for table in tables)
    yield Figure(
        what=f"All thirteen tables from {_LINES:,} ledger lines",
        bar=f"< {_BAR:.0f} s",
        time=ours,
        met=ours < _BAR,
        reference_name="only reading the lines by plain sqlite3",
        reference=plain,
        note=f"{rows:,} rows in all, of 1,200 function codes and 2,000 projects.",
    )


def _large_ledger(path: Path) -> None:
    chance = Random(1)
    owner = Department("202", "县卫生健康局")
    with (
        Book.create(path, BookInfo("yonghe-2024", 2024, "大账套")) as book,
        book.step("明细") as step,
    ):
        owner = Department(owner.code, owner.name, id=edit.add_department(step, owner))
        units = [edit.add_unit(step, Unit(f"单位{n}", owner)) for n in range(_UNITS)]
        for _ in range(_LINES):
            step.insert("ledger_line", _line(chance, chance.choice(units)))


def _line(chance: Random, unit_id: int) -> dict[str, str | int | None]:
    nature = chance.choice(list(Nature))
    # 1,200 codes, as many as the official classification has 项.
    code = f"2{chance.randint(1, 30):02}{chance.randint(1, 8):02}{chance.randint(1, 5):02}"
    return {
        "unit_id": unit_id,
        "function_code": code,
        "nature": nature,
        "project": f"项目{chance.randint(1, 40)}" if nature is Nature.PROJECT else None,
        "department_economic": chance.choice(["30101", "30107", "30201", "30231", "30302", None]),
        "government_economic": chance.choice(["50101", "50501", "50201", "50502", None]),
        "source": chance.choice(list(Source)),
        "origin": chance.choice(list(Origin)),
        "amount": chance.randint(-(10**6), 10**9),
    }


def _read_all(path: Path) -> None:
    database = sqlite3.connect(path)
    assert len(database.execute("SELECT * FROM ledger_line").fetchall()) == _LINES
    database.close()
