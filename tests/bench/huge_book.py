"""Opening a book of 100,000 projects, in a process of its own so that its memory can be told."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from budgetdesk.desktop.app import make_application
from budgetdesk.desktop.settings import Settings
from budgetdesk.desktop.window.main_window import MainWindow
from tests.bench.figures import Figure, in_turns
from tests.bench.large_book import read_all
from tests.bench.material import large_book

_PROJECTS, _INDICATORS = 100_000, 1  # in each half: only projects' rows are read by both
_BAR, _MEMORY_BAR = 4.0, 200  # times the reference; MB
_ROUNDS = 3
_STATUS = Path("/proc/self/status")


def figures(folder: Path) -> Iterator[Figure]:
    """Make the book here, open it in a new process."""
    path = folder / "huge.budget"
    large_book(path, _PROJECTS, _INDICATORS)
    command = [sys.executable, "-m", __name__, str(path), str(folder)]
    told = subprocess.run(command, check=True, timeout=600, stdout=subprocess.PIPE, text=True)
    ours, plain, memory = map(float, told.stdout.split())
    yield Figure(
        what=f"Opening a book of {_PROJECTS:,} projects, tree painted",
        bar=f"≤ {_BAR:.0f} × the reference, < {_MEMORY_BAR} MB",
        time=ours,
        met=ours <= _BAR * plain and memory < _MEMORY_BAR,
        reference_name="plain sqlite3 reading every project's row",
        reference=plain,
        note=f"The program holds at most {memory:.0f} MB until the tree is painted.",
    )


def main(path: Path, folder: Path) -> None:
    """Print the time of opening and of the reference in seconds, and the memory in MB."""
    make_application()
    window = MainWindow(Settings(folder / "settings.json"))
    window.resize(1366, 768)
    window.show()

    def open_book() -> None:
        assert window.books.open(path)
        QApplication.processEvents()

    def close() -> None:
        window.books.close()
        QApplication.processEvents()

    open_book()
    memory = _most_memory()  # before the reference takes its own
    close()
    ours, plain = in_turns([open_book, lambda: read_all(path, _PROJECTS)], _ROUNDS, tidy=close)
    print(ours, plain, memory)


def _most_memory() -> float:
    """What this process has held at most in MB; `getrusage` would count who started it too."""
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="utf-8").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
