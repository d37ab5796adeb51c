"""Word's fields: the contents with its links, and the page number at the foot."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.text.paragraph import Paragraph as WordParagraph

_CONTENTS = r'TOC \o "1-3" \h \z \u'


def bookmark_name(number: int) -> str:
    """What the heading of the contents' line `number` is called."""
    return f"_Toc{number:06d}"


def add_bookmark(paragraph: WordParagraph, number: int) -> None:
    """Name a heading, so that its line in the contents leads to it."""
    name = bookmark_name(number)
    start = f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>'
    end = f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'
    element = paragraph._p  # noqa: SLF001 - python-docx has no bookmarks
    properties = element.pPr
    element.insert(0 if properties is None else 1, parse_xml(start))
    element.append(parse_xml(end))


def add_page_number(paragraph: WordParagraph) -> None:
    """— 1 —, by Word's own count."""
    _append(paragraph, _text("— "), *_field("PAGE", "1"), _text(" —"))


def fill_contents(paragraphs: Sequence[WordParagraph], lines: Sequence[tuple[str, int]]) -> None:
    """The contents field over some paragraphs, one a line.

    Args:
        paragraphs: in the styles of the contents, empty.
        lines: text and page number of each; Word counts anew when it is asked to.
    """
    for number, (paragraph, (text, page)) in enumerate(zip(paragraphs, lines, strict=True)):
        if number == 0:
            _append(paragraph, _mark("begin"), _instruction(_CONTENTS), _mark("separate"))
        _append(paragraph, _link(number, text, page))
        if number == len(paragraphs) - 1:
            _append(paragraph, _mark("end"))


def start_numbering(section: Section) -> None:
    """Count the pages of a section from 1."""
    numbering = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    properties = section._sectPr  # noqa: SLF001 - python-docx has no page numbers
    properties.find(qn("w:pgMar")).addnext(numbering)


def continue_numbering(section: Section) -> None:
    """Count on from the section before, whose start python-docx copies."""
    properties = section._sectPr  # noqa: SLF001
    for numbering in properties.findall(qn("w:pgNumType")):
        properties.remove(numbering)


def set_outline_level(paragraph: WordParagraph, level: int) -> None:
    """Make a paragraph a heading for the contents and the navigation, level 1 to 3."""
    level_xml = f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>'
    _properties(paragraph).append(parse_xml(level_xml))


def drop_indent(paragraph: WordParagraph) -> None:
    """Take back the first line's indent that the style gives."""
    indent = f'<w:ind {nsdecls("w")} w:firstLine="0" w:firstLineChars="0"/>'
    _properties(paragraph).append(parse_xml(indent))


def _properties(paragraph: WordParagraph) -> Any:
    return paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has neither


def _link(number: int, text: str, page: int) -> str:
    anchor = bookmark_name(number)
    field = "".join(_field(rf"PAGEREF {anchor} \h", str(page)))
    tab = "<w:r><w:tab/></w:r>"
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{_text(text)}{tab}{field}</w:hyperlink>'


def _field(instruction: str, result: str) -> tuple[str, ...]:
    return (
        _mark("begin"), _instruction(instruction), _mark("separate"), _text(result), _mark("end"),
    )  # fmt: skip


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    quoted = escape(text, {'"': "&quot;"})
    return f'<w:r><w:instrText xml:space="preserve"> {quoted} </w:instrText></w:r>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _append(paragraph: WordParagraph, *pieces: str) -> None:
    whole = parse_xml(f"<w:p {nsdecls('w')}>{''.join(pieces)}</w:p>")
    for element in list(whole):
        paragraph._p.append(element)  # noqa: SLF001 - python-docx has no fields
