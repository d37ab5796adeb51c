"""Small pieces: no function over 60 lines, no file over 500; one name for one thing."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent
_FOLDERS = ("budgetdesk", "tests", "packaging")
_FILES = [path for name in _FOLDERS for path in sorted((_REPOSITORY / name).rglob("*.py"))]
_LONGEST_FILE = 500
_LONGEST_FUNCTION = 60


def _name(path: Path) -> str:
    return path.relative_to(_REPOSITORY).as_posix()


def _too_long(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    functions = (
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lines = text.count("\n")
    found = [f"{_name(path)}: {lines} lines"] if lines > _LONGEST_FILE else []
    return found + [
        f"{_name(path)} {it.name}: {length} lines"
        for it in functions
        if (length := (it.end_lineno or it.lineno) - it.lineno + 1) > _LONGEST_FUNCTION
    ]


@pytest.mark.parametrize("folder", _FOLDERS)
def test_nothing_is_longer_than_agreed(folder: str) -> None:
    files = [path for path in _FILES if _name(path).startswith(f"{folder}/")]
    assert files
    assert [fault for path in files for fault in _too_long(path)] == []


def test_no_class_name_stands_twice() -> None:
    named = defaultdict(list)
    for path in _FILES:
        if _name(path).startswith("budgetdesk/"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    named[node.name].append(f"{_name(path)}:{node.lineno}")
    assert len(named) > 100
    assert {name: places for name, places in named.items() if len(places) > 1} == {}
