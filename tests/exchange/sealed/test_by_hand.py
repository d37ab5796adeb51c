"""Whatever is done to a package in an office program is told, cell by cell, and nothing else."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from budgetdesk.exchange.sealed.opening import Opened, open_package
from tests.exchange.sealed.by_hand import Hand, Told, some_deeds
from tests.exchange.sealed.conftest import Offices, received


def _worked_on(opened: Opened, target: Path, seed: int) -> tuple[list[Told], set[str]]:
    """A package after somebody's deeds; what is to be told, and what stands in it beside cells."""
    workbook = load_workbook(opened.path)
    written = {it.name: it for it in opened.written}
    hand = Hand(workbook, written, Random(seed), [*written], set())
    told = some_deeds(hand)
    workbook.save(target)
    return told, hand.warnings


def _require_told(told: dict[str, Any], wanted: list[Told], warnings: set[str]) -> None:
    left = [Told(*(it[key] for key in Told._fields)) for it in told["edits"]]
    for one in wanted:
        found = next((it for it in left if _is_told(it, one)), None)
        assert found is not None, (one, left)
        left.remove(found)
    assert left == [], wanted
    assert {it[4:6] for it in told["warnings"] if "没有读取" in it} == warnings


def _is_told(found: Told, wanted: Told) -> bool:
    same = found.kind == wanted.kind and wanted.sheet in ("", found.sheet)
    if wanted.cell:
        return same and found[2:] == wanted[2:]
    pairs = ((wanted.old, found.old), (wanted.new, found.new))
    return same and all(not mine or mine == its or _is_cut(its, mine) for mine, its in pairs)


def _is_cut(told: str, whole: str) -> bool:
    return told.endswith("…") and whole.startswith(told[:-1])


@pytest.mark.parametrize(
    ("first", "count"), [(0, 20), pytest.param(20, 700, marks=pytest.mark.proof)]
)
def test_whatever_is_done_by_hand_is_told(offices: Offices, first: int, count: int) -> None:
    opened = open_package(offices.package)
    for seed in range(first, first + count):
        target = offices.folder / "手工.xlsx"
        wanted, warnings = _worked_on(opened, target, seed)
        _, [told] = received(offices.bureau, target, "--dry-run")
        _require_told(told, wanted, warnings)
