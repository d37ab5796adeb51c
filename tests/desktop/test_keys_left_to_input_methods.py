"""No key of the program is one that Chinese input methods take before it reaches a cell."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

import budgetdesk.desktop
from budgetdesk.desktop.cells.keyboard import keys_of_acts
from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.window.steps import trigger

# What they take as they are installed, while a field can be typed into. Read in their own files,
# except for those marked *, which are told by their users (microsoft/vscode 106457, 82762, 131465;
# fkxxyz/rime-cloverpinyin 15) or by their settings pages, and were not at hand.
TAKEN = {
    "ibus 1.5, org.freedesktop.ibus.gschema.xml": "Meta+Space Ctrl+Space Ctrl+Shift+U Meta+.",
    "ibus-libpinyin 1.15, its gschema.xml": "Ctrl+. Ctrl+Shift+F",
    "fcitx 4.2, data/config.desc, src/module/*.desc": (
        "Ctrl+Space Ctrl+5 Ctrl+. Ctrl+; Ctrl+Shift+F Ctrl+Alt+B Ctrl+Alt+S Ctrl+Alt+P"
    ),
    "fcitx 5.0, its libraries": (
        "Ctrl+Space Ctrl+. Ctrl+; Ctrl+7 Ctrl+Shift+F Ctrl+Shift+U Ctrl+Alt+Shift+U Ctrl+Alt+P "
        "Ctrl+Alt+H Ctrl+Alt+J Meta+Space Meta+Shift+Space Meta+; Meta+` Shift+Space"
    ),
    "Rime, rime-prelude/default.yaml, 'always'": (
        "F4 Ctrl+` Ctrl+Shift+` Ctrl+Shift+1 Ctrl+Shift+2 Ctrl+Shift+3 Ctrl+Shift+4 Ctrl+Shift+5 "
        "Shift+Space Ctrl+."
    ),
    "Microsoft Pinyin *": "Ctrl+Space Shift+Space Ctrl+. Ctrl+Shift+F",
    "Sogou *": (
        "Ctrl+Space Shift+Space Ctrl+. Ctrl+, Ctrl+Shift+F Ctrl+Shift+B Ctrl+Shift+E Ctrl+Shift+K "
        "Ctrl+Shift+M Ctrl+Shift+Z"
    ),
}
# Known from everywhere, or with another key for the same.
UNIVERSAL = {
    "Shift+Space",  # chooses rows in Excel and WPS, where the input method takes it as well
    "Ctrl+Shift+Z",  # beside Ctrl+Y
}
IN_LISTS = {"Ctrl+Shift+M", "Ctrl+Shift+E"}  # of findings, where nothing is typed
_KEYS = re.compile(r"((Ctrl|Alt|Shift|Meta)\+)+\S+|F\d{1,2}")


def normal(keys: str) -> str:
    return QKeySequence(keys).toString()


def keys_of_the_program() -> Iterator[str]:
    """Every string of the window's code that is a key, and the keys of the grids."""
    for path in Path(budgetdesk.desktop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and _KEYS.fullmatch(text):
                yield normal(text)
    for keys, _ in keys_of_acts():
        yield from map(normal, keys)


@pytest.mark.parametrize("method", TAKEN)
def test_none_is_taken_by_an_input_method(method: str) -> None:
    keys = set(keys_of_the_program())
    assert {"Ctrl+F5", "Ctrl+Shift+N", "Shift+Space", "Ctrl+J", "Alt+Up"} <= keys
    taken = {normal(key) for key in TAKEN[method].split()}
    assert not keys & taken - UNIVERSAL - IN_LISTS


def test_the_list_of_findings_asks_no_input_method(window: MainWindow) -> None:
    trigger(window, "check")
    assert window.review is not None
    table = window.review.panel.table
    table.setFocus()
    assert table.findings.lines
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
