"""What a clerk does at the keyboard, from a window that was just opened."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.real_window.screen import Program

NEXT_FORM, LEDGER, TABLES = "ctrl+Next", "ctrl+l", "ctrl+t"
COPY = ("shift+Down", "shift+Right", "ctrl+c")


@dataclass(frozen=True, slots=True)
class Use:
    """Something done: its name, the doing, and whether a box or another window is then in front."""

    name: str
    do: Callable[[Program], None]
    waits: bool = False


def keys(*pressed: str | float) -> Callable[[Program], None]:
    """Press keys one after another; a number is a pause in seconds."""

    def press(program: Program) -> None:
        for key in pressed:
            if isinstance(key, str):
                program.screen.press(key)
            else:
                time.sleep(key)

    return press


def typed(text: str, *before: str | float) -> Callable[[Program], None]:
    """Press keys, then type a text that is not yet written when the program ends."""

    def press(program: Program) -> None:
        keys(*before)(program)
        program.screen.type_text(text)

    return press


USES = (
    Use("nothing at all", keys()),
    Use("a form", keys(NEXT_FORM, 0.5)),
    Use("cells of a form copied", keys(NEXT_FORM, 0.5, *COPY, 0.1)),
    Use("a cell being typed", typed("12", NEXT_FORM, 0.5)),
    Use("lines of the ledger copied", keys(LEDGER, 0.8, *COPY, 0.1)),
    # Half a code is refused where the window is closed, and asked about.
    Use("half a code in the ledger", typed("12", LEDGER, 0.8, "Right", "Right"), waits=True),
    Use("cells of a table copied", keys(TABLES, 0.8, *COPY, 0.1)),
    Use("a preview being made", keys(NEXT_FORM, 0.3, "ctrl+shift+p")),
    Use("a preview", keys(NEXT_FORM, 0.3, "ctrl+shift+p", 1.5)),
    Use("several tabs", keys(NEXT_FORM, 0.3, LEDGER, 0.5, TABLES, 0.5, "ctrl+g", 0.8, *COPY)),
    Use("a finding", keys("F8", 0.5, "F8", 0.5)),
    Use("a menu", keys("alt+f", 0.2), waits=True),
    Use("a box", keys("ctrl+n", 0.8), waits=True),
    Use("the manual", keys("F1", 0.8), waits=True),
    Use("a file being chosen", keys("ctrl+o", 0.6), waits=True),
)
