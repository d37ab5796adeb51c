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


def test_enter_goes_on_in_the_row_that_tab_has_come_to(desk: Desk) -> None:
    """As in WPS, where a run of Tab never leaves its row: amounts are typed down their column."""
    desk.go("name")
    for path in ("attribute", "period", "funding.implementation.central"):
        desk.press(Key.Key_Tab)
        assert desk.path == path
    desk.press(Key.Key_Return)
    assert desk.path == "funding.implementation.provincial"
