"""An ordinary desktop for one test: X server, window manager, session bus and AT-SPI."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
Ending = signal.Signals | str  # a signal, or the keys that end it
_REPOSITORY = Path(__file__).parents[2]

_NEEDED = ("Xvfb", "openbox", "dbus-daemon", "dbus-send", "xdotool", "xclip", "xprop")
# The system's own Python has the bindings of AT-SPI.
READER = ("/usr/bin/python3", "-W", "ignore", str(Path(__file__).with_name("reader.py")))
_PICTURE = """import sys
from PySide6.QtGui import QGuiApplication
QGuiApplication([]).primaryScreen().grabWindow(0).save(sys.argv[1])"""
_START = 20.0  # seconds that a part of the desktop may take until it answers


class ScreenError(RuntimeError):
    """The desktop for a test could not be set up; `make proof` installs what it needs."""


def eventually(ask: Callable[[], T], seconds: float = _START, what: str = "") -> T:
    """The first answer that says yes; TimeoutError when there is none in time."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:g} s: {what or ask}")
        time.sleep(0.05)
    return answer


def end_process(process: "subprocess.Popen[bytes]") -> None:
    """End a process that the test started, however it is."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Screen:
    """A running desktop; `environment` is what its programs are started with."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.folder = folder

    def run(self, *command: str, give: str | None = None) -> str:
        """What a command on this desktop prints."""
        done = subprocess.run(
            command,
            env=self.environment,
            input=give,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press and let go of keys, named as xdotool names them ("ctrl+c", "Tab")."""
        self.run("xdotool", "key", "--clearmodifiers", "--delay", "15", *keys)

    def type_text(self, text: str) -> None:
        """Type characters of the keyboard."""
        self.run("xdotool", "type", "--clearmodifiers", "--delay", "15", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a point of the screen."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def window_of(self, process: int) -> str:
        """The window that a process shows; "" while it shows none."""
        words = ("search", "--onlyvisible", "--pid", str(process), "--name", ".")
        found = self.run("xdotool", *words).split()
        return found[-1] if found else ""

    def activate(self, window: str) -> None:
        """Give a window the focus."""
        self.run("xdotool", "windowactivate", "--sync", window)

    def title(self) -> str:
        """What stands over the window that has the focus."""
        return self.run("xdotool", "getactivewindow", "getwindowname").strip()

    def picture(self, path: Path) -> None:
        """Write what is to be seen into a PNG file."""
        self.run(sys.executable, "-c", _PICTURE, str(path))

    def copy(self, text: str) -> None:
        """Lay a text on the clipboard; the program that holds it stays until another takes over."""
        self.give(text, "xclip", "-selection", "clipboard")

    def give(self, text: str, *command: str) -> None:
        """Give a text to a program that may go on behind."""
        subprocess.run(
            command,
            env=self.environment,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=20,
        )

    def clipboard(self, target: str = "UTF8_STRING") -> str:
        """What lies on the clipboard, asked for by another program."""
        return self.run("timeout", "10", "xclip", "-o", "-selection", "clipboard", "-t", target)


@contextmanager
def screen(folder: Path, size: str = "1366x768x24") -> Iterator[Screen]:
    """A desktop with its home in `folder`, taken down at the end.

    Raises:
        ScreenError: a program it needs is not installed.
    """
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        raise ScreenError(f"not installed: {' '.join(missing)} (see `make proof`)")
    environment = own_environment(folder)
    with ExitStack() as stack:
        environment["DISPLAY"] = _x_server(stack, size)
        environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus(stack, environment)
        start(stack, environment, "openbox")
        made = Screen(environment, folder)
        eventually(lambda: "_NET_ACTIVE_WINDOW" in made.run("xprop", "-root"), what="openbox")
        ask = "--print-reply --dest=org.a11y.Bus /org/a11y/bus org.a11y.Bus.GetAddress"
        eventually(lambda: made.run("dbus-send", "--session", *ask.split()), what="AT-SPI")
        yield made


def own_environment(folder: Path) -> dict[str, str]:
    """A new home, so that nothing of this machine's user is read or written."""
    kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    home = folder / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = str(home / name.lower())
        (home / name.lower()).mkdir(mode=0o700, parents=True, exist_ok=True)
    return environment | {"HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}


def start(
    stack: ExitStack, environment: Mapping[str, str], *command: str
) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    stack.callback(end_process, process)
    return process


def _first_line(stack: ExitStack, environment: Mapping[str, str], command: tuple[str, ...]) -> str:
    """Start a server that writes where it is to be found into a pipe, its last argument."""
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [part.replace("PIPE", str(writer)) for part in command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(writer,),
    )
    os.close(writer)
    stack.callback(end_process, process)
    with os.fdopen(reader) as pipe:
        line = pipe.readline().strip()
    if not line:
        raise ScreenError(f"{command[0]} did not start")
    return line


def _x_server(stack: ExitStack, size: str) -> str:
    """The first display that is free; -noreset, or the last window to close takes all with it."""
    command = ("Xvfb", "-displayfd", "PIPE", "-screen", "0", size, "-nolisten", "tcp", "-noreset")
    return ":" + _first_line(stack, os.environ, command)


@contextmanager
def x_server(size: str = "1366x768x24") -> Iterator[str]:
    """An X server alone, by its display."""
    with ExitStack() as stack:
        yield _x_server(stack, size)


def session_bus(stack: ExitStack, environment: Mapping[str, str]) -> str:
    """A bus that starts AT-SPI when a program asks for it, as on any desktop."""
    command = ("dbus-daemon", "--session", "--nofork", "--print-address=PIPE")
    return _first_line(stack, environment, command)


class Program:
    """The program itself on a screen."""

    def __init__(self, at: Screen, *arguments: str, **environment: str) -> None:
        self.screen = at
        self.heard = at.folder / "stderr.txt"
        command = (sys.executable, "-X", "faulthandler", "-m", "budgetdesk", *arguments)
        with self.heard.open("wb") as heard:
            self.process = subprocess.Popen(
                command,
                env=at.environment | environment,
                stdout=heard,
                stderr=heard,
                stdin=subprocess.DEVNULL,
                cwd=_REPOSITORY,
            )
        try:
            self.window = eventually(self._find, 60, "the window")
            at.activate(self.window)
        except BaseException:
            end_process(self.process)
            raise

    @property
    def alive(self) -> bool:
        """Whether it runs still."""
        return self.process.poll() is None

    @property
    def title(self) -> str:
        """What stands over the window that has the focus."""
        return self.screen.title()

    def said(self) -> str:
        """What it wrote to its terminal."""
        return self.heard.read_text(errors="replace")

    def start_reading(self, times: int = 1) -> "subprocess.Popen[str]":
        """Have a reader walk over the whole window, so many times, beside what else is done."""
        command = (*READER, str(self.process.pid))
        return subprocess.Popen(
            [*command, str(times)], env=self.screen.environment, stdout=subprocess.PIPE, text=True
        )

    def read_aloud(self) -> dict[str, dict[str, int]]:
        """Have a reader walk over the whole window: what it met, and what was refused it."""
        printed, _ = self.start_reading().communicate(timeout=200)
        assert self.alive, self.said()
        read: dict[str, dict[str, int]] = json.loads(printed)
        return read

    def listen(self, seconds: int) -> "subprocess.Popen[str]":
        """Have a listener print what is announced, so many seconds long."""
        command = (*READER[:-1], str(Path(__file__).with_name("listener.py")), str(seconds))
        return subprocess.Popen(
            command, env=self.screen.environment, stdout=subprocess.PIPE, text=True
        )

    def wait(self, seconds: float = 30) -> int:
        """The code it ends with; what was started must end."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            seen = self.heard.with_suffix(".png")
            self.screen.picture(seen)
            end_process(self.process)
            raise AssertionError(f"it did not end, see {seen}: {self.said()}") from None

    def end(self, way: Ending) -> int:
        """End it in that way; the code."""
        if isinstance(way, signal.Signals):
            self.process.send_signal(way)
        else:
            self.screen.press(way)
        return self.wait()

    def _find(self) -> str:
        if not self.alive:
            raise AssertionError(f"it ended by itself: {self.said()}")
        return self.screen.window_of(self.process.pid)


@contextmanager
def program(at: Screen, *arguments: str, **environment: str) -> Iterator[Program]:
    """The program, ended at the latest with the test."""
    running = Program(at, *arguments, **environment)
    try:
        yield running
    finally:
        if running.alive:
            end_process(running.process)
