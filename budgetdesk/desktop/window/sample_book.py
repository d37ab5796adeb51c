"""Where the sample that the window opens lies."""

from pathlib import Path

from budgetdesk.desktop.settings import Settings


def sample_path(settings: Settings) -> Path:
    """A place for the sample beside the settings, made where it is missing."""
    settings.path.parent.mkdir(parents=True, exist_ok=True)
    return settings.path.parent / "示例 永和县卫生健康和体育局 2024.budget"
