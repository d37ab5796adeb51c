"""Which type the window's frame is set in."""

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from budgetdesk.assets import resource

# In the order of preference where the system's own choice has no Chinese.
_KNOWN_GOOD = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


def set_interface_font(application: QApplication) -> None:
    """Give the frame a face with Chinese: the system's where it has one, else the bundled one."""
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if application.font().family() in chinese:
        return
    family = next((name for name in _KNOWN_GOOD if name in chinese), None)
    if family is None and not chinese:
        family = bundled_family()
    if family is not None:
        _use(application, family)


def bundled_family() -> str | None:
    """The family of the bundled song face, made known to Qt; None when it is not installed."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        if "bold" in path.name.lower():
            continue
        families = QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(path))
        )
        if families:
            return families[0]
    return None


def _use(application: QApplication, family: str) -> None:
    font = QFont(application.font())
    font.setFamilies([family, application.font().family()])
    application.setFont(font)
