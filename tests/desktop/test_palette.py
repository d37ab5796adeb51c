import pytest

from budgetdesk.assets import resource
from budgetdesk.desktop.palette import DARK, LIGHT, SURFACES, TEXTS, Palette, colour_names, contrast


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_colour_can_be_read_on_every_surface(
    palette: Palette, surface: str, text: str
) -> None:
    assert contrast(getattr(palette, surface), getattr(palette, text)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
def test_outlines_are_seen_on_every_surface(palette: Palette, surface: str) -> None:
    assert contrast(getattr(palette, surface), palette.outline) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_the_primary_button_can_be_read(palette: Palette) -> None:
    assert contrast(palette.accent, palette.accent_ink) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_frame_stands_out_from_what_it_surrounds(palette: Palette) -> None:
    for surface in ("paper", "window", "pane", "desk"):
        assert contrast(palette.accent, getattr(palette, surface)) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_no_colour_is_missing_or_misspelt(palette: Palette) -> None:
    assert all(getattr(palette, name).isValid() for name in colour_names())


def test_contrast_of_black_on_white_is_the_greatest() -> None:
    from PySide6.QtGui import QColor

    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("palette", "scheme"), [(LIGHT, "light"), (DARK, "dark")])
@pytest.mark.parametrize(
    ("picture", "colour"),
    [
        ("check", "accent_ink"),
        ("check-menu", "ink"),
        ("check-off", "outline"),
        ("half", "accent_ink"),
        ("half-off", "outline"),
        ("dot", "accent_ink"),
        ("dot-off", "outline"),
        ("arrow", "ink_faint"),
    ],
)
def test_the_controls_pictures_are_drawn_in_the_palettes_colours(
    palette: Palette, scheme: str, picture: str, colour: str
) -> None:
    drawing = resource("icons", "controls", f"{picture}-{scheme}.svg").read_text("utf-8")
    assert f'stroke="{getattr(palette, colour).name()}"' in drawing
