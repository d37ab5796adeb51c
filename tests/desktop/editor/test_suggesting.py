"""推荐: names and values below an empty cell of an indicator, taken with a key."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.domain.records import Indicator, PerHorizon, RecordKind
from budgetdesk.suggestions.index import index_file, remember
from budgetdesk.suggestions.past import PastForm, PastRow
from tests.desktop.editor.form_desk import Desk, Key, add, open_form, sample_project

LASTING = ("效益指标", "可持续影响指标")


def suggest(desk: Desk) -> QAction:
    desk.form.commands.refresh()
    actions = desk.form.commands.actions
    return next(action for action in actions if action.iconText() == "推荐内容")


def ask(desk: Desk) -> list[str]:
    suggest(desk).trigger()
    choices = desk.form.editing.choices
    assert choices.isVisible()
    return [choices.item(row).text() for row in range(choices.count())]


@pytest.fixture
def last_year(book: Book, desk: Desk) -> None:
    """What another book of the year before said."""
    rows = (
        PastRow("可持续影响", "补助政策实施年限", "≥3年"),
        PastRow("成本", "人均月补助标准", "≤200元/人/月"),
    )
    form = PastForm("去年", 2023, "老年村医退养补助", "永和县医疗集团", "", {}, rows)
    remember(index_file(), book.path.with_name("去年.budget"), [form])


@pytest.mark.usefixtures("last_year")
def test_a_name_is_offered_with_its_reason_and_taken_with_enter(desk: Desk) -> None:
    desk.go(desk.slot("indicators.annual.name", *LASTING))
    shown = ask(desk)
    assert shown[0].startswith("补助政策实施年限")
    assert "去年本项目" in shown[0]
    desk.press(Key.Key_Return)
    assert not desk.form.editing.choices.isVisible()
    names = [row.name for row in desk.project.indicators.annual if row.level2 == LASTING[1]]
    assert names == ["补助政策实施年限"]
    desk.book.undo()
    assert len(desk.project.indicators.annual) == 6


@pytest.mark.usefixtures("last_year")
def test_the_value_of_a_name_is_offered_beside_it(desk: Desk) -> None:
    slot = desk.slot("indicators.annual.name", "产出指标", "成本指标")
    desk.go(slot)
    desk.type("人均月补助标准")
    desk.press(Key.Key_Tab)
    assert desk.path.endswith("target")
    assert ask(desk)[0].startswith("≤200元/人/月")
    desk.press(Key.Key_Return)
    row = next(row for row in desk.project.indicators.annual if row.level2 == "成本指标")
    assert (row.name, row.target) == ("人均月补助标准", "≤200元/人/月")


@pytest.mark.usefixtures("last_year")
def test_nothing_is_written_by_asking_and_esc_leaves_the_cell_as_it_was(desk: Desk) -> None:
    before, steps = desk.project, desk.steps()
    desk.go(desk.slot("indicators.annual.name", *LASTING))
    ask(desk)
    desk.press(Key.Key_Escape)
    assert (desk.project, desk.steps()) == (before, steps)


def test_it_is_for_indicators_that_may_be_typed_alone(qtbot: QtBot, desk: Desk) -> None:
    desk.go("overview")
    assert not suggest(desk).isEnabled()
    desk.go(desk.indicator(0))
    assert suggest(desk).isEnabled()
    assert suggest(desk).shortcut().toString() == "Ctrl+J"


def test_where_nothing_is_known_a_sentence_says_so(qtbot: QtBot, book: Book) -> None:
    row = Indicator("效益指标", "生态效益指标", "", "")
    alone = sample_project()
    alone = type(alone)(name="某项", unit=alone.unit, indicators=PerHorizon((row,), (row,)))
    desk = open_form(qtbot, book, add(book, alone))
    desk.go(desk.indicator(0))
    suggest(desk).trigger()
    assert desk.messages == ["往年和本套表里没有可供参考的内容。"]


def test_the_overall_form_has_no_such_command(overall_desk: Desk) -> None:
    texts = [action.iconText() for action in overall_desk.form.commands.actions]
    assert "推荐内容" not in texts
    assert overall_desk.form.kind == RecordKind.OVERALL


def test_an_empty_goal_is_drafted_from_the_indicators(desk: Desk) -> None:
    desk.go("goals.annual")
    assert not suggest(desk).isEnabled()  # a goal that stands is the clerk's own
    desk.press(Key.Key_Delete)
    (shown,) = ask(desk)
    assert shown.startswith("按指标起草：享受补助村医人数达到127人以上，")
    desk.press(Key.Key_Return)
    assert desk.project.goals.annual.endswith("村医满意度达到95%以上。")
    desk.book.undo()
    assert desk.project.goals.annual == ""
