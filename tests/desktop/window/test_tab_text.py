"""Titles on tabs."""

from budgetdesk.desktop.window.form_tabs import tab_text


def test_an_ampersand_stays_whole_wherever_the_title_is_shortened() -> None:
    for place in range(20):
        title = "零一二三四五六七八九甲乙丙丁戊己庚辛壬"[:place] + "&" + "子" * (19 - place)
        shown = tab_text(title)
        assert shown.replace("&&", "").count("&") == 0
        assert len(shown.replace("&&", "&")) == 14
    assert tab_text("甲&乙") == "甲&&乙"
