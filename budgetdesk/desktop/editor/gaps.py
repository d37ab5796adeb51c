"""Places in a cell's text that wait for an entry: where they lie, and how they look."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat, QTextLayout

from budgetdesk.desktop.palette import Palette
from budgetdesk.domain.disclosure import gaps_in


def gap_formats(text: str, colours: Palette) -> list[QTextLayout.FormatRange]:
    """How the gaps of a text are painted; [] for a text without any."""
    if "【" not in text:
        return []
    ranges = []
    for gap in gaps_in(text):
        shown = QTextLayout.FormatRange()
        # Qt's stubs forget these attributes.
        shown.start = _units(text[: gap.start])  # type: ignore[attr-defined]
        shown.length = _units(text[gap.start : gap.end])  # type: ignore[attr-defined]
        shown.format = _format(colours)  # type: ignore[attr-defined]
        ranges.append(shown)
    return ranges


def gap_at(text: str, layout: QTextLayout, point: QPointF) -> str:
    """The name of the entry that the gap at a point of a laid-out text waits for; "" for none."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if not line.rect().contains(point):
            continue
        if not line.naturalTextRect().contains(point):
            return ""
        at = line.xToCursor(point.x(), line.CursorPosition.CursorOnCharacter)
        return next(
            (
                gap.name
                for gap in gaps_in(text)
                if _units(text[: gap.start]) <= at < _units(text[: gap.end])
            ),
            "",
        )
    return ""


def _format(colours: Palette) -> QTextCharFormat:
    shown = QTextCharFormat()
    shown.setForeground(colours.explain)
    shown.setBackground(colours.hover)
    return shown


def _units(text: str) -> int:
    """How long Qt takes a text to be: it counts characters beyond 65,535 twice."""
    return len(text.encode("utf-16-le")) // 2
