"""Clipboard text as Excel and WPS tables write it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.exchange.clipboard.text_reader import parse_cells
from budgetdesk.exchange.clipboard.writing import HtmlCell, format_cells, format_html

_texts = st.text(alphabet=st.sampled_from('ab中，"\t\n 0'), max_size=8)


@st.composite
def _matrices(draw: st.DrawFn) -> tuple[tuple[str, ...], ...]:
    width = draw(st.integers(1, 4))
    rows = st.tuples(*[_texts] * width)
    return tuple(draw(st.lists(rows, min_size=1, max_size=5)))


@given(_matrices())
def test_what_is_written_is_read_back(matrix: tuple[tuple[str, ...], ...]) -> None:
    assert parse_cells(format_cells(matrix)) == matrix


@given(st.text(max_size=60))
def test_any_text_is_read_as_a_rectangle(text: str) -> None:
    block = parse_cells(text)
    assert len({len(row) for row in block}) <= 1


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", (("甲", "乙"), ("丙", "丁"))),  # Excel ends with a line end
        ("甲\t乙\n丙\t丁", (("甲", "乙"), ("丙", "丁"))),  # others do not
        ('"第一行\n第二行"\t5\r\n', (("第一行\n第二行", "5"),)),
        ('"含\t制表符"\r\n', (("含\t制表符",),)),
        ('"他说""好""\n完"\r\n', (('他说"好"\n完',),)),
        ('"惠商保"\t1\r\n', (('"惠商保"', "1"),)),  # quotes of the cell's own
        ('"惠商保"项目\t1\r\n', (('"惠商保"项目', "1"),)),
        ('"没有结束\t1', (('"没有结束', "1"),)),
        ("甲\t\t\r\n\t乙\t\r\n", (("甲", "", ""), ("", "乙", ""))),
        ("甲\r\n\r\n乙\r\n", (("甲",), ("",), ("乙",))),
        ("一格", (("一格",),)),
        ("\r\n", (("",),)),
        ("", ()),
        ("甲\t乙\r\n丙\r\n", (("甲", "乙"), ("丙", ""))),
    ],
)
def test_clipboard_texts(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert parse_cells(text) == cells


def test_a_plain_cell_gets_no_quotes() -> None:
    assert format_cells([["甲", '5"管'], ["a\nb", '"c"']]) == '甲\t5"管\r\n"a\nb"\t"""c"""\r\n'


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.spans: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self.breaks: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.spans.append(dict(attrs))
            self.texts.append("")
        elif tag == "br":
            self.breaks.append(dict(attrs)["style"])

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def test_html_keeps_spans_breaks_and_leading_zeros() -> None:
    html = format_html(
        [[HtmlCell("<甲> & 乙", rows=2, columns=3)], [HtmlCell("034001\n第二行", align="right")]]
    )
    seen = _Cells()
    seen.feed(html)
    assert seen.texts == ["<甲> & 乙", "034001第二行"]
    assert (seen.spans[0]["rowspan"], seen.spans[0]["colspan"]) == ("2", "3")
    assert "rowspan" not in seen.spans[1]
    assert seen.breaks == ["mso-data-placement:same-cell"]
    assert "text-align:right" in str(seen.spans[1]["style"])
    assert "\\@" in str(seen.spans[1]["style"])
