"""Of what comes down the sealed counts; a sheet that says something else is told cell by cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budgetdesk.exchange.downward.issued_file import book_from_issue
from tests.exchange.downward.test_approving import approved
from tests.exchange.downward.test_issuing import health
from tests.exchange.sealed.conftest import Offices, changed, new_book, received


def _first_figure(workbook: Any) -> Any:
    """The first amount of the first sheet that has any."""
    return next(
        cell
        for sheet in workbook
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    )


def _raise(workbook: Any) -> None:
    _first_figure(workbook).value = 987654321


def _approval(offices: Offices, _: Path) -> tuple[Path, Path]:
    return offices.first, approved(offices)


def _issue(offices: Offices, bureau: Path) -> tuple[Path, Path]:
    return new_book(offices.folder / "新.budget"), health(bureau)


@pytest.mark.parametrize("made", [_approval, _issue])
def test_a_changed_figure_is_told_with_its_cell(
    offices: Offices, bureau: Path, made: Callable[[Offices, Path], tuple[Path, Path]]
) -> None:
    book, file = made(offices, bureau)
    place = _first_figure(load_workbook(file)).coordinate
    _, [receipt] = received(book, changed(file, offices.folder / "改过.xlsx", _raise))
    [warning] = [it for it in receipt["warnings"] if "手工填写" in it]
    assert place in warning
    assert "987654321" in warning


def test_it_is_told_also_where_a_book_is_made_of_it(offices: Offices, bureau: Path) -> None:
    file = changed(health(bureau), offices.folder / "改过.xlsx", _raise)
    plan = book_from_issue(file, offices.folder / "新建.budget")
    assert any("987654321" in it for it in plan.receipt.warnings)
