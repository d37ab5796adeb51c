"""A field whose label was reworded goes on with what was filled in, under its new path."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.domain.fields import value_of
from budgetdesk.exchange.set_versions.changes import SetChangeKind, changes_between
from budgetdesk.exchange.set_versions.offering import held_by_changes, offer_for, take_offer
from budgetdesk.exchange.set_versions.telling import change_line
from budgetdesk.forms.loader import read_form_set
from tests.book.content import require_sound
from tests.dictionary.own_set import DICTIONARY, PROJECT_FORM, SET
from tests.exchange.set_versions.home import FIRST, book_with, put_set, second, user_home
from tests.exchange.set_versions.test_changes import put

_MOVED = "，内容随之移到新栏"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with user_home(tmp_path / "home") as folder:
        put_set(folder, FIRST)
        yield folder


def reworded(name: str, key: str = "effect", kind: str = "paragraph") -> dict[str, str]:
    """The set with 巩固脱贫成果说明 called otherwise, under another key."""
    said = 'poverty = { name = "巩固脱贫成果说明", kind = "paragraph"'
    return second(
        dictionary=put(DICTIONARY, (said, f'{key} = {{ name = "{name}", kind = "{kind}"')),
        project=put(PROJECT_FORM, ('"poverty"', f'"{key}"')),
    )


def test_what_was_filled_in_goes_on_under_the_new_name(home: Path, tmp_path: Path) -> None:
    with book_with(tmp_path / "本年.budget", "道路", "桥梁") as book:
        put_set(
            home,
            {
                name: text.replace("steps.what", "steps.task").replace(
                    'what = { name = "步骤内容"', 'task = { name = "实施步骤内容"'
                )
                for name, text in reworded("县级巩固脱贫成果说明").items()
            },
        )
        offer = offer_for(book)
        assert offer is not None
        told = [change_line(it) for it in offer.changes if it.into]
        assert [it.partition("：")[2] for it in told] == [
            f"巩固脱贫成果说明，巩固脱贫成果说明 → 县级巩固脱贫成果说明{_MOVED}",
            f"实施步骤/步骤内容，步骤内容 → 实施步骤内容{_MOVED}",
        ]
        assert held_by_changes(book, offer.changes) == {}
        take_offer(book, offer)
        for one, name in ((1, "道路"), (2, "桥梁")):
            project = read.project(book, one)
            assert value_of(project, "effect") == f"{name}的成效"
            steps = value_of(project, "steps")
            assert isinstance(steps, tuple)
            assert steps[0].declared["task"] == "招标"
        require_sound(book)
        book.undo()
        assert value_of(read.project(book, 1), "poverty") == "道路的成效"
        require_sound(book)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("脱贫", "paragraph"),  # neither begins nor ends with the other
        ("巩固脱贫成果说明2027", "paragraph"),  # another figure: another year's
        ("巩固脱贫成果说明文字", "line"),  # another kind
        ("备注", "paragraph"),
    ],
)
def test_in_doubt_it_is_another_field(home: Path, name: str, kind: str) -> None:
    files = reworded(name, kind=kind)
    if kind == "line":
        files["dictionary"] = put(files["dictionary"], (", longest = 500", ""))
    old = read_form_set(home, SET)
    put_set(home, files)
    kinds = {it.kind for it in changes_between(old, read_form_set(home, SET)) if it.record}
    assert kinds == {SetChangeKind.FIELD_GONE, SetChangeKind.FIELD_ADDED}


def test_where_two_could_be_meant_neither_is(home: Path) -> None:
    old = read_form_set(home, SET)
    more = 'also = { name = "巩固脱贫成果说明二", kind = "paragraph" }\nmentor ='
    files = reworded("巩固脱贫成果说明一")
    files["dictionary"] = put(files["dictionary"], ("mentor =", more))
    files["project"] = put(
        files["project"],
        ('{ field = "mentor", columns = 2 }', '{ field = "mentor" }, { field = "also" }'),
    )
    put_set(home, files)
    changes = changes_between(old, read_form_set(home, SET))
    assert [it.into for it in changes if it.into] == []
    assert [it.name for it in changes if it.kind is SetChangeKind.FIELD_GONE] == [
        "巩固脱贫成果说明"
    ]
