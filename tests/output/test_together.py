"""Several files take their places together, or none of them, whatever fails."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from budgetdesk.output.files import OutputError, replacing
from budgetdesk.output.together import together

NAMES = ("a.json", "b.json", "c.json")
OLD = {"a.json": "old a", "b.json": "old b"}


def write_all(folder: Path) -> None:
    with together(folder, NAMES) as staging:
        for name in NAMES:
            with replacing(staging / name) as temporary:
                temporary.write_text(f"new {name}", "utf-8")


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "公开"
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_all_take_their_places(folder: Path) -> None:
    write_all(folder)
    assert content(folder) == {name: f"new {name}" for name in NAMES}


CALLS = ((tempfile, "mkdtemp"), (tempfile, "mkstemp"), (os, "fsync"), (Path, "replace"),
         (Path, "write_text"), (Path, "chmod"), (shutil, "copy2"))  # fmt: skip


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize(("owner", "name"), CALLS, ids=[name for _, name in CALLS])
def test_a_fault_leaves_the_old_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int
) -> None:
    real, calls = getattr(owner, name), [0]

    def failing(*given: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == number + 1:
            raise OSError(errno.ENOSPC, "no room")
        return real(*given, **named)

    monkeypatch.setattr(owner, name, failing)
    fault: Exception | None = None
    try:
        write_all(folder)
    except (OSError, OutputError) as error:
        fault = error
    monkeypatch.undo()
    if fault is None:  # there were fewer calls, or it was that of the folder's flush
        assert calls[0] <= number or name == "fsync"
        assert content(folder) == {name: f"new {name}" for name in NAMES}
        return
    # A fault in the caller's own writing passes through, too.
    assert isinstance(fault, OutputError) or name == "write_text"
    assert content(folder) == OLD


_KILLED = """
import os, sys
from pathlib import Path
from budgetdesk.output.together import together
with together(Path(sys.argv[1]), ["a.json"]) as staging:
    (staging / "a.json").write_text("half")
    os._exit(9)
"""


def test_what_a_killed_process_left_is_removed_and_no_other(folder: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(folder)], check=False)
    assert killed.returncode == 9
    (left,) = [path for path in folder.iterdir() if path.is_dir()]
    living = folder / left.name.replace(left.name.split("-")[2], str(os.getppid()))
    living.mkdir()
    foreign = folder / "~budgetdesk-00000000-999999999-abc"
    foreign.mkdir()
    write_all(folder)
    assert {path for path in folder.iterdir() if path.is_dir()} == {living, foreign}
