"""Cold start: from starting the process to a window with the sample's tree, painted and idle."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from budgetdesk.exchange.sample import create_sample
from tests.bench.figures import Figure, in_turns, readable

_BAR = 1.3
_ROUNDS = 15
_NOTE = (
    "New processes in turns, files in the system's cache. Of a start: importing {}, building the "
    "window {}, opening the book, building what shows it and painting {}. The bare window imports "
    "only Qt. The form set and the rules of 审核 are read after the book is painted."
)
# Both end, without closing anything, when the window is painted and its tree answers. The form set
# is read a moment later (or with the first form, if that is sooner), then the rules of 审核.
_PROGRAM = """
import os
import sys
import time
started = time.perf_counter()
from budgetdesk.desktop import app
imported = time.perf_counter()
opened = app._open_first
def open_and_end(window, path):
    built = time.perf_counter()
    opened(window, path)
    app.QApplication.processEvents()
    if window.session is None or not window.isVisible():
        os._exit(3)
    print(imported - started, built - imported, time.perf_counter() - built, flush=True)
    app.QTimer.singleShot(0, lambda: os._exit(0))
app._open_first = open_and_end
from budgetdesk.cli import main
sys.exit(main(["open", sys.argv[1]]))
"""
_BARE = """
import os
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView
application = QApplication([])
model = QStandardItemModel()
for unit in range(6):
    item = QStandardItem(f"unit {unit}")
    for project in range(11):
        item.appendRow(QStandardItem(f"project {project}"))
    model.appendRow(item)
tree = QTreeView()
tree.setModel(model)
window = QMainWindow()
window.setCentralWidget(tree)
window.resize(1280, 760)
window.show()
def end():
    QApplication.processEvents()
    QTimer.singleShot(0, lambda: os._exit(0))
QTimer.singleShot(0, end)
sys.exit(application.exec())
"""


def figures(folder: Path) -> Iterator[Figure]:
    """Measure in new processes, one after the other."""
    path = folder / "start.budget"
    create_sample(path)
    # Compiled as an installed program is, whatever the one who measures has set.
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(script: str, *arguments: str) -> str:
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(
            command, check=True, env=environment, timeout=60, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    told: list[list[float]] = []

    def run_program() -> None:
        told.append([float(seconds) for seconds in run(_PROGRAM, str(path)).split()])

    ours, bare = in_turns([run_program, lambda: run(_BARE)], _ROUNDS)
    stages = (readable(statistics.median(stage)) for stage in zip(*told[1:], strict=True))
    yield Figure(
        what="Cold start to a usable window with the sample book",
        bar=f"≤ {_BAR} × a bare window",
        time=ours,
        met=ours <= _BAR * bare,
        reference_name="bare PySide6 window with a tree of 66",
        reference=bare,
        note=_NOTE.format(*stages),
    )
