"""A 批复 that is older than one that was taken is told as such, and is not followed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import budgetdesk.exchange.downward.container as container
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import Offices, received, run


class _Tomorrow:
    """A clock."""

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def two(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two 批复 of one version, the second with less money."""
    files = []
    register(offices.bureau, "--accept", "甲医院")
    for number, less in enumerate(("-1000", "-2000")):
        given = ("--unit", "甲医院", "--project", "村医", f"--by={less}", "--note", "核减")
        assert run("revise", offices.bureau, *given)[0] == 0
        folder = offices.folder / f"批{number}"
        out = run("approve", offices.bureau, "--unit", "甲医院", "--to", folder)[1]
        files.append(Path(out.splitlines()[0]))
        register(offices.bureau, "--unlock", "甲医院", "--note", "再核")
        register(offices.bureau, "--accept", "甲医院")
        _later(monkeypatch)
    return files[0], files[1]


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made from now on is made a day later."""
    monkeypatch.setattr(container, "datetime", _Tomorrow)


def test_an_older_one_is_not_followed(offices: Offices, two: tuple[Path, Path]) -> None:
    older, newer = two
    _, [first] = received(offices.first, newer)
    assert first["found"] == ["approved"]
    assert "8,000" in "".join(first["warnings"])
    for _ in range(2):
        _, [late] = received(offices.first, older)
        assert (late["found"], late["outcome"]) == (["superseded"], "nothing")
        assert late["warnings"] == []


def test_in_order_both_are_taken(offices: Offices, two: tuple[Path, Path]) -> None:
    told = [received(offices.first, file)[1][0]["found"] for file in (*two, *two)]
    assert told == [["approved"], ["approved"], ["superseded"], ["duplicate"]]
