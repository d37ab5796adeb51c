"""A run fails when a process of its own dies: a worker at its end, or a program that a test ran.

A worker that dies of a signal after its last test has sent all results before, and pytest-xdist
does not look at the code it ends with.
"""

import signal
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

_FATAL = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE}
_CUT_SHORT = -signal.SIGKILL  # by pytest-xdist, of a worker that takes too long to end

_started: list["WatchedPopen"] = []
_workers: list[Any] = []


class WatchedPopen(subprocess.Popen[Any]):
    """A process whose end is looked at when the test that started it is over."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _started.append(self)


def watch_processes() -> None:
    """Have every process that is started from now on looked at."""
    subprocess.Popen = WatchedPopen  # type: ignore[misc]


def crashes() -> list[str]:
    """The processes that died of a fault of their own, among those started since the last call."""
    ended, _started[:] = tuple(_started), []
    return [
        f"{process.args!r}: {signal.Signals(-process.returncode).name}"
        for process in ended
        if process.returncode is not None and -process.returncode in _FATAL
    ]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_newgateway(gateway: Any) -> None:
    """Remember a worker."""
    _workers.append(gateway)


@pytest.hookimpl(hookwrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Once the workers have ended, look at their codes; a bad one fails the run."""
    yield
    told = session.config.pluginmanager.get_plugin("terminalreporter")
    for worker in _workers:
        code = worker._io.popen.poll()
        if code in (None, 0, _CUT_SHORT):
            continue
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if told is not None:
            told.ensure_newline()
            told.write_line(f"worker {worker.id} died at its end: code {code}", red=True)
