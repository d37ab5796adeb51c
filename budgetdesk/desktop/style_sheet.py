"""How Qt's own widgets are drawn: one style sheet made from the palette's names."""

from string import Template

from budgetdesk.desktop.palette import Palette, colour_names

_RULES = Template("""
QToolTip { background: $paper; color: $ink; border: 1px solid $edge; padding: 4px 6px; }
""")


def style_sheet(palette: Palette) -> str:
    """The style sheet of the whole application in the colours of one palette."""
    return _RULES.substitute({name: getattr(palette, name).name() for name in colour_names()})
