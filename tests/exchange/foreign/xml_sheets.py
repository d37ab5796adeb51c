"""Workbooks of Excel 2003 in XML, as systems of finance hand them out under the name of .xls."""

from pathlib import Path
from xml.sax.saxutils import escape

from tests.exchange.foreign.kinds_of_files import Rows, spanned

_HEAD = '<?xml version="1.0" encoding="{}"?><?mso-application progid="Excel.Sheet"?>'
_SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)
_HIDDEN = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"


def xml_workbook(path: Path, rows: Rows, encoding: str = "utf-8") -> None:
    """A sheet with a hidden one before it; what looks like a number is one."""
    lines: dict[int, str] = dict.fromkeys(range(len(rows)), "")
    for it in spanned(rows):
        over = f'ss:MergeAcross="{it.columns - 1}" ss:MergeDown="{it.rows - 1}"'
        kind = "Number" if it.text.replace(".", "").isdigit() else "String"
        data = f'<Data ss:Type="{kind}">{escape(it.text)}</Data>' if it.text else ""
        lines[it.row] += f'<Cell ss:Index="{it.column + 1}" {over}>{data}</Cell>'
    table = "".join(f'<Row ss:Index="{row + 1}">{it}</Row>' for row, it in lines.items())
    sheets = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{table}</Table>{options}</Worksheet>'
        for name, options in (("旧", _HIDDEN), ("表", ""))
    )
    text = f"{_HEAD.format(encoding)}<Workbook {_SPACES}>{sheets}</Workbook>"
    path.write_bytes(text.encode(encoding))
