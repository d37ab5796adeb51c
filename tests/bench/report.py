"""The measurements as docs/performance.md."""

import datetime as dt
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.figures import Figure, readable

_HEAD = """# Performance

Written by `make bench`. Each line is measured beside its reference in one run, in turns; times are
medians. Only the ratios carry over to other machines.
"""
_VERDICTS = {True: "met", False: "**missed**", None: "not measured"}


def report(figures: Sequence[Figure]) -> str:
    """The whole page."""
    system = f"{_system()}, {platform.system()} {platform.release()}"
    parts = ("PySide6-Essentials", "openpyxl", "reportlab", "XlsxWriter")
    versions = ", ".join(f"{name} {version(name)}" for name in parts)
    lines = [
        _HEAD,
        f"- Date: {dt.datetime.now(tz=dt.UTC).date()}",
        f"- Machine: {_processor()}, {os.cpu_count()} cores, {system}",
        f"- Python {platform.python_version()}, {versions}",
        "",
        "| what | bar | measured | reference | its time | ratio | verdict |",
        "|---|---|---|---|---|---|---|",
        *map(_line, figures),
        "",
        *(f"- {figure.what}: {figure.note}" for figure in figures if figure.note),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _line(figure: Figure) -> str:
    reference = "–" if figure.reference is None else readable(figure.reference)
    cells = (
        figure.what,
        figure.bar,
        readable(figure.time),
        figure.reference_name,
        reference,
        ratio(figure),
        _VERDICTS[figure.met],
    )
    return f"| {' | '.join(cells)} |"


def ratio(figure: Figure) -> str:
    """Our time in times of the reference's."""
    if not figure.reference:
        return "–"
    times = figure.time / figure.reference
    return f"{times:.2f}" if times >= 0.1 else f"1 : {1 / times:.0f}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()
