"""Whatever is done: followers agree with target and adjustments, nothing typed is lost."""

from pathlib import Path
from random import Random
from typing import cast

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_record, delete_record, records
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.records import DeclaredRecord, DeclaredRow
from tests.book.content import require_sound
from tests.dictionary.cycle_book import cycle_book

SLOTS = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")]
FOLLOWERS = ("monitoring", "self_evaluation")
Face = tuple[str, str, str, object, object]


def rows_of(one: DeclaredRecord) -> tuple[DeclaredRow, ...]:
    return cast("tuple[DeclaredRow, ...]", value_of(one, "indicators") or ())


def effective(book: Book) -> list[Face]:
    """The target after all approved adjustments, told anew and plainly."""
    rows: list[Face] = [
        (it.uuid, it.level1, it.level2, it.name, it.target)
        for it in read.project(book, 1).indicators.annual
    ]
    approved = [it for it in records(book, "adjustment") if it.declared["approved_at"]]
    for one in sorted(approved, key=lambda it: cast(int, it.declared["number"])):
        for row in rows_of(one):
            said = row.declared
            if row.follows:
                rows = [_changed(it, row) for it in rows]
                rows = [it for it in rows if it[0] != row.follows or said["state"] != "删除"]
            elif said["name"] or said["target"]:
                rows.append((row.uuid, row.level1, row.level2, said["name"], said["target"]))
    return rows


def _changed(face: Face, row: DeclaredRow) -> Face:
    if face[0] != row.follows or not row.declared["target"] or row.declared["state"] == "不变":
        return face
    return (*face[:4], row.declared["target"])


class Clerk:
    """Does something at random, each time as one step."""

    def __init__(self, book: Book, seed: int) -> None:
        self.book, self.chance = book, Random(seed)

    def act(self) -> None:
        deeds = (self.add, self.remove, self.rename, self.type, self.type, self.adjust)
        self.chance.choice((*deeds, self.approve, self.withdraw))()

    def target(self) -> int:
        rows = read.project(self.book, 1).indicators.annual
        return self.chance.choice(rows).id if rows else 0

    def add(self) -> None:
        slot = self.chance.choice(SLOTS)
        ref = FieldRef("project", 1, "indicators.annual.name", 0, *slot)
        with self.book.step("加") as step:
            row = edit.add_row(step, ref, self.chance.choice([0, None]))
            name = f"指标{self.chance.randrange(10**6)}"
            edit.write_field(step, FieldRef("project", 1, ref.path, row), name)

    def remove(self) -> None:
        if row := self.target():
            with self.book.step("减") as step:
                edit.remove_indicator(step, row)

    def rename(self) -> None:
        path = self.chance.choice(["name", "target"])
        if row := self.target():
            ref = FieldRef("project", 1, f"indicators.annual.{path}", row)
            with self.book.step("改") as step:
                edit.write_field(step, ref, f"新{self.chance.randrange(10**6)}")

    def type(self) -> None:
        kind = self.chance.choice(FOLLOWERS)
        (one,) = records(self.book, kind)
        if rows := rows_of(one):
            field = "so_far" if kind == "monitoring" else "actual"
            row = self.chance.choice(rows)
            value = self.chance.choice(["", "12人", "96%"])
            with self.book.step("填") as step:
                edit.write_field(step, FieldRef(kind, one.id, f"indicators.{field}", row.id), value)

    def adjust(self) -> None:
        with self.book.step("调整") as step:
            made = add_record(step, "adjustment", 1)
            number = 1 + max((it.id for it in records(self.book, "adjustment")), default=0)
            edit.write_field(step, FieldRef("adjustment", made, "number"), number)
        one = records(self.book, "adjustment", (made,))[0]
        with self.book.step("调整内容") as step:
            for row in rows_of(one):
                path, value = self.chance.choice(
                    [("target", "≥7"), ("state", "删除"), ("reason", "")]
                )
                ref = FieldRef("adjustment", made, f"indicators.{path}", row.id)
                edit.write_field(step, ref, value)
            slot = FieldRef("adjustment", made, "indicators.name", 0, *self.chance.choice(SLOTS))
            edit.write_field(step, slot, f"增{made}")

    def approve(self) -> None:
        if known := records(self.book, "adjustment"):
            ref = FieldRef("adjustment", self.chance.choice(known).id, "approved_at")
            with self.book.step("批复") as step:
                edit.write_field(step, ref, self.chance.choice(["2024-08-20", ""]))

    def withdraw(self) -> None:
        if known := records(self.book, "adjustment"):
            with self.book.step("撤回") as step:
                delete_record(step, "adjustment", self.chance.choice(known).id)


def everything(book: Book) -> list[object]:
    kinds = ("adjustment", *FOLLOWERS)
    return [read.project(book, 1), *(one for kind in kinds for one in records(book, kind))]


def typed(book: Book) -> dict[str, object]:
    return {
        row.uuid: value
        for kind in FOLLOWERS
        for one in records(book, kind)
        for row in rows_of(one)
        if (value := row.declared.get("actual") or row.declared.get("so_far"))
    }


@pytest.mark.parametrize("seed", range(2))
def test_followers_agree_and_undo_is_exact(tmp_path: Path, seed: int) -> None:
    with cycle_book(tmp_path / "随意.budget") as book:
        with book.step("新建") as step:
            for kind in FOLLOWERS:
                add_record(step, kind, 1)
        clerk, states = Clerk(book, seed), [(book.undo_name, everything(book))]
        for _ in range(30):
            before, deed = typed(book), len(book.undo_steps(500))
            clerk.act()
            wanted = effective(book)
            for kind in FOLLOWERS:
                (one,) = records(book, kind)
                here = [row for row in rows_of(one) if not row.gone]
                found = [
                    (
                        row.follows,
                        row.level1,
                        row.level2,
                        row.declared["name"],
                        row.declared["target"],
                    )
                    for row in here
                ]
                assert sorted(map(str, found)) == sorted(map(str, wanted))
                gone = [row for row in rows_of(one) if row.gone]
                assert all(row.declared.get("actual") or row.declared.get("so_far") for row in gone)
            if book.undo_name != "填":
                assert typed(book) == before, "nothing typed goes with the target"
            for _ in range(len(book.undo_steps(500)) - deed):
                states.append((book.undo_name, []))
            states[-1] = (book.undo_name, everything(book))
        require_sound(book)
        while len(states) > 1:
            _, state = states.pop()
            if state:
                assert everything(book) == state
            book.undo()
        assert everything(book) == states[0][1]
