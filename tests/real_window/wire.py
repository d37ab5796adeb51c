"""The wire between a Wayland compositor and one of its clients, as far as tests speak it."""

import array
import socket
import struct
from collections.abc import Callable
from pathlib import Path

_DISPLAY, _ERROR, _SYNC, _GET_REGISTRY, _BIND = 1, 0, 0, 1, 0


def words(*numbers: int) -> bytes:
    """Numbers, or objects by their numbers, as arguments of a request."""
    return struct.pack(f"<{len(numbers)}I", *(number & 0xFFFFFFFF for number in numbers))


def text(value: str) -> bytes:
    """A text as an argument of a request."""
    coded = value.encode() + b"\0"
    return words(len(coded)) + coded + b"\0" * (-len(coded) % 4)


class WireError(RuntimeError):
    """The compositor refused a request, or is gone."""


class Wire:
    """A client's connection: requests, and who hears the events of an object."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))
        self._unread = b""
        self._last = _DISPLAY
        self._globals: dict[str, tuple[int, int]] = {}
        self._heard: dict[int, Callable[[int, bytes], None]] = {_DISPLAY: self._hear_display}
        self._registry = self.made(_DISPLAY, _GET_REGISTRY, heard=self._hear_registry)
        self.wait()

    def close(self) -> None:
        """Take leave; what the client had is taken down by the compositor."""
        self._socket.close()

    def request(self, target: int, opcode: int, arguments: bytes = b"", file: int = -1) -> None:
        """Ask something of an object; `file` is handed over beside the arguments."""
        message = words(target, (len(arguments) + 8) << 16 | opcode) + arguments
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))
        self._socket.sendmsg([message], [rights] if file >= 0 else [])

    def made(
        self,
        target: int,
        opcode: int,
        before: bytes = b"",
        heard: Callable[[int, bytes], None] = lambda _opcode, _body: None,
    ) -> int:
        """The object that a request makes, whose number is its last argument."""
        self._last += 1
        self._heard[self._last] = heard
        self.request(target, opcode, before + words(self._last))
        return self._last

    def bound(self, interface: str, version: int) -> int:
        """One of the compositor's own objects."""
        name, _offered = self._globals[interface]
        return self.made(self._registry, _BIND, words(name) + text(interface) + words(version))

    def wait(self) -> None:
        """Until all that was asked is done, hearing what is told meanwhile."""
        done: list[int] = []
        self.made(_DISPLAY, _SYNC, heard=lambda opcode, _body: done.append(opcode))
        while not done:
            received = self._socket.recv(65536)
            if not received:
                raise WireError("the compositor is gone")
            self._unread += received
            self._deliver()

    def _deliver(self) -> None:
        while len(self._unread) >= 8:
            target, size_and_opcode = struct.unpack_from("<II", self._unread)
            size = size_and_opcode >> 16
            if len(self._unread) < size:
                return
            body, self._unread = self._unread[8:size], self._unread[size:]
            self._heard[target](size_and_opcode & 0xFFFF, body)

    def _hear_display(self, opcode: int, body: bytes) -> None:
        if opcode == _ERROR:
            raise WireError(repr(body))

    def _hear_registry(self, opcode: int, body: bytes) -> None:
        if opcode == 0:
            name, length = struct.unpack_from("<II", body)
            interface = body[8 : 8 + length - 1].decode()
            (version,) = struct.unpack_from("<I", body, 8 + (length + 3) // 4 * 4)
            self._globals[interface] = (name, version)
