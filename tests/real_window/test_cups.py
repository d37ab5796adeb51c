"""A real CUPS takes what is printed, page for page; a queue that stands still is known."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.dialogs.printing import PrintChoice
from budgetdesk.desktop.preview.printing import PrintFault, is_stopped, print_pdf, printers
from budgetdesk.domain.progress import ignore_progress
from tests.real_window.screen import end_process, eventually

pytestmark = pytest.mark.proof

_QUEUE = "budget-file"
_OPEN = """<Location />
Order allow,deny
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
# What a printer would be: a backend that keeps what it is given.
_BACKEND = """#!/bin/sh
[ $# = 0 ] && exit 0
echo "$@" > {0}/words
cat ${{6:+"$6"}} > {0}/paper.pdf
"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that the queue prints into, of a CUPS of the test's own."""
    if shutil.which("cupsd") is None or os.getuid() != 0:
        pytest.skip("needs cupsd, and root to start it")
    home = tmp_path / "cups"
    out, programs = home / "out", home / "bin"
    shutil.copytree("/usr/lib/cups", programs, symlinks=True)
    for name in ("spool", "tmp", "cache", "state", "root", "out"):
        (home / name).mkdir()
    for folder in (*reversed(tmp_path.parents[:3]), tmp_path, home):
        folder.chmod(0o755)  # CUPS prints as a user of its own
    out.chmod(0o777)
    backend = programs / "backend" / "keep"
    backend.write_text(_BACKEND.format(out))
    backend.chmod(0o755)
    (home / "cupsd.conf").write_text(f"Listen {home}/socket\nBrowsing Off\n{_OPEN}")
    places = {"RequestRoot": "spool", "TempDir": "tmp", "CacheDir": "cache", "StateDir": "state"}
    places |= {"ServerRoot": "root", "ServerBin": "bin", "ErrorLog": "error", "AccessLog": "access"}
    lines = [f"{name} {home / place}" for name, place in places.items()]
    (home / "files.conf").write_text("\n".join([*lines, "User lp", "Group lp", ""]))
    command = ["cupsd", "-f", "-c", str(home / "cupsd.conf"), "-s", str(home / "files.conf")]
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    monkeypatch.setenv("CUPS_SERVER", str(home / "socket"))
    try:
        eventually((home / "socket").exists, what="cupsd")
        run("lpadmin", "-p", _QUEUE, "-E", "-v", "keep:/x", "-m", "raw")
        yield out
    finally:
        end_process(daemon)


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def three_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for height in (842, 600, 400):
        document.new_page(595, height)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_pages_arrive_and_a_queue_that_stands_still_is_told(paper: Path, qtbot: QtBot) -> None:
    assert printers() == (_QUEUE,)
    assert not is_stopped(_QUEUE)
    choice = PrintChoice(_QUEUE, 2, duplex=True, pages=(2, 0))
    print_pdf(three_pages(), "题目", choice, ignore_progress)
    eventually((paper / "paper.pdf").exists, what="paper")
    eventually(lambda: (paper / "paper.pdf").read_bytes().rstrip().endswith(b"%%EOF"))
    printed = pypdfium2.PdfDocument((paper / "paper.pdf").read_bytes())
    assert [round(page.get_height()) for page in printed] == [400, 842]
    assert "题目 2" in (paper / "words").read_text("utf-8")
    assert "sides=two-sided-short-edge" not in (paper / "words").read_text("utf-8")
    run("cupsdisable", _QUEUE)
    assert is_stopped(_QUEUE)
    run("cupsreject", _QUEUE)
    with pytest.raises(PrintFault, match="不接收"):
        print_pdf(three_pages(), "题目", choice, ignore_progress)
