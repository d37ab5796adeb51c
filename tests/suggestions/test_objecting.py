"""What 审核 would find fault with is not offered, or last and without its value."""

import pytest

from budgetdesk.domain.records import Project
from budgetdesk.forms.loader import load_form_set
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.proposing import Proposals, Suggestion
from tests.checks.building import project
from tests.suggestions.test_proposing import CONTENT, QUALITY, form_of, made


def asked(about: Project, place: str, *rows: tuple[str, str, str]) -> tuple[Suggestion, ...]:
    """What is offered when last year's form of the project says these rows."""
    last = form_of(made(about.name, *rows), year=2025)
    objecting = Objecting(load_form_set("yonghe-2024"), 2026)
    return Proposals(about, form_of(about), Library([last]), objecting).suggestions(place)


@pytest.mark.parametrize(
    ("place", "name", "target"),
    [
        (CONTENT, "退养村医满意度", "提高"),  # Q27 is of the form, Q28 of the value
        (QUALITY, "培训合格率", "≤90%"),
        (QUALITY, "发放准确率", "≥120%"),
    ],
)
def test_a_value_that_is_objected_to_is_left_out(place: str, name: str, target: str) -> None:
    found = {it.name: it for it in asked(made("村医补助"), place, (place, name, target))}
    objecting = Objecting(load_form_set("yonghe-2024"), 2026)
    against = objecting.against(project(), place, [(name, target)])
    assert found[name].target == ("" if against else target)


def test_a_name_that_is_objected_to_stands_behind_all_others() -> None:
    rows = ((CONTENT, "服务对象满意度", "≥95%"), (CONTENT, "退养村医满意度", "≥90%"))
    names = [it.name for it in asked(made("村医补助"), CONTENT, *rows)]
    assert names[0] == "退养村医满意度"
    assert "服务对象满意度" not in names[:-1]


def test_nothing_offered_is_objected_to_but_what_stands_last() -> None:
    objecting = Objecting(load_form_set("yonghe-2024"), 2026)
    about = made("村医培训补助", overview="为42名退养村医发放补助，培训村医30人。")
    for place in ("数量", QUALITY, CONTENT):
        offered = [(it.name, it.target) for it in asked(about, place)]
        assert len(offered) > 1
        assert objecting.against(about, place, offered) == frozenset()
