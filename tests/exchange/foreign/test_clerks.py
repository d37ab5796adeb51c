"""Whatever a clerk makes of a form: all that was put in is read where it belongs, or is told."""

from collections.abc import Callable
from itertools import zip_longest

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.clerks import Clerk, Made
from tests.exchange.foreign.kinds_of_files import Rows, spanned
from tests.exchange.foreign.office_habits import OFFICE, UNIT, plain
from tests.exchange.foreign.test_office_habits import values

SET = load_form_set("luliang-2025")
KINDS = FormKinds(SET)


def grid_of(rows: Rows) -> SourceGrid:
    cells = (
        SourceCell(it.row, it.column, it.text, f"{it.row + 1}.{it.column + 1}", it.rows, it.columns)
        for it in spanned(rows)
    )
    return SourceGrid("表", tuple(cells))


def read(rows: Rows) -> tuple[dict[str, str], set[str]]:
    """What is read of a form by path, money in 分, and what is told as unread."""
    source = read_forms([grid_of(rows)], KINDS)
    (form,) = source.projects
    found = dict(values(ProjectContents(SET, [], []).content(form)))
    amounts = {
        path: str(parse_yuan(it)) for path, it in found.items() if path.startswith("funding.")
    }
    return found | amounts, {fold(it.cell.said) for it in (*form.unread, *source.unread)}


@pytest.mark.parametrize("seed", range(120))
def test_all_that_was_put_in_is_read_where_it_belongs(seed: int) -> None:
    made = Clerk(seed).form()
    found, told = read(made.rows)
    assert found == dict(values(made.said))
    assert {fold(it) for it in made.beside} <= told


@pytest.mark.parametrize("left", ["主管部门", "实施单位"])
def test_an_office_that_was_not_read_is_told_when_the_other_stands_for_it(left: str) -> None:
    rows = plain()
    rows[2] = [it.replace(left, "归口科室") for it in rows[2]]
    source = read_forms([grid_of(rows)], KINDS)
    content = ProjectContents(SET, [], []).content(source.projects[0])
    found = dict(values(content))
    assert found["department.name"] == found["unit.name"]
    told = source.projects[0].fields
    taken = told["unit.department.name" if left == "主管部门" else "unit.name"]
    assert taken.certainty is Certainty.GUESSED
    assert left in taken.why


@pytest.mark.parametrize("aside", ["（元）", "（盖章）", "(公章)"])
def test_what_a_label_says_of_itself_behind_a_colon_is_no_value(aside: str) -> None:
    rows = plain()
    rows[2][0], rows[2][3] = f"主管部门：{aside}", f"实施单位：{aside}"
    found, _ = read(rows)
    assert (found["department.name"], found["unit.name"]) == (OFFICE, UNIT)


def _of_town(made: Made, town: str) -> tuple[Rows, dict[str, str]]:
    rows = [[it.replace("农村", town) for it in row] for row in made.rows]
    return rows, {path: it.replace("农村", town) for path, it in made.said.items()}


def _below(one: Rows, other: Rows) -> Rows:
    width = max(map(len, one + other))
    return [row + [""] * (width - len(row)) for row in [*one, *other]]


def _beside(one: Rows, other: Rows) -> Rows:
    width, height = max(map(len, one)), max(len(one), len(other))
    left = [row + [""] * (width - len(row)) for row in one]
    left += [[""] * width] * (height - len(left))
    blank: list[str] = []
    return [row + right for row, right in zip_longest(left, other, fillvalue=blank)]


@pytest.mark.parametrize("together", [_below, _beside])
@pytest.mark.parametrize("seed", range(40))
def test_two_forms_of_two_clerks_on_one_sheet_are_two(
    seed: int, together: Callable[[Rows, Rows], Rows]
) -> None:
    """In whichever rows and columns each begins."""
    forms = [_of_town(Clerk(seed + 500 * it).form(), town) for it, town in enumerate("甲乙")]
    source = read_forms([grid_of(together(forms[0][0], forms[1][0]))], KINDS)
    assert len(source.projects) == len(forms)
    for form, (_, said) in zip(source.projects, forms, strict=True):
        found = dict(values(ProjectContents(SET, [], []).content(form)))
        amounts = {it: str(parse_yuan(found[it])) for it in found if it.startswith("funding.")}
        assert found | amounts == dict(values(said))
