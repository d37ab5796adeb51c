"""What died is seen: a worker behind "all passed", and a program that nobody asked for its code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker_ends import crashes

_REPOSITORY = Path(__file__).parents[1]
# Dies as Qt does when Python has already ended: after the last test, and after atexit.
_TESTS = """
import atexit, ctypes
def test_passes() -> None:
    {dying}
"""
_DYING = "atexit.register(ctypes.string_at, 0)"


def run_with_a_worker(folder: Path, dying: str) -> "subprocess.CompletedProcess[str]":
    """A run of its own, of one test, with this project's hooks."""
    (folder / "conftest.py").write_text("from tests.worker_ends import *")
    (folder / "test_it.py").write_text(_TESTS.format(dying=dying))
    command = (sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-n", "1", "-c", "/dev/null")
    return subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)],
        cwd=_REPOSITORY,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def test_a_run_whose_worker_dies_at_its_end_fails(tmp_path: Path) -> None:
    done = run_with_a_worker(tmp_path, _DYING)
    assert "1 passed" in done.stdout
    assert "died at its end: code -11" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_run_whose_worker_ends_well_passes(tmp_path: Path) -> None:
    done = run_with_a_worker(tmp_path, "pass")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_program_that_dies_is_seen() -> None:
    subprocess.run([sys.executable, "-c", "import os; os.abort()"], check=False)
    assert [crash.rpartition(": ")[2] for crash in crashes()] == ["SIGABRT"]
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    ended = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    ended.terminate()
    ended.wait()
    assert crashes() == []
