"""下发 in any order: the newest stands, what it changes is told, an older one changes nothing."""

from itertools import permutations
from pathlib import Path

import pytest

from budgetdesk.domain.records import Source
from tests.exchange.downward.test_issuing import ceilings_file, issued, told
from tests.exchange.sealed.conftest import new_book, received, run

_WAN = 1_000_000  # 分
_DAYS = ("2024-01-31", "2024-02-28", "2024-03-31")


def _three(bureau: Path) -> list[Path]:
    """Three 下发 of one department, each with another 控制数 and day."""
    files = []
    for number, day in enumerate(_DAYS, start=1):
        text = f"单位编码,单位,一般公共预算（万元）\n202001,甲医院,{number}\n"
        given = ("--ceilings", ceilings_file(bureau, text), "--deadline", day)
        files.append(issued(bureau, *given)[0])
    return files


@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_the_newest_stands_whatever_comes_last(bureau: Path, order: tuple[int, ...]) -> None:
    files, book, newest = _three(bureau), new_book(bureau.parent / "单位.budget"), -1
    for number in order:
        _, [receipt] = received(book, files[number])
        is_newer = number > newest
        assert receipt["found"] == ["issued" if is_newer else "superseded"]
        changes = "".join(receipt["warnings"])
        if is_newer and newest >= 0:
            assert f"{newest + 1}0,000 → {number + 1}0,000" in changes
            assert _DAYS[newest] in changes
        else:
            assert changes == ""
        newest = max(newest, number)
        limits, day = told(book)
        assert limits["甲医院"] == {Source.GENERAL: (newest + 1) * _WAN}
        assert day == _DAYS[newest]


def test_a_limit_that_goes_is_told(bureau: Path) -> None:
    book = new_book(bureau.parent / "单位.budget")
    received(book, _three(bureau)[2])
    assert run("issue", bureau, "--to", bureau.parent / "再下", "--deadline", "2024-03-31")[0] == 0
    text = "单位编码,单位,一般公共预算（万元）,政府性基金预算（万元）\n202001,甲医院,,5\n"
    last = issued(bureau, "--ceilings", ceilings_file(bureau, text), "--deadline", "2024-03-31")[0]
    _, [receipt] = received(book, last)
    assert "30,000 → 不限" in "".join(receipt["warnings"])
    assert "不限 → 50,000" in "".join(receipt["warnings"])
