"""200 project forms to PDF against LibreOffice, to Excel against XlsxWriter."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from budgetdesk.forms.sheet import Sheet
from budgetdesk.output.excel import workbook_bytes, write_workbook
from budgetdesk.output.pdf import pdf_bytes
from tests.bench.figures import Figure, in_turns, readable
from tests.bench.material import sample_sheets
from tests.bench.xlsxwriter_twin import WorkbookTwin

_FORMS = 200
_TITLE = "项目支出绩效目标表"
_PDF_BAR, _EXCEL_BAR = 10, 3
_ROUNDS = 5


def figures(folder: Path) -> Iterator[Figure]:
    """Measure with the sample's forms."""
    sheets = sample_sheets(folder, _FORMS)
    yield _excel(sheets)
    yield _pdf(sheets, folder)


def _excel(sheets: Sequence[Sheet]) -> Figure:
    twin = WorkbookTwin(workbook_bytes(sheets, _TITLE))
    ours, theirs = in_turns([lambda: workbook_bytes(sheets, _TITLE), twin.write], _ROUNDS)
    return Figure(
        what=f"{_FORMS} project forms to Excel, with measuring every row",
        bar=f"≤ {_EXCEL_BAR} × XlsxWriter",
        time=ours,
        met=ours <= _EXCEL_BAR * theirs,
        reference_name="XlsxWriter writing the same cells with the same styles, nothing measured",
        reference=theirs,
        note=f"{twin.cells:,} cells in {twin.styles} styles.",
    )


def _pdf(sheets: Sequence[Sheet], folder: Path) -> Figure:
    [ours] = in_turns([lambda: pdf_bytes(sheets, _TITLE)], _ROUNDS)
    theirs, note = _libreoffice(sheets, folder)
    return Figure(
        what=f"{_FORMS} project forms to PDF",
        bar=f"{_PDF_BAR} × faster than LibreOffice",
        time=ours,
        met=None if theirs is None else ours * _PDF_BAR <= theirs,
        reference_name="LibreOffice converting the same sheets as .xlsx",
        reference=theirs,
        note=note,
    )


def _libreoffice(sheets: Sequence[Sheet], folder: Path) -> tuple[float | None, str]:
    """Seconds that the conversion takes, and what is to be known about it."""
    program = shutil.which("soffice")
    if program is None:
        return None, "LibreOffice is not installed here."
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(name: str, forms: Sequence[Sheet]) -> float:
        path = folder / f"{name}.xlsx"
        write_workbook(path, forms, _TITLE)
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        start = time.perf_counter()
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=1200)
        return time.perf_counter() - start

    convert("first", sheets[:1])  # makes the profile
    one = convert("one", sheets[:1])
    return convert("all", sheets), f"LibreOffice needs {readable(one)} for starting and one form."
