"""批复 and 退回 of several units: for all or for none, and never over what was given out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.exchange.downward.approving import approve_several
from budgetdesk.exchange.downward.returning import return_several
from budgetdesk.exchange.register.states import RefusedDecision
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import Offices, received, run, submitted

_BOTH = ("--unit", "甲医院", "--unit", "乙医院")
_DEEDS = {"approve": (), "return": ("--note", "重报")}


@pytest.fixture
def both(offices: Offices) -> Offices:
    """The bureau received two units, and accepted the first."""
    received(offices.bureau, submitted(offices.second, offices.folder / "出"))
    register(offices.bureau, "--accept", "甲医院")
    return offices


@pytest.mark.parametrize("deed", _DEEDS)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_that_is_in_no_state_for_it_stops_all(
    both: Offices, deed: str, order: tuple[int, int]
) -> None:
    """Of the two one is accepted, and only the other can be returned."""
    before, out = register(both.bureau), both.folder / "下"
    with Book.open(both.bureau) as book:
        known = units(book)
        chosen = [(known[it], "") for it in order]
        deeds: dict[str, Callable[[], object]] = {
            "approve": lambda: approve_several(book, out, chosen),
            "return": lambda: return_several(book, out, chosen, "重报", findings=False),
        }
        with pytest.raises(RefusedDecision, match="不能"):
            deeds[deed]()
    assert register(both.bureau) == before
    assert not out.exists()


def test_one_with_less_than_nothing_stops_all(both: Offices) -> None:
    bureau = both.bureau
    cut = ("--unit", "乙医院", "--project", "宣传", "--by=-9000", "--note", "核减")
    assert run("revise", bureau, *cut)[0] == 0
    with Book.open(both.second) as book, book.step("少报") as step:
        for row in book.rows("SELECT id FROM funding"):
            step.update("funding", row[0], {"total": 100_00})
    assert received(bureau, submitted(both.second, both.folder / "出"))[0] == 0
    register(bureau, "--accept", "乙医院")
    code, _, err = run("approve", bureau, *_BOTH, "--to", both.folder / "下")
    assert (code, "乙医院" in err) == (2, True)
    assert {it["state"] for it in register(bureau).values()} == {"accepted"}


@pytest.mark.parametrize("deed", _DEEDS)
def test_what_was_given_out_is_not_written_over(offices: Offices, deed: str) -> None:
    bureau, out = offices.bureau, offices.folder / "下"
    if deed == "approve":
        register(bureau, "--accept", "甲医院")
    wish = (deed, bureau, "--unit", "甲医院", "--to", out, *_DEEDS[deed])
    first = Path(run(*wish)[1].splitlines()[0])
    content = first.read_bytes()
    with Book.open(bureau) as book:
        book.undo()
    second = Path(run(*wish)[1].splitlines()[0])
    assert first != second
    assert first.read_bytes() == content
    assert {*out.iterdir()} == {first, second}
    assert [it["outcome"] for it in received(offices.first, first, second)[1]] == ["taken"] * 2
