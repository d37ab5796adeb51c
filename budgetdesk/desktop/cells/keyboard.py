"""Which key asks for what in every grid of cells, as WPS tables have it."""

from collections.abc import Callable, Iterator
from enum import Enum

from PySide6.QtCore import QKeyCombination, QObject, Qt
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
    """What a key asks for, in the words of the manual; each grid says which of these it knows."""

    EDIT = "编辑当前格"
    BREAK_LINE = "格内换行"
    GIVE_UP = "恢复原样，或只选当前格"
    NEXT = "下一格"
    PREVIOUS = "上一格"
    ENTER = "写完，到下面一格"
    ENTER_UP = "写完，到上面一格"
    CLEAR = "清空所选各格"
    RETYPE = "删去原文重填"
    COPY = "复制"
    CUT = "剪切"
    PASTE = "粘贴"
    UNDO = "撤销"
    REDO = "重做"
    SELECT_ALL = "全选"
    FILL_DOWN = "用上面的内容向下填充"
    INSERT_ROW = "插入一行"
    REMOVE_ROW = "删除一行"
    ROW_UP = "上移一行"
    ROW_DOWN = "下移一行，或展开可选内容"
    FIRST = "第一格"
    LAST = "最后一格"
    ROW_START = "行首"
    ROW_END = "行尾"
    PAGE_UP = "上翻一屏"
    PAGE_DOWN = "下翻一屏"
    REACH_ROW_START = "选到行首"
    REACH_ROW_END = "选到行尾"
    REACH_PAGE_UP = "向上选一屏"
    REACH_PAGE_DOWN = "向下选一屏"
    CHOOSE_LINES = "选整行"
    DUPLICATE = "复制一行"
    PASTE_LINES = "粘贴为新的行"
    FIND = "筛选"
    FOLD = "勾选，或展开、收起分组"
    ZOOM_IN = "放大"
    ZOOM_OUT = "缩小"
    ZOOM_FULL = "原始大小"


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


def keys_of_acts() -> Iterator[tuple[tuple[str, ...], Act]]:
    """Every act with its keys, as `keys_to_read` takes them."""
    for act in Act:
        combinations = [
            QKeyCombination(held, Qt.Key(key)) for (held, key), of in _KEYS.items() if of is act
        ]
        texts = (QKeySequence(it).toString().replace("Backtab", "Tab") for it in combinations)
        yield tuple(dict.fromkeys(text.replace("Return", "Enter") for text in texts)), act


def key_action(owner: QObject, text: str, keys: str, deed: Callable[[], object]) -> QAction:
    """An action of a widget, whose key counts while the widget or what is in it has the focus."""
    action = QAction(text, owner)
    action.setShortcut(QKeySequence(keys))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _=False: deed())
    return action


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
