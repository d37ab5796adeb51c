"""Killed at any moment of a receipt, a book holds whole packages and none in part."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from budgetdesk.book.book import Book
from tests.book.content import require_sound
from tests.exchange.sealed.conftest import Offices, edit, received, state, submitted

_ROOT = Path(__file__).parents[3]


def _killed(book: Path, packages: list[Path], seconds: float) -> int:
    """How many packages a program that was killed said to have received."""
    names = map(str, (book, *packages))
    command = [sys.executable, "-m", "tests.exchange.sealed.killed", *names]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as child:
        assert child.stdout is not None
        done = [int(child.stdout.readline())]
        time.sleep(seconds)
        child.kill()
        done += [int(line) for line in child.stdout if line.endswith("\n")]
    return done[-1]


@pytest.mark.parametrize("rounds", [1, pytest.param(40, marks=pytest.mark.proof)])
def test_a_killed_receipt_leaves_whole_packages(offices: Offices, rounds: int) -> None:
    edit(offices.first, "村医", "plan", "第二版")
    packages = [
        offices.package,
        submitted(offices.second, offices.folder / "出"),
        submitted(offices.first, offices.folder / "出"),
    ]
    states, bureau = [state(offices.bureau)], offices.new_bureau("一个一个")
    for package in packages:
        received(bureau, package)
        states.append(state(bureau))
    for seed in range(rounds):
        book = Path(shutil.copyfile(offices.bureau, offices.folder / f"{seed}.budget"))
        done = _killed(book, packages, Random(seed).uniform(0, 0.7))
        with Book.open(book) as again:
            require_sound(again)
        assert state(book) in states[done : done + 2]
        assert received(book, *packages)[0] == 0
        assert state(book) == states[-1]
