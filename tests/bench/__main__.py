"""Measures everything and writes docs/performance.md: `python -m tests.bench [NAME]...`.

With names (start-up, editing, writing, large-book, huge-book, ledger, overview, checking,
set-rules, tabulating, exporting, disclosing, archiving, suggesting, packages, reading-pdf) only
these are measured, and nothing is written.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from tests.bench.figures import Figure, readable
from tests.bench.report import ratio, report

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_BENCHES = (
    "start_up", "editing", "writing", "large_book", "huge_book", "ledger", "overview",
    "checking", "set_rules", "tabulating", "exporting", "disclosing", "archiving", "suggesting",
    "packages", "reading_pdf",
)  # fmt: skip


def _figures(name: str, folder: Path) -> Iterator[Figure]:
    # Only now: a process that a benchmark starts begins by importing this module.
    figures: Callable[[Path], Iterator[Figure]]
    figures = import_module(f"tests.bench.{name}").figures
    yield from figures(folder)


def main(names: list[str]) -> int:
    """Measure; the exit code is 1 when a bar is missed."""
    known = {name.replace("_", "-"): name for name in _BENCHES}
    if unknown := sorted(set(names) - known.keys()):
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    found = []
    for name in names or known:
        with tempfile.TemporaryDirectory() as folder:
            for figure in _figures(known[name], Path(folder)):
                found.append(figure)
                print(f"{readable(figure.time):>10}  {figure.what} ({figure.bar}; {ratio(figure)})")
    if not names:
        _PAGE.write_text(report(found), encoding="utf-8")
        print(f"written to {_PAGE}")
    return int(any(figure.met is False for figure in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
