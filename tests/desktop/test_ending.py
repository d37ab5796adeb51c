"""The program ends in order with something on the clipboard, whoever made it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Copies as the form does, then has the system end the program.
_COPYING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from budgetdesk.desktop import app

def copy_and_end():
    data = QMimeData()
    data.setText("5,072,219")
    QGuiApplication.clipboard().setMimeData(data)
    assert QGuiApplication.clipboard().text() == "5,072,219"
    os.kill(os.getpid(), signal.SIGTERM)

application = app.make_application()
QTimer.singleShot(500, copy_and_end)
sys.exit(app.main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_what_was_copied_does_not_crash_the_end(
    book_path: Path, tmp_path: Path, platform: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", _COPYING, str(book_path)],
        env=os.environ | {"QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
