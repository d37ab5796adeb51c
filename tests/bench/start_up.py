"""Cold start: from starting the process to a window with the sample's tree, painted and idle."""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from budgetdesk.book.lock import lock_path
from budgetdesk.exchange.sample import create_sample
from tests.bench.figures import Figure, in_turns, readable

_ROOT = Path(__file__).resolve().parents[2]
_BAR = 1.3
_ROUNDS = 15
_NOTE = (
    "The program as its wheel installs it; new processes in turns, files in the system's cache, no "
    "lock left by the start before. By processor time {cpu:.2f} × the bare window ({ours} against "
    "{bare}). Of a start: importing {}, building the window {}, opening the book, building what "
    "shows it and painting {}. The bare window imports only Qt. The form set and the rules of 审核 "
    "are read after the book is painted."
)
# The command itself, stopped at three places. Both end, without closing anything, when the window
# is painted and its tree answers. The form set is read a moment later (or with the first form, if
# that is sooner), then the rules of 审核.
_PROGRAM = """
import os
import sys
import time
started = time.perf_counter()
from budgetdesk import cli
def watch():
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
    return False
cli._lacks_screen = watch  # what the command asks once the window is imported
sys.exit(cli.main(["open", sys.argv[1]]))
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
    _install(folder / "program")
    # Compiled as an installed program is, whatever the one who measures has set.
    environment = {
        **os.environ,
        "HOME": str(folder),
        "PYTHONPATH": str(folder / "program"),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(script: str, *arguments: str) -> str:
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(
            command,
            check=True,
            env=environment,
            cwd=folder,
            timeout=60,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    told: list[list[float]] = []
    spent: dict[str, list[float]] = {"ours": [], "bare": []}

    def run_program() -> None:
        lock_path(path).unlink(missing_ok=True)  # as after a window that was closed
        with _counted(spent["ours"]):
            told.append([float(seconds) for seconds in run(_PROGRAM, str(path)).split()])

    def run_bare() -> None:
        with _counted(spent["bare"]):
            run(_BARE)

    ours, bare = in_turns([run_program, run_bare], _ROUNDS)
    stages = (readable(statistics.median(stage)) for stage in zip(*told[1:], strict=True))
    cpu = {name: statistics.median(each[1:]) for name, each in spent.items()}
    yield Figure(
        what="Cold start to a usable window with the sample book",
        bar=f"≤ {_BAR} × a bare window",
        time=ours,
        met=ours <= _BAR * bare,
        reference_name="bare PySide6 window with a tree of 66",
        reference=bare,
        note=_NOTE.format(
            *stages,
            cpu=cpu["ours"] / cpu["bare"],
            **{name: readable(seconds) for name, seconds in cpu.items()},
        ),
    )


@contextmanager
def _counted(spent: list[float]) -> Iterator[None]:
    """Add the processor time of the process that runs and ends within."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def _install(target: Path) -> None:
    """Put the program where a wheel puts it; a checkout reads more at its start."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", str(target), str(_ROOT)], check=True)
