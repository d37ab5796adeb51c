"""The HTML flavour in the shapes that Excel, WPS, LibreOffice, Word and browsers give it."""

from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.reading import read_clipboard

Place = tuple[int, int, int, int, str]


def _block(html: str, text: str = "") -> Block:
    return read_clipboard(text, html).block


def _places(html: str, text: str = "") -> list[Place]:
    """Row, column, rows, columns and text of each cell."""
    return [
        (cell.row, cell.column, cell.rows, cell.columns, cell.text)
        for cell in _block(html, text).cells
    ]


def test_excels_fragment_with_spans_breaks_and_a_row_that_only_gives_widths() -> None:
    html = (
        "<html><body>\r\n<table border=0>\r\n<!--StartFragment-->\r\n <col width=72>\r\n"
        " <tr height=19>\r\n  <td rowspan=2 colspan=2 class=xl65>甲<br>\r\n    乙</td>\r\n"
        "  <td>1</td>\r\n </tr>\r\n <tr height=19>\r\n  <td>2</td>\r\n </tr>\r\n"
        " <![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'>\r\n"
        "  <td width=72></td>\r\n  <td width=72></td>\r\n </tr>\r\n <![endif]>\r\n"
        "<!--EndFragment-->\r\n</table>\r\n</body></html>"
    )
    assert _places(html) == [(0, 0, 2, 2, "甲\n乙"), (0, 2, 1, 1, "1"), (1, 2, 1, 1, "2")]


def test_a_text_that_only_reaches_over_its_neighbours_is_not_merged() -> None:
    html = (
        "<table><tr><td colspan=2 style='mso-ignore:colspan'>长长的字</td><td>1</td></tr></table>"
    )
    assert _places(html) == [(0, 0, 1, 1, "长长的字"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "1")]


def test_words_paragraphs_are_lines_of_one_cell_and_its_blank_cells_are_blank() -> None:
    html = (
        "<!--StartFragment--><table class=MsoTableGrid><tr><td><p class=MsoNormal>项目支出绩效\n"
        "目标<o:p></o:p></p><p class=MsoNormal>第二段</p></td>"
        "<td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><!--EndFragment-->"
    )
    assert _places(html) == [(0, 0, 1, 1, "项目支出绩效目标\n第二段"), (0, 1, 1, 1, "")]


def test_cells_whose_ends_are_not_written_and_cells_without_a_table() -> None:
    assert _places("<table><tr><td>甲<td>乙<tr><td>丙</table>") == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 1, "乙"),
        (1, 0, 1, 1, "丙"),
    ]
    assert _places("<td>甲</td><td>乙</td>") == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_several_tables_stand_below_one_another_and_what_is_beside_them_is_kept() -> None:
    block = _block("前<table><tr><td>甲</td></tr></table>注<table><tr><td>乙</td></tr></table>")
    assert block.matrix() == (("甲",), ("乙",))
    assert block.outside == ("前", "注")


def test_a_table_that_only_lays_out_a_page_gives_the_one_within() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    assert _block(f"<table><tr><td>{inner}</td></tr></table>").matrix() == (("甲", "乙"),)


def test_the_text_flavour_gives_the_blanks_that_html_loses() -> None:
    html = "<table><tr><td colspan=2>　　甲  乙</td></tr><tr><td>丙</td><td>1 </td></tr></table>"
    block = _block(html, "　　甲  乙\t\r\n丙\t1 \r\n")
    assert block.matrix() == (("　　甲  乙", ""), ("丙", "1 "))


def test_a_value_too_wide_for_its_column_is_taken_from_where_it_is_whole() -> None:
    html = '<table><tr><td rowspan=2 sdval="60000">###</td><td>1</td></tr><tr></tr></table>'
    assert _block(html, "###\t1\n\t\n").matrix()[0] == ("60000", "1")


def test_a_cell_merged_over_rows_says_the_same_in_each_when_filled_down() -> None:
    html = "<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    assert _block(html).filled_down() == (("甲", "1"), ("甲", "2"))


def test_a_list_from_word_is_prose_with_its_numbers() -> None:
    text = "1.\t核实名单\r\n2.\t按月发放\r\n"
    for html in ("", "<p class=MsoListParagraph><span>1.</span>核实名单</p>"):
        clipping = read_clipboard(text, html)
        assert clipping.is_prose
        assert clipping.paragraphs == "1.\t核实名单\n2.\t按月发放"


def test_a_table_whose_first_column_counts_is_a_table() -> None:
    clipping = read_clipboard("1\t甲\t2\r\n2\t乙\t3\r\n")
    assert not clipping.is_prose
    assert clipping.block.matrix() == (("1", "甲", "2"), ("2", "乙", "3"))
