"""A form on its way into 一体化: all indicators at once, or field by field with one key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from budgetdesk.domain.immutable import immutable
from budgetdesk.forms.portal import PARTS, PortalColumn, PortalColumns
from tests.desktop.editor.form_desk import CTRL, SHIFT, Desk, Key


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@immutable
class Pressed:
    text: str
    told: str


def press(desk: Desk, times: int = 1, *, back: bool = False) -> list[Pressed]:
    found = []
    for _ in range(times):
        desk.press(Key.Key_F9, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        found.append(Pressed(clipboard(), desk.messages[-1]))
    return found


def test_all_indicators_are_copied_as_six_columns(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_C, CTRL | SHIFT)
    lines = clipboard().splitlines()
    assert lines[0] == "产出指标\t数量指标\t享受补助村医人数\t≥\t127\t人"
    assert lines[3] == "产出指标\t时效指标\t按月发放\t\t及时\t"
    assert len(lines) == 6
    assert desk.messages[-1] == (
        "已复制年度指标 6 条（一级指标、二级指标、三级指标、符号、值、单位）。"
    )


def test_a_set_says_which_columns_are_copied(desk: Desk) -> None:
    columns = tuple(PortalColumn(it, PARTS[it]) for it in ("name", "", "target"))
    own = replace(desk.session.form_set, portal=PortalColumns(columns, columns[:1]))
    desk.session.__dict__["form_set"] = own
    desk.go(desk.indicator(0))
    desk.press(Key.Key_C, CTRL | SHIFT)
    assert clipboard().splitlines()[0] == "享受补助村医人数\t\t≥127人"
    assert [it.text for it in press(desk, 3)] == ["享受补助村医人数", "发放批次", "发放准确率"]


def test_each_press_copies_the_next_field_and_says_which(desk: Desk) -> None:
    desk.go("safeguards")
    (first,) = press(desk)
    assert first.text == "制度健全\n措施到位"
    assert "保证项目实施的制度、措施：制度健全" in first.told
    desk.go(desk.indicator(0))
    found = press(desk, 6)
    assert [it.text for it in found] == ["享受补助村医人数", "≥", "127", "人", "发放批次", "12"]
    assert "年度数量指标「享受补助村医人数」符号：≥" in found[1].told
    assert desk.path == "indicators.annual.name"
    assert [it.text for it in press(desk, 3, back=True)] == ["发放批次", "人", "127"]


def test_from_the_first_field_to_the_last_all_is_copied_once(desk: Desk) -> None:
    desk.press(Key.Key_Home, CTRL)
    found: list[str] = []
    for _ in range(200):
        (one,) = press(desk)
        if one.told.startswith("已经是最后一栏"):
            break
        found.append(one.text)
    project = desk.project
    whole = [project.overview, project.necessity, project.goals.annual, project.attribute]
    assert all(found.count(text) == 1 for text in whole)
    assert [it.name for it in project.indicators.annual if found.count(it.name) != 2] == []
    assert "" not in found
    counts = desk.messages[-2].split()[1].partition("/")
    assert counts[0] == counts[2] == str(len(found))
    assert press(desk, back=True)[0].text == found[-2]


def test_a_field_typed_in_between_is_copied_as_it_is_now(desk: Desk) -> None:
    desk.go("overview")
    press(desk)
    desk.type("改过的概况")
    assert press(desk)[0].text != "改过的概况"
    assert press(desk, back=True)[0].text == "改过的概况"


@pytest.mark.parametrize("key", ["F9", "Shift+F9", "Ctrl+Shift+C"])
def test_the_menu_of_the_form_shows_the_keys(key: str, desk: Desk) -> None:
    shown = [it.shortcut().toString() for it in desk.form.commands.actions]
    assert shown.count(key) == 1
