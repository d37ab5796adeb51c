"""A walk over what a screen reader is told of a widget and all below it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QWidget

NAME = QAccessible.Text.Name
_ROLE = QAccessible.Role
# What is pressed, chosen from, typed into or walked through: without a name it is only noise.
_NAMED = {
    *(_ROLE.Button, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText),
    *(_ROLE.SpinBox, _ROLE.Slider, _ROLE.List, _ROLE.Tree, _ROLE.Table, _ROLE.PageTab),
    *(_ROLE.MenuItem, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.Link, _ROLE.ProgressBar),
    *(_ROLE.Grip, _ROLE.Dial, _ROLE.ToolBar, _ROLE.Dialog),
}
_MOST = 60  # cells of one table or lines of one list: their texts are data


def walk(top: QAccessibleInterface, way: str = "") -> Iterator[tuple[str, QAccessibleInterface]]:
    """Everything below an interface that is to be seen, each with the way to it."""
    yield way, top
    for number in range(min(top.childCount(), _MOST)):
        child = top.child(number)
        # The stubs know of no missing child, and of no state's flags.
        if child is not None and child.isValid() and not child.state().invisible:  # type: ignore
            yield from walk(child, f"{way} / {top.role().name} {top.text(NAME)[:12]}")


def nameless(widget: QWidget) -> list[str]:
    """Controls without a name, texts that are told by another name, panes' lines without a role."""
    found = []
    for way, it in walk(QAccessible.queryAccessibleInterface(widget)):
        of = it.object()
        # Qt's tables call the corner between their heads a pane, and cells by their text.
        if it.role() in _NAMED and not it.text(NAME).strip():
            found.append(f"{it.role().name} {of} at {way}")
        if isinstance(of, QLabel) and of.text() not in (of.accessibleName() or of.text()):
            found.append(f"{of.accessibleName()} hides {of.text()}")
    return found
