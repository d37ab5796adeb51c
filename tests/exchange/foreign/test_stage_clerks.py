"""Whatever a clerk makes of a form of any stage: all is read where it belongs, or is told."""

from collections.abc import Iterator

import pytest

from budgetdesk.domain.money import MoneyError, parse_yuan
from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.forms import read_forms
from budgetdesk.exchange.foreign.kinds import FormKinds
from budgetdesk.exchange.foreign.reading import ProjectReading
from budgetdesk.forms.loader import load_form_set
from tests.exchange.foreign.clerks import Made
from tests.exchange.foreign.stage_clerks import TITLES, StageClerk
from tests.exchange.foreign.test_clerks import grid_of

KINDS = FormKinds(load_form_set("yonghe-2024"))


def all_said(form: ProjectReading) -> Iterator[tuple[str, str]]:
    yield from ((path, it.text) for path, it in form.fields.items())
    for number, row in enumerate(form.rows):
        yield from ((f"rows.{number}.{last}", text) for last, text in row.texts.items())
        yield f"rows.{number}.level1", row.level1
        yield f"rows.{number}.level2", row.level2
    for number, it in enumerate(form.listed):
        yield from ((f"listed.{number}.{last}", text) for last, text in it.texts.items())


def plain(text: str, wanted: str) -> str:
    """A text for comparing; where 分 are wanted, its amount in 分."""
    try:
        is_money = wanted.isdecimal() and (len(wanted) > 3 or wanted == "0")
        return str(parse_yuan(text)) if is_money else fold(text)
    except MoneyError:
        return text


def require_all(made: Made, kind: str) -> None:
    source = read_forms([grid_of(made.rows)], KINDS)
    (form,) = source.forms
    assert form.record == kind
    found = {path: text for path, text in all_said(form) if text}
    assert {path: plain(it, made.said.get(path, "")) for path, it in found.items()} == {
        path: fold(it) for path, it in made.said.items()
    }
    told = {fold(it.cell.said) for it in (*form.unread, *source.unread)}
    assert set(made.beside) <= told


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize("seed", range(40))
def test_all_that_was_put_in_is_read_where_it_belongs(kind: str, seed: int) -> None:
    require_all(StageClerk(kind, seed).form(), kind)
