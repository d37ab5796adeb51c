"""Every colour of the window by name, once light and once dark."""

from dataclasses import fields

from PySide6.QtGui import QColor

from budgetdesk.domain.immutable import immutable


@immutable
class Palette:
    """The colours of one scheme.

    Text colours (`ink`, `ink_faint`, `accent`, `error`, `explain`, `notice`) have a contrast of
    at least 4.5 : 1 on every surface of the same scheme, `outline` one of 3 : 1.
    """

    # Surfaces
    paper: QColor  # the form, lists, input fields
    desk: QColor  # what the paper lies on
    window: QColor  # frame, bars, dialogs
    pane: QColor  # tree and side pane
    hover: QColor  # under the pointer
    selection: QColor  # chosen rows and text
    label_tint: QColor  # label cells
    computed_tint: QColor  # sums
    locked_tint: QColor  # cells decided elsewhere
    band: QColor  # the bar that brings news: deleted, exported, read-only
    # Text
    ink: QColor
    ink_faint: QColor
    accent: QColor  # the active cell, the primary button, links
    accent_ink: QColor  # text on the accent
    error: QColor  # 错误
    explain: QColor  # 需说明
    notice: QColor  # 提示
    good: QColor  # on time, reached
    # Lines
    line: QColor  # the form's inner lines
    edge: QColor  # around panes
    outline: QColor  # around what is typed into, pressed or ticked
    thumb: QColor  # what a scroll bar is moved by
    shadow: QColor  # below the paper, with its own transparency


def _palette(**names: str) -> Palette:
    return Palette(**{name: QColor(text) for name, text in names.items()})


LIGHT = _palette(
    paper="#ffffff",
    desk="#e6e9ee",
    window="#f3f5f7",
    pane="#fafbfc",
    hover="#e8edf3",
    selection="#d5e5f6",
    label_tint="#f4f6f9",
    computed_tint="#edf3f8",
    locked_tint="#f1f1ef",
    band="#e3ecf6",
    ink="#1c2430",
    ink_faint="#525d6c",
    accent="#175c9c",
    accent_ink="#ffffff",
    error="#b02318",
    explain="#7d4a00",
    notice="#41597a",
    good="#1d6b35",
    line="#8e98a6",
    edge="#d0d6de",
    outline="#6b7684",
    thumb="#bcc4cf",
    shadow="#301c2430",
)

DARK = _palette(
    paper="#282c32",
    desk="#16181b",
    window="#1f2226",
    pane="#23272c",
    hover="#31373f",
    selection="#28486b",
    label_tint="#2f343b",
    computed_tint="#2a3540",
    locked_tint="#33332f",
    band="#27384b",
    ink="#e6e9ed",
    ink_faint="#b0b8c3",
    accent="#86bdf6",
    accent_ink="#0e1a27",
    error="#ff9a90",
    explain="#f2bd68",
    notice="#a9c6ea",
    good="#8fd6a0",
    line="#626c79",
    edge="#3a414a",
    outline="#98a2af",
    thumb="#4a525d",
    shadow="#80000000",
)

SURFACES = (
    "paper",
    "desk",
    "window",
    "pane",
    "hover",
    "selection",
    "label_tint",
    "computed_tint",
    "locked_tint",
    "band",
)
TEXTS = ("ink", "ink_faint", "accent", "error", "explain", "notice", "good")


def colour_names() -> tuple[str, ...]:
    """Every name of a palette."""
    return tuple(field.name for field in fields(Palette))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """A colour laid on a ground, covering a share of it."""

    def part(one: int, other: int) -> int:
        return round(one * share + other * (1 - share))

    return QColor(
        part(colour.red(), ground.red()),
        part(colour.green(), ground.green()),
        part(colour.blue(), ground.blue()),
    )
