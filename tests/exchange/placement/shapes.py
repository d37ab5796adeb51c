"""What spreadsheet programs put on the clipboard for a rectangle of cells.

Written from what the programs were seen or are documented to write; it knows nothing of how the
clipboard is read here. A cell is (row, column, rows, columns, text), counted from the rectangle's
upper left corner.
"""

from collections.abc import Iterable
from html import escape

Piece = tuple[int, int, int, int, str]


def text_flavour(pieces: Iterable[Piece], height: int, width: int, line_end: str) -> str:
    """Tabs and line ends; blanks under merged cells; cells with breaks in quotes."""
    grid = [[""] * width for _ in range(height)]
    for row, column, _, _, text in pieces:
        broken = "\n" in text or "\t" in text
        grid[row][column] = '"' + text.replace('"', '""') + '"' if broken else text
    return "".join("\t".join(line) + line_end for line in grid)


def libreoffice(pieces: Iterable[Piece], height: int, width: int) -> tuple[str, str]:
    """LibreOffice: lower case, spans before the height, breaks as <br>, no marks."""
    cells = list(pieces)
    lines = []
    for row in range(height):
        tds = "".join(
            f'\t\t<td style="border-top: 1px solid #000000"{_spans(cell)} height="22" '
            f'align="center" valign=middle><font face="宋体" size=1>{_html(cell[4], "<br>")}'
            "</font></td>\n"
            for cell in cells
            if cell[0] == row
        )
        lines.append(f"\t<tr>\n{tds}\t</tr>\n")
    html = (
        '<!DOCTYPE html>\n\n<html>\n<head>\n\t<meta http-equiv="content-type" '
        'content="text/html; charset=utf-8"/>\n\t<title></title>\n\t<style type="text/css">\n'
        '\t\tbody,div,table { font-family:"宋体"; font-size:small }\n\t</style>\n</head>\n\n'
        '<body>\n<table cellspacing="0" border="0">\n'
        + '\t<colgroup width="34"></colgroup>\n' * width
        + "".join(lines)
        + "</table>\n</body>\n</html>\n"
    )
    return text_flavour(cells, height, width, "\n"), html


def excel(pieces: Iterable[Piece], height: int, width: int) -> tuple[str, str]:
    """Excel: fragment marks, attributes without quotes, a last row that only gives widths."""
    cells = list(pieces)
    lines = []
    for row in range(height):
        tds = "".join(
            f"  <td{_spans(cell)} height=19 class=xl65 style='border-top:none'>"
            f"{_html(cell[4], '<br>' + chr(13) + chr(10) + '    ')}</td>\r\n"
            for cell in cells
            if cell[0] == row
        )
        lines.append(f" <tr height=19 style='height:14.25pt'>\r\n{tds} </tr>\r\n")
    widths = "".join("  <td width=72 style='width:54pt'></td>\r\n" for _ in range(width))
    html = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml"\r\nxmlns="http://www.w3.org/TR/REC-html40">'
        '\r\n<head>\r\n<style>\r\n<!--table\r\n\t{mso-displayed-decimal-separator:"\\.";}\r\n'
        "-->\r\n</style>\r\n</head>\r\n\r\n<body link=blue>\r\n\r\n"
        "<table border=0 cellpadding=0 cellspacing=0 width=216>\r\n<!--StartFragment-->\r\n"
        f" <col width=72 span={width} style='width:54pt'>\r\n"
        + "".join(lines)
        + " <![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'>\r\n"
        + widths
        + " </tr>\r\n <![endif]>\r\n<!--EndFragment-->\r\n</table>\r\n\r\n</body>\r\n\r\n</html>"
    )
    return text_flavour(cells, height, width, "\r\n"), html


def wps(pieces: Iterable[Piece], height: int, width: int) -> tuple[str, str]:
    """WPS: like Excel, without the last row, blanks as &nbsp; in spans of their own."""
    cells = list(pieces)
    lines = []
    for row in range(height):
        tds = "".join(
            f'<td class="et2" x:str{_spans(cell, quoted=True)} style="white-space:normal">'
            f"{_html(cell[4], '<br/>')}</td>"
            for cell in cells
            if cell[0] == row
        )
        lines.append(f'<tr height="19" style="height:14.25pt;">{tds}</tr>')
    html = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta name="Generator" content="WPS Office ET"/></head><body>'
        '<!--StartFragment--><table width="216" border="0" cellpadding="0" cellspacing="0">'
        f'<col width="72" span="{width}"/>'
        + "".join(lines)
        + "</table><!--EndFragment--></body></html>"
    )
    return text_flavour(cells, height, width, "\r\n"), html


SHAPES = {"libreoffice": libreoffice, "excel": excel, "wps": wps}


def _spans(cell: Piece, *, quoted: bool = False) -> str:
    mark = '"' if quoted else ""
    spans = f" colspan={mark}{cell[3]}{mark}" if cell[3] > 1 else ""
    return spans + (f" rowspan={mark}{cell[2]}{mark}" if cell[2] > 1 else "")


def _html(text: str, line_break: str) -> str:
    """Blanks after the first are &nbsp;, as all three write them."""
    shown = escape(text, quote=False).replace("  ", " &nbsp;")
    return shown.replace("\n", line_break)
