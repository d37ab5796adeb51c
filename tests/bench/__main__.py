"""Measures everything and writes docs/performance.md: `python -m tests.bench [NAME]...`.

With names (start-up, editing, writing, large-book, huge-book, ledger, overview, checking,
set-rules, tabulating, exporting, disclosing, suggesting, packages) only these are measured, and
nothing is written.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from tests.bench import (
    archiving,
    checking,
    disclosing,
    editing,
    exporting,
    huge_book,
    large_book,
    ledger,
    overview,
    packages,
    set_rules,
    start_up,
    suggesting,
    tabulating,
    writing,
)
from tests.bench.figures import Figure, readable
from tests.bench.report import ratio, report

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_BENCHES: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "start-up": start_up.figures,
    "editing": editing.figures,
    "writing": writing.figures,
    "large-book": large_book.figures,
    "huge-book": huge_book.figures,
    "ledger": ledger.figures,
    "overview": overview.figures,
    "checking": checking.figures,
    "set-rules": set_rules.figures,
    "tabulating": tabulating.figures,
    "exporting": exporting.figures,
    "disclosing": disclosing.figures,
    "archiving": archiving.figures,
    "suggesting": suggesting.figures,
    "packages": packages.figures,
}


def main(names: list[str]) -> int:
    """Measure; the exit code is 1 when a bar is missed."""
    unknown = set(names) - set(_BENCHES)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(_BENCHES)}")
        return 2
    found = []
    for name in names or _BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            for figure in _BENCHES[name](Path(folder)):
                found.append(figure)
                print(f"{readable(figure.time):>10}  {figure.what} ({figure.bar}; {ratio(figure)})")
    if not names:
        _PAGE.write_text(report(found), encoding="utf-8")
        print(f"written to {_PAGE}")
    return int(any(figure.met is False for figure in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
