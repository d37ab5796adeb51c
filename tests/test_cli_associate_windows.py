"""What Windows is told of books, with a registry of the test's own in the real one's place."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from budgetdesk.commands.association import associate
from budgetdesk.domain.file_kinds import BOOK

OURS = "budgetdesk.book"


class Registry(SimpleNamespace):
    """Keys with their values; one goes only when nothing is below it, as on Windows."""

    HKEY_CURRENT_USER, REG_SZ = "user", 1

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}

    def SetValue(self, _root: str, key: str, _kind: int, value: str) -> None:
        parts = key.split("\\")
        for end in range(1, len(parts)):
            self.keys.setdefault("\\".join(parts[:end]), "")
        self.keys[key] = value

    def QueryValue(self, _root: str, key: str) -> str:
        if key not in self.keys:
            raise FileNotFoundError(key)
        return self.keys[key]

    def DeleteKey(self, root: str, key: str) -> None:
        self.QueryValue(root, key)
        if any(other.startswith(f"{key}\\") for other in self.keys):
            raise PermissionError(key)
        del self.keys[key]

    def classes(self) -> dict[str, str]:
        start = "Software\\Classes\\"
        return {key[len(start) :]: it for key, it in self.keys.items() if key.startswith(start)}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registry:
    made = Registry()
    monkeypatch.setitem(sys.modules, "winreg", made)
    python = tmp_path / "python"
    python.mkdir()
    for place in (python / "python.exe", python / "pythonw.exe", tmp_path / "budgetdesk.ico"):
        place.touch()
    monkeypatch.setattr(sys, "executable", str(python / "python.exe"))
    monkeypatch.setattr(sys, "argv", ["__main__.py"])
    monkeypatch.setattr(sys, "platform", "win32")
    return made


def tell(*, remove: bool = False) -> int:
    return associate(SimpleNamespace(remove=remove))  # type: ignore[arg-type]


def test_books_open_without_a_terminal_and_have_the_programs_icon(
    registry: Registry, tmp_path: Path
) -> None:
    assert tell() == 0
    told = registry.classes()
    assert told[BOOK.suffix] == OURS
    opens = told[f"{OURS}\\shell\\open\\command"]
    assert opens == f'"{tmp_path / "python" / "pythonw.exe"}" "-m" "budgetdesk" "open" "%1"'
    assert told[f"{OURS}\\DefaultIcon"] == str(tmp_path / "budgetdesk.ico")


def test_it_is_taken_back_whole_and_twice(registry: Registry) -> None:
    assert tell() == 0
    assert tell(remove=True) == 0
    assert registry.classes() == {}
    assert tell(remove=True) == 0


@pytest.mark.parametrize(
    ("below", "value", "left"),
    [("", "another.program", "another.program"), ("\\OpenWithProgids", OURS, "")],
    ids=["taken over by another program", "with a list of Windows' own"],
)
def test_what_is_not_ours_stays(registry: Registry, below: str, value: str, left: str) -> None:
    assert tell() == 0
    suffix = f"Software\\Classes\\{BOOK.suffix}"
    registry.keys |= {suffix: value, **({suffix + below: ""} if below else {})}
    assert tell(remove=True) == 0
    assert registry.classes()[BOOK.suffix] == left
    assert OURS not in registry.classes()
