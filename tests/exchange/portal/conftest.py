"""A book of 66 projects, two of one name in one unit among them, and its list."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.edit import add_project
from budgetdesk.book.read import projects
from budgetdesk.domain.records import Project
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.portal.comparing import ListComparison, held_against_list
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.loader import load_form_set
from tests.exchange.portal.listing import Habit, Listed, grid_of_list, listed


@dataclass(frozen=True)
class Office:
    """Its projects and form set."""

    path: Path
    form_set: FormSet
    projects: tuple[Project, ...]

    def listed(self) -> list[Listed]:
        return [listed(it) for it in self.projects]

    def against(self, found: list[Listed], habit: Habit) -> ListComparison:
        reading = read_forms([grid_of_list(found, habit)], FormKinds(self.form_set))
        return held_against_list(self.form_set, self.projects, reading)


@pytest.fixture(scope="session")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    path = tmp_path_factory.mktemp("一体化") / "66.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "试验")) as book:
        import_files(book, [shared / "samples" / "yonghe-2024" / "projects.json"])
        known = projects(book)
        with book.step("再加四个") as step:
            for number, one in enumerate(known[10:13]):
                add_project(step, replace(one, name=f"{one.name}（续{number}）", uuid=""))
            goals = replace(known[20].goals, annual="这是另一个同名的项目。")
            add_project(step, replace(known[20], goals=goals, uuid=""))
        return Office(path, load_form_set("yonghe-2024"), projects(book))
