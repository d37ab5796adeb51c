"""What a department's case tells of itself, whichever rule asks."""

import pytest

from tests.checks.building import overall
from tests.checks.department_building import department


@pytest.mark.parametrize("has_form", [True, False])
def test_its_document_counts_its_overall_form(has_form: bool) -> None:
    case = department(overall=overall() if has_form else None)
    assert case.figures.overall_forms == int(has_form)
