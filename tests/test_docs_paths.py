"""What the contributors' pages name is there."""

import re
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent
_PAGES = (
    "CONTRIBUTING.md",
    "README.md",
    *(f"docs/{it.name}" for it in (_REPOSITORY / "docs").glob("*.md")),
)
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_PATH = re.compile(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py))`")


@pytest.mark.parametrize("page", _PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = _REPOSITORY / page
    linked = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [it for it in linked if not (path.parent / it).exists()] == []


def test_the_picture_names_what_is_there() -> None:
    text = (_REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
    named = _PATH.findall(text)
    assert len(named) > 40
    assert [name for name in named if not _stands(name)] == []


def test_the_picture_has_every_room() -> None:
    text = (_REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
    picture = text.split("```")[1]
    package = _REPOSITORY / "budgetdesk"
    rooms = [it.parent.relative_to(package) for it in package.rglob("*/__init__.py")]
    floors = [it.name for it in rooms if len(it.parts) == 1]
    missing = [it for it in floors if f"┌ {it} " not in picture and f"├ {it} " not in picture]
    assert missing == ["commands"]  # a room of the command line's floor
    assert [str(it) for it in rooms if len(it.parts) == 2 and f"{it.name}/" not in picture] == []
    names = re.findall(r"(?<![*\w])[a-z_]+(?:/|\.py)", picture)
    assert [name for name in names if not (_stands(name) or any(package.rglob(name)))] == []


def _stands(name: str) -> bool:
    """Whether a path from the repository or the package is there; a bare name, anywhere."""
    if "/" not in name:
        return any((_REPOSITORY / "budgetdesk").rglob(name))
    return any((root / name).exists() for root in (_REPOSITORY, _REPOSITORY / "budgetdesk"))
