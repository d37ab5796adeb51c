"""Two counties whose units have one name, one code of department, and forms of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import add_ledger_line
from budgetdesk.book.read import ledger, units
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source
from tests.exchange.sealed.conftest import make_books, new_book, received, run, submitted

UNIT = "甲医院"


@dataclass(frozen=True)
class County:
    """A county: its code and name, its unit's book and its bureau's."""

    code: str
    name: str
    unit: Path
    bureau: Path

    @classmethod
    def made(cls, folder: Path, code: str, name: str, fen: int) -> "County":
        """A county whose unit's package, with so much money, its bureau has received."""
        make_books(folder)
        one = cls(code, name, folder / "甲.budget", folder / "局.budget")
        with Book.open(one.unit) as book, book.step("明细") as step:
            [unit] = units(book)
            face = (Nature.BASIC, Source.GENERAL, Origin.CURRENT)
            add_ledger_line(step, LedgerLine(unit, "2100101", *face, fen, None, "30101", "50101"))
        one.send()
        return one

    def send(self) -> None:
        """The unit sends what it has, and the bureau receives it."""
        package = submitted(self.unit, self.unit.parent / "报")
        assert received(self.bureau, package)[0] == 0

    def accept(self) -> None:
        """The bureau accepts what it received."""
        code, _, err = run("desk", self.bureau, "--accept", UNIT)
        assert code == 0, err

    def unlock(self) -> None:
        """The bureau takes that back."""
        assert run("desk", self.bureau, "--unlock", UNIT, "--note", "有误")[0] == 0

    def passed_on(self, folder: Path, *more: object) -> Path:
        """What the bureau sends upward."""
        told = ("--to", folder, "--county", self.code, self.name, *more)
        code, out, err = run("submit", self.bureau, *told)
        assert code in (0, 1), err
        return Path(out.strip())


def city(folder: Path) -> Path:
    """An empty book of the city's."""
    return new_book(folder / "市.budget")


def money(path: Path) -> dict[str, int]:
    """The ledger's money by unit."""
    found: dict[str, int] = {}
    with Book.open(path, read_only=True) as book:
        for line in ledger(book):
            found[line.unit.name] = found.get(line.unit.name, 0) + line.amount
    return found


def told(files: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """What each was found to be, and what became of it."""
    return [(it["status"], it["outcome"]) for it in files]
