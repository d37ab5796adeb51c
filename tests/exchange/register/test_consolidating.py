"""汇总 keeps the sums with what they are of; what comes later marks them stale until the next."""

import json
from typing import Any

from budgetdesk.book.book import Book
from tests.exchange.sealed.conftest import (
    Offices,
    edit,
    made,
    offices,
    received,
    run,
    submitted,
)

__all__ = ["made", "offices"]


def _consolidated(offices: Offices, *more: str) -> Any:
    code, out, err = run("desk", offices.bureau, *more, "--json")
    assert code == 0, err
    return json.loads(out)["consolidated"]


def test_a_later_package_marks_the_sums_stale_until_the_next(offices: Offices) -> None:
    assert _consolidated(offices) is None
    received(offices.bureau, offices.package)
    first = _consolidated(offices, "--consolidate")
    name = "永和县卫生健康和体育局"
    assert first["stale"] == []
    assert first["departments"] == [
        {"department": name, "told_fen": 20_000_00, "allowed_fen": 20_000_00}
    ]
    edit(offices.first, "村医", "plan", "改了")  # no amount: the package alone marks it
    received(offices.bureau, submitted(offices.first, offices.folder / "出"))
    later = _consolidated(offices)
    assert (later["stale"], later["at"]) == ([name], first["at"])
    assert "请重新汇总" in run("desk", offices.bureau)[1]
    assert _consolidated(offices, "--consolidate")["stale"] == []


def test_a_cut_and_a_step_taken_back_count_too(offices: Offices) -> None:
    received(offices.bureau, offices.package)
    _consolidated(offices, "--consolidate")
    wish = ("--unit", "甲医院", "--project", "村医", "--by=-100", "--note", "多了")
    assert run("revise", offices.bureau, *wish)[0] == 0
    assert _consolidated(offices)["stale"]
    assert _consolidated(offices, "--consolidate")["departments"][0]["allowed_fen"] == 19_900_00
    received(offices.bureau, submitted(offices.second, offices.folder / "出"))
    assert _consolidated(offices)["stale"]
    with Book.open(offices.bureau) as book:
        book.undo()
    assert _consolidated(offices)["stale"] == []
