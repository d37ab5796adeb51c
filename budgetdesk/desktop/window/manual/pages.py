"""The manual's pages as text: which there are, in what order, and the tables of keys in them."""

import re
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtWidgets import QWidget

from budgetdesk.assets import manual_folder
from budgetdesk.desktop.cells.keyboard import keys_of_acts, keys_to_read, plain_text
from budgetdesk.desktop.window.commands import COMMANDS, MENUS
from budgetdesk.domain.immutable import immutable

CONTENTS = "contents"
KEYS = "keys"
FIRST_DAY = "first-day"
_LINK = re.compile(r"\[([^\]]+)\]\(([a-z-]+)\.md\)")
_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_Row = tuple[str, ...]


@immutable
class ManualPage:
    """One page: its name is that of its file."""

    name: str
    title: str


def manual_pages() -> tuple[ManualPage, ...]:
    """The pages in the order of the contents, which come first."""
    found = _LINK.findall(_read(CONTENTS))
    return (ManualPage(CONTENTS, "目录"), *(ManualPage(name, title) for title, name in found))


def page_text(name: str) -> str:
    """A page as Markdown, its tables of keys filled in; FileNotFoundError when there is none."""
    return _PLACE.sub(lambda found: _table(_TABLES[found[1]]()), _read(name))


def unlinked(text: str) -> str:
    """A page's text for paper: what a link said, without the link."""
    return _LINK.sub(r"“\1”", text)


def page_of(widget: QWidget | None) -> str:
    """The page about the part of the window that a widget is in."""
    while widget is not None:
        named = getattr(widget, "manual_page", "")
        if named:
            return str(named)
        widget = widget.parentWidget()
    return FIRST_DAY


def _read(name: str) -> str:
    return (manual_folder() / f"{name}.md").read_text("utf-8")


def _table(rows: Iterable[_Row]) -> str:
    """Rows as Markdown, the first of them the head."""
    head, *others = rows
    lines = [head, ("---",) * len(head), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _commands() -> Iterator[_Row]:
    """Every command with a key, as the menus have them."""
    yield ("按键", "命令", "菜单")
    menus = {name: plain_text(title) for title, names in MENUS for name in names}
    for command in COMMANDS:
        if command.keys:
            keys = "、".join(map(keys_to_read, command.keys))
            yield (keys, plain_text(command.text), menus.get(command.name, ""))


def _cells() -> Iterator[_Row]:
    """Every key of the grids."""
    yield ("按键", "做什么")
    for keys, act in keys_of_acts():
        yield ("、".join(map(keys_to_read, keys)), act.value)


_TABLES: dict[str, Callable[[], Iterator[_Row]]] = {"commands": _commands, "cells": _cells}
