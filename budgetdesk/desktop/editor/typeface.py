"""The song face that the paper is set in: the bundled one, else the system's."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from budgetdesk.assets import resource

_SYSTEM_FACES = ("SimSun", "NSimSun", "Noto Serif CJK SC", "Source Han Serif SC", "FZShuSong-Z01S")


@cache
def paper_family() -> str:
    """The family name for text on the paper; loads the bundled faces the first time."""
    families: list[str] = []
    for path in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if families:
        return min(families, key=len)  # "… Bold" may be a family of its own
    installed = set(QFontDatabase.families())
    return next((name for name in _SYSTEM_FACES if name in installed), QFont().family())


@cache
def paper_font(points: float, *, bold: bool = False) -> QFont:
    """The paper's face in a size; unhinted, so that lines break alike at every zoom."""
    font = QFont(paper_family())
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
