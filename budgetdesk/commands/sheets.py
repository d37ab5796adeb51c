"""A list as a file: what commands write with `--to`."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetdesk.forms.sheet import Sheet


def write_sheet(sheet: "Sheet", path: Path) -> None:
    """Write a sheet as a workbook or PDF.

    Raises:
        ExportFault: the suffix is of neither, or a file stands there.
        OutputError: it can't be written.
    """
    from budgetdesk.domain.file_kinds import kind_of
    from budgetdesk.domain.progress import ignore_progress
    from budgetdesk.exchange.export_faults import ExportFault
    from budgetdesk.output.sheet_files import SHEET_WRITERS

    kind = kind_of(path)
    if kind is None or kind not in SHEET_WRITERS:
        raise ExportFault(f"「{path.name}」应为 .xlsx 或 .pdf 文件。")
    if path.exists():
        raise ExportFault(f"「{path.name}」已经存在，请换一个文件名。")
    SHEET_WRITERS[kind](path, [sheet], sheet.name, ignore_progress)
