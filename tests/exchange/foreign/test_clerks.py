"""Whatever a clerk makes of a form: all that was put in is read where it belongs, or is told."""

import pytest

from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.content import ProjectContents
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.grid import SourceCell, SourceGrid
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.clerks import Clerk
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
