"""A person's hands under Wayland: pointer, keyboard, and an input method that composes."""

import tempfile
import time
from itertools import chain
from pathlib import Path

from tests.real_window.wire import Wire, text, words

_KEYMAP = """xkb_keymap {
xkb_keycodes { include "evdev+aliases(qwerty)" };
xkb_types { include "complete" };
xkb_compat { include "complete" };
xkb_symbols { include "pc+us+inet(evdev)" };
};"""
_ROWS = ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
# By the names that xdotool has for them, as the kernel numbers them.
_NAMES = (
    *("Escape 1", "BackSpace 14", "Tab 15", "Return 28", "space 57", "F1 59", "F2 60", "F5 63"),
    *("F8 66", "Home 102", "Up 103", "Prior 104", "Left 105", "Right 106", "End 107"),
    *("Down 108", "Next 109", "Delete 111"),
)
_NAMED = {name: int(code) for name, code in map(str.split, _NAMES)}
_KEYS = _NAMED | dict(
    chain.from_iterable(((key, at + first) for at, key in enumerate(row)) for first, row in _ROWS)
)
_HELD = {"shift": (42, 1), "ctrl": (29, 4), "alt": (56, 8)}  # key, and its bit among the held ones
_BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}
_PAUSE = 0.02  # seconds between down and up


class Hands:
    """They belong to the compositor's only seat as long as they live.

    `method` is what the input method was told, by the protocol's numbers.
    """

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self._wire = wire = Wire(path)
        self._size = size
        self.method: list[int] = []
        seat = wire.bound("wl_seat", 7)
        pointers = wire.bound("zwlr_virtual_pointer_manager_v1", 1)
        keyboards = wire.bound("zwp_virtual_keyboard_manager_v1", 1)
        methods = wire.bound("zwp_input_method_manager_v2", 1)
        self._pointer = wire.made(pointers, 0, words(seat))
        self._keyboard = wire.made(keyboards, 0, words(seat))
        self._method = wire.made(methods, 0, words(seat), lambda told, _: self.method.append(told))
        with tempfile.TemporaryFile() as keymap:
            keymap.write(_KEYMAP.encode() + b"\0")
            keymap.flush()
            wire.request(self._keyboard, 0, words(1, keymap.tell()), keymap.fileno())
            wire.wait()

    def close(self) -> None:
        """Let go of the seat."""
        self._wire.close()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a point of the screen."""
        self._tell(self._pointer, 1, words(_now(), x, y, *self._size))
        self._tell(self._pointer, 4)
        for down in (1, 0):
            self._tell(self._pointer, 2, words(_now(), _BUTTONS[button], down))
            self._tell(self._pointer, 4)
            time.sleep(_PAUSE)

    def press(self, combination: str) -> None:
        """Press and let go of a key, with what is held meanwhile before it ("ctrl+c")."""
        *held, key = combination.split("+")
        mask = sum(_HELD[name][1] for name in held)
        for name in held:
            self._key(_HELD[name][0], down=True)
        self._tell(self._keyboard, 2, words(mask, 0, 0, 0))
        for down in (True, False):
            self._key(_KEYS[key], down=down)
            time.sleep(_PAUSE)
        for name in held:
            self._key(_HELD[name][0], down=False)
        self._tell(self._keyboard, 2, words(0, 0, 0, 0))

    def compose(self, letters: str) -> None:
        """Have letters stand in the text that are not text yet."""
        end = len(letters.encode())
        self._say(1, text(letters) + words(end, end))

    def commit(self, characters: str) -> None:
        """Put characters in the place of what is under composition."""
        self._say(0, text(characters))

    @property
    def composes(self) -> bool:
        """Whether the focus is on something that takes an input method's text."""
        self._wire.wait()
        last = [told for told in self.method if told in (0, 1)]
        return bool(last) and last[-1] == 0

    def restarts(self) -> int:
        """How often it was told to begin anew."""
        self._wire.wait()
        return self.method.count(0)

    def _say(self, opcode: int, arguments: bytes) -> None:
        self._wire.wait()
        self._tell(self._method, opcode, arguments)
        self._tell(self._method, 3, words(self.method.count(5)))

    def _key(self, code: int, *, down: bool) -> None:
        self._tell(self._keyboard, 1, words(_now(), code, int(down)))

    def _tell(self, target: int, opcode: int, arguments: bytes = b"") -> None:
        self._wire.request(target, opcode, arguments)
        self._wire.wait()


def _now() -> int:
    return time.monotonic_ns() // 1_000_000  # the wire takes its lower half
