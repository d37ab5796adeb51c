"""One form in the habits of many offices, as four kinds of files: every value, or a mark."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.sources import read_grids
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign import kinds_of_files as files
from tests.exchange.foreign.office_habits import (
    GOAL,
    HABITS,
    LEVELS,
    MONEY,
    NAME,
    OFFICE,
    SAID,
    TEXTS,
    UNIT,
    UNSAID,
)

Content = dict[str, Any]
WRITERS: dict[str, Callable[[Path, files.Rows], None]] = {
    "xlsx": lambda path, rows: files.workbook(path, {"Sheet1": rows}),
    "docx": lambda path, rows: files.word(path, "附件2", rows),
    "html": files.page,
    "pdf": files.pdf,
}


def wanted(habit: str) -> dict[str, str]:
    """What the form says, by path."""
    said = {
        "name": NAME,
        "unit.name": UNIT,
        "department.name": OFFICE,
        "goals.annual": GOAL,
        **{f"funding.annual.{payer}": amount for payer, amount in MONEY.items()},
        **TEXTS,
    }
    targets = SAID.get(habit, [row[3] for row in LEVELS])
    for number, (row, target) in enumerate(zip(LEVELS, targets, strict=True)):
        for key, text in zip(
            ("level1", "level2", "name", "target"), (*row[:3], target), strict=True
        ):
            said[f"indicators.annual.{number}.{key}"] = text
    return {path: text for path, text in said.items() if path not in UNSAID.get(habit, ())}


def values(content: Content, above: str = "") -> Iterator[tuple[str, str]]:
    """All that was read, by path; widths and breaks of texts count for nothing."""
    for key, value in content.items():
        if isinstance(value, dict):
            yield from values(value, f"{above}{key}.")
        elif isinstance(value, list):
            for number, row in enumerate(value):
                yield from values(row, f"{above}{key}.{number}.")
        elif value not in (None, ""):
            yield f"{above}{key}", "".join(fold(str(value)).split())


def read_files(path: Path) -> list[dict[str, str]]:
    """The projects of a file, with the paths of what was marked to be looked at."""
    form_set = load_form_set("luliang-2025")
    source = read_forms(read_grids(path), FormKinds(form_set))
    contents = ProjectContents(form_set, [], [])
    return [dict(values(contents.content(it))) for it in source.projects]


def require_all(path: Path, habit: str = "plain") -> None:
    """Every value of the form is read as it is, and no other."""
    (found,) = read_files(path)
    said = dict(values(wanted(habit)))
    if habit in UNSAID:
        found = {key: text for key, text in found.items() if key not in UNSAID[habit]}
    assert found == said


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_the_same_in_a_workbook(habit: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    WRITERS["xlsx"](path, HABITS[habit]())
    require_all(path, habit)


@pytest.mark.proof
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_says_the_same_elsewhere(habit: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"表.{form}"
    WRITERS[form](path, HABITS[habit]())
    require_all(path, habit)
