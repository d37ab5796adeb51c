"""An fcitx for tests: letters are under composition until the blank makes them 你好."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.portal.Fcitx"
_PATH = "/org/freedesktop/portal/inputcontext/1"
_CONTEXT = DBusAddress(_PATH, NAME, "org.fcitx.Fcitx.InputContext1")
_BLANK, _ESCAPE = 0x20, 0xFF1B


class FakeFcitx:
    """Answers on a bus of its own thread; `heard` is every call, in order."""

    def __init__(self, address: str) -> None:
        self.heard: list[tuple[str, tuple[object, ...]]] = []
        self.mute = False  # takes calls and answers none
        self._letters = ""
        self._bus = open_dbus_connection(address)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        self._ends = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def calls(self, method: str) -> list[tuple[object, ...]]:
        """What it was asked by a method."""
        return [body for name, body in self.heard if name == method]

    def close(self) -> None:
        """Leave the bus."""
        self._ends = True
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while not self._ends:
            with suppress(TimeoutError):
                message = self._bus.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call and not self.mute:
                    self._answer(message)

    def _answer(self, message: Message) -> None:
        method = message.header.fields[HeaderFields.member]
        self.heard.append((method, tuple(message.body)))
        signature: str | None = None
        body: tuple[object, ...] = ()
        if method == "CreateInputContext":
            signature, body = "oay", (_PATH, b"0")
        elif method == "ProcessKeyEvent":
            signature, body = "b", (self._takes(*message.body),)
        elif method == "Reset":
            self._letters = ""
        self._bus.send(new_method_return(message, signature, body))

    def _takes(self, symbol: int, _code: int, state: int, release: bool, _time: int) -> bool:
        if release or state & 4:
            return False
        if ord("a") <= symbol <= ord("z"):
            self._letters += chr(symbol)
        elif self._letters and symbol in (_BLANK, _ESCAPE):
            if symbol == _BLANK:
                self._tell("CommitString", "s", ("你好",))
            self._letters = ""
        else:
            return False
        spelled = " ".join(self._letters)
        self._tell("UpdateFormattedPreedit", "a(si)i", ([(spelled, 0)], len(spelled)))
        return True

    def _tell(self, what: str, signature: str, body: tuple[object, ...]) -> None:
        self._bus.send(new_signal(_CONTEXT, what, signature, body))


@contextmanager
def fcitx_on(address: str) -> Iterator[FakeFcitx]:
    """A running one, gone at the end."""
    made = FakeFcitx(address)
    try:
        yield made
    finally:
        made.close()
