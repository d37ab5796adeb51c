"""Which key asks for what in every grid of cells, as WPS tables have it."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_HELD = _CTRL | _SHIFT | _ALT | Qt.KeyboardModifier.MetaModifier


class Arrow(Enum):
    """A step of the arrow keys, as rows and columns."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


class Act(Enum):
    """What a key asks for; each grid says which of these it knows."""

    EDIT = auto()
    BREAK_LINE = auto()
    GIVE_UP = auto()
    NEXT = auto()
    PREVIOUS = auto()
    ENTER = auto()
    ENTER_UP = auto()
    CLEAR = auto()
    RETYPE = auto()
    COPY = auto()
    CUT = auto()
    PASTE = auto()
    UNDO = auto()
    REDO = auto()
    SELECT_ALL = auto()
    FILL_DOWN = auto()
    INSERT_ROW = auto()
    REMOVE_ROW = auto()
    ROW_UP = auto()
    ROW_DOWN = auto()
    FIRST = auto()
    LAST = auto()
    ROW_START = auto()
    ROW_END = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    REACH_ROW_START = auto()
    REACH_ROW_END = auto()
    REACH_PAGE_UP = auto()
    REACH_PAGE_DOWN = auto()
    CHOOSE_LINES = auto()
    DUPLICATE = auto()
    PASTE_LINES = auto()
    FIND = auto()
    FOLD = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_FULL = auto()


_KEYS: dict[tuple[Qt.KeyboardModifier, int], Act] = {
    (_NONE, Qt.Key.Key_F2): Act.EDIT,
    (_NONE, Qt.Key.Key_Escape): Act.GIVE_UP,
    (_NONE, Qt.Key.Key_Tab): Act.NEXT,
    (_SHIFT, Qt.Key.Key_Backtab): Act.PREVIOUS,
    (_SHIFT, Qt.Key.Key_Tab): Act.PREVIOUS,
    (_NONE, Qt.Key.Key_Return): Act.ENTER,
    (_NONE, Qt.Key.Key_Enter): Act.ENTER,
    (_SHIFT, Qt.Key.Key_Return): Act.ENTER_UP,
    (_SHIFT, Qt.Key.Key_Enter): Act.ENTER_UP,
    (_ALT, Qt.Key.Key_Return): Act.BREAK_LINE,
    (_ALT, Qt.Key.Key_Enter): Act.BREAK_LINE,
    (_NONE, Qt.Key.Key_Delete): Act.CLEAR,
    (_NONE, Qt.Key.Key_Backspace): Act.RETYPE,
    (_CTRL, Qt.Key.Key_C): Act.COPY,
    (_CTRL, Qt.Key.Key_Insert): Act.COPY,
    (_CTRL, Qt.Key.Key_X): Act.CUT,
    (_SHIFT, Qt.Key.Key_Delete): Act.CUT,
    (_CTRL, Qt.Key.Key_V): Act.PASTE,
    (_SHIFT, Qt.Key.Key_Insert): Act.PASTE,
    (_CTRL, Qt.Key.Key_Z): Act.UNDO,
    (_CTRL, Qt.Key.Key_Y): Act.REDO,
    (_CTRL | _SHIFT, Qt.Key.Key_Z): Act.REDO,
    (_CTRL, Qt.Key.Key_A): Act.SELECT_ALL,
    (_CTRL, Qt.Key.Key_D): Act.FILL_DOWN,
    (_CTRL, Qt.Key.Key_Return): Act.INSERT_ROW,
    (_CTRL, Qt.Key.Key_Enter): Act.INSERT_ROW,
    (_CTRL, Qt.Key.Key_Minus): Act.REMOVE_ROW,
    (_CTRL, Qt.Key.Key_Delete): Act.REMOVE_ROW,
    (_CTRL, Qt.Key.Key_Home): Act.FIRST,
    (_CTRL, Qt.Key.Key_End): Act.LAST,
    (_NONE, Qt.Key.Key_Home): Act.ROW_START,
    (_NONE, Qt.Key.Key_End): Act.ROW_END,
    (_NONE, Qt.Key.Key_PageUp): Act.PAGE_UP,
    (_NONE, Qt.Key.Key_PageDown): Act.PAGE_DOWN,
    (_SHIFT, Qt.Key.Key_Home): Act.REACH_ROW_START,
    (_SHIFT, Qt.Key.Key_End): Act.REACH_ROW_END,
    (_SHIFT, Qt.Key.Key_PageUp): Act.REACH_PAGE_UP,
    (_SHIFT, Qt.Key.Key_PageDown): Act.REACH_PAGE_DOWN,
    (_SHIFT, Qt.Key.Key_Space): Act.CHOOSE_LINES,
    (_CTRL | _SHIFT, Qt.Key.Key_D): Act.DUPLICATE,
    (_CTRL | _SHIFT, Qt.Key.Key_V): Act.PASTE_LINES,
    (_CTRL, Qt.Key.Key_F): Act.FIND,
    (_NONE, Qt.Key.Key_Space): Act.FOLD,
    (_CTRL, Qt.Key.Key_0): Act.ZOOM_FULL,
    (_CTRL, Qt.Key.Key_Equal): Act.ZOOM_IN,
    (_CTRL, Qt.Key.Key_Plus): Act.ZOOM_IN,
    (_CTRL | _SHIFT, Qt.Key.Key_Plus): Act.ZOOM_IN,
    (_CTRL | _SHIFT, Qt.Key.Key_Underscore): Act.ZOOM_OUT,
    (_CTRL | _SHIFT, Qt.Key.Key_Minus): Act.ZOOM_OUT,
    (_ALT, Qt.Key.Key_Up): Act.ROW_UP,
    (_ALT, Qt.Key.Key_Down): Act.ROW_DOWN,
}
_ARROWS: dict[int, Arrow] = {
    Qt.Key.Key_Up: Arrow.UP,
    Qt.Key.Key_Down: Arrow.DOWN,
    Qt.Key.Key_Left: Arrow.LEFT,
    Qt.Key.Key_Right: Arrow.RIGHT,
}
_SIGNS = {
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Return": "Enter",
    "PgDown": "PgDn",
}
# While a cell is edited these belong to its text.
_OF_TEXT = frozenset(
    {
        Act.CLEAR,
        Act.RETYPE,
        Act.COPY,
        Act.CUT,
        Act.PASTE,
        Act.SELECT_ALL,
        Act.FIRST,
        Act.LAST,
        Act.ROW_START,
        Act.ROW_END,
        Act.FILL_DOWN,
        Act.REACH_ROW_START,
        Act.REACH_ROW_END,
        Act.REACH_PAGE_UP,
        Act.REACH_PAGE_DOWN,
        Act.CHOOSE_LINES,
        Act.DUPLICATE,
        Act.PASTE_LINES,
        Act.FIND,
        Act.FOLD,
    }
)
# What leaves the cursor where it is, or is a run of Tab itself.
_WITHIN_RUN = frozenset(
    {
        Act.NEXT,
        Act.PREVIOUS,
        Act.ENTER,
        Act.EDIT,
        Act.RETYPE,
        Act.COPY,
        Act.PASTE,
        Act.FILL_DOWN,
        Act.CLEAR,
        Act.ROW_DOWN,
    }
)


def keys_to_read(keys: str) -> str:
    """A shortcut as clerks know it from their keyboard: `Alt+Up` is Alt+↑."""
    *held, key = keys.split("+")
    return "+".join([*held, _SIGNS.get(key, key)])


def write_keys(action: QAction, text: str) -> None:
    """Give an action its words, with its key behind them in a menu as `keys_to_read` has it."""
    signs = keys_to_read(action.shortcut().toString())
    by_qt = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)  # translated
    action.setIconText(plain_text(text))
    action.setText(text if signs == by_qt else f"{text}\t{signs}")


def plain_text(text: str) -> str:
    """A command's text without its mnemonic and dots, for tool tips and buttons."""
    return text.partition("(&")[0].removesuffix("…")


def act_of(event: QKeyEvent) -> Act | None:
    """What a key asks a grid for; None for arrows and letters."""
    return _KEYS.get((_held(event), event.key()))


def belongs_to_text(act: Act) -> bool:
    """Whether an open cell editor's text takes this key."""
    return act in _OF_TEXT


def ends_run(act: Act) -> bool:
    """Whether after this Enter no longer goes below the cell in which a run of Tab began."""
    return act not in _WITHIN_RUN


def arrow_of(event: QKeyEvent) -> Arrow | None:
    """The arrow of a key without Alt."""
    return None if _held(event) & _ALT else _ARROWS.get(event.key())


def extends(event: QKeyEvent) -> bool:
    """Whether Shift is held, so that the selection grows."""
    return bool(_held(event) & _SHIFT)


def to_edge(event: QKeyEvent) -> bool:
    """Whether Ctrl is held, so that an arrow runs to the edge."""
    return bool(_held(event) & _CTRL)


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & _HELD
