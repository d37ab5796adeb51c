"""Telling one process from another, also where the system tells less."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.book import process


def test_a_process_keeps_its_mark_and_no_other_has_it() -> None:
    mine = process.start_mark(os.getpid())
    assert mine
    assert mine == process.start_mark(os.getpid())
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert process.start_mark(child.pid) not in (mine, None, "")
        child.communicate(b"\n")
    assert process.start_mark(child.pid) is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_killed_process_that_nobody_asked_after_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert process.start_mark(child.pid)
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, yet still listed
        assert Path(f"/proc/{child.pid}").exists()
        assert process.start_mark(child.pid) is None


@pytest.mark.parametrize(("state", "lives"), [("S", True), ("R", True), ("Z", False), ("X", False)])
def test_the_state_is_read_behind_a_name_with_brackets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, lives: bool
) -> None:
    monkeypatch.setattr(process, "_PROC", tmp_path)
    (tmp_path / "7").mkdir()
    numbers = " ".join(map(str, range(4, 22)))
    (tmp_path / "7/stat").write_text(f"7 (a) Z (b c) {state} {numbers} 4711 0\n", "utf-8")
    (tmp_path / "sys/kernel/random").mkdir(parents=True)
    (tmp_path / "sys/kernel/random/boot_id").write_text("boot\n", "ascii")
    assert process.start_mark(7) == ("boot/4711" if lives else None)


def test_without_a_list_of_processes_only_living_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_PROC", tmp_path)
    assert process.start_mark(os.getpid()) == ""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert process.start_mark(child.pid) is None

    def refuse(number: int, signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr("budgetdesk.book.process.os.kill", refuse)
    assert process.start_mark(1) == "", "it lives, though it is another user's"


def test_names_are_there_whatever_the_system_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert process.machine_id()
    assert process.machine_name()

    def refuse(*args: object) -> str:
        raise OSError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert process.machine_id() == process.machine_name()
    monkeypatch.setattr("budgetdesk.book.process.getpass.getuser", refuse)
    assert process.user_name() == ""
