"""The keys that every grid shares, as the form hears them."""

from tests.desktop.editor.form_desk import Desk, Key


def test_an_arrow_ends_a_run_of_tabs(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Down)
    assert desk.path == "indicators.annual.target"
    desk.press(Key.Key_Return)
    assert desk.path == "indicators.annual.target", "straight down, not below where Tab began"


def test_a_key_of_the_ledger_alone_is_left_to_the_text(desk: Desk) -> None:
    desk.go("overview")
    desk.press(Key.Key_Space)
    assert desk.form.text.text() == " "
    desk.press(Key.Key_Escape)
    assert desk.project.overview == "对离岗的老年村医按工龄发放退养补助。"
