"""The styles of the Word file: the faces that GB/T 9704-2012 names, sizes as on paper."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from budgetdesk.forms.sheet import Align
from budgetdesk.output.disclosure import paper

SONG, FANGSONG, HEI, KAI, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
COVER_NAME, COVER_TITLE, COVER_DATE = "封面单位", "封面标题", "封面日期"
CONTENTS_TITLE, CAPTION, SHEET_TITLE, CELL = "目录标题", "图题", "表题", "表格"
PROSE, FOOT = "Normal", "Footer"
_LATIN = "Times New Roman"
ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    face: str
    kind: paper.Type
    size: float
    bold: bool = False
    keep: bool = False  # with what follows
    justified: bool = False


def set_up_styles(word: WordDocument) -> None:
    """Make or change every style that the document uses."""
    _set_language(word)
    headings = paper.HEADINGS
    for look in (
        _Look(PROSE, FANGSONG, paper.PROSE, 16, justified=True),
        _Look("Heading 1", TITLE, headings[1], 22, keep=True),
        _Look("Heading 2", HEI, headings[2], 16, bold=True, keep=True),
        _Look("Heading 3", KAI, headings[3], 16, bold=True, keep=True),
        _Look(COVER_NAME, TITLE, paper.COVER_NAME, 26),
        _Look(COVER_TITLE, TITLE, paper.COVER_TITLE, 34),
        _Look(COVER_DATE, FANGSONG, paper.COVER_DATE, 16),
        _Look(CONTENTS_TITLE, TITLE, headings[1], 22),
        _Look(CAPTION, HEI, paper.CAPTION, 12, keep=True),
        _Look("TOC 1", HEI, paper.CONTENTS[1], 12),
        _Look("TOC 2", SONG, paper.CONTENTS[2], 12),
        _Look("TOC 3", SONG, paper.CONTENTS[3], 12),
    ):
        _apply(_style(word, look.name), look)
    for level in (1, 2, 3):
        _add_leader(_style(word, f"TOC {level}"))
    for name, face in ((SHEET_TITLE, HEI), (CELL, SONG)):
        _set_up_plain(_style(word, name), face)
    foot = _style(word, FOOT)
    _set_face(foot, SONG)
    foot.font.size = Pt(paper.NUMBER_SIZE)


def _set_language(word: WordDocument) -> None:
    """Say that the text is mainland Chinese: else a face may show ， and 。 as Taiwan has them."""
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _style(word: WordDocument, name: str) -> Any:
    if name in word.styles:
        return word.styles[name]
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    return style


def _apply(style: Any, look: _Look) -> None:
    _set_face(style, look.face)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    if look.size > look.kind.style.size:
        _set_tighter(style, look.size - look.kind.style.size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.alignment = (
        WD_ALIGN_PARAGRAPH.JUSTIFY if look.justified else ALIGNMENTS[look.kind.style.align]
    )
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(look.kind.leading)
    form.space_before, form.space_after = Pt(look.kind.before), Pt(look.kind.after)
    _set_indent(style, look)
    form.keep_with_next = look.keep
    form.widow_control = True


def _set_indent(style: Any, look: _Look) -> None:
    """Indents in characters, so that they follow a changed size."""
    if not look.kind.indent:
        return
    in_contents = look.name.startswith("TOC")
    points, hundredths = look.kind.indent * look.size, look.kind.indent * 100
    form = style.paragraph_format
    if in_contents:
        form.left_indent = Pt(points)
    else:
        form.first_line_indent = Pt(points)
    indent = style.element.get_or_add_pPr().find(qn("w:ind"))
    indent.set(qn("w:leftChars" if in_contents else "w:firstLineChars"), str(hundredths))


def _set_face(style: Any, face: str) -> None:
    style.font.name = _LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:hint"), "eastAsia")  # “ and — are as wide as in Chinese


def _set_tighter(style: Any, points: float) -> None:
    """Set the characters closer: 三号 is 16 points, but 28 of them make a line."""
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{-round(points * 20)}"/>')
    size = style.element.rPr.find(qn("w:sz"))
    size.addprevious(spacing)


def _add_leader(style: Any) -> None:
    stops = style.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(paper.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _set_up_plain(style: Any, face: str) -> None:
    """Lines of a sheet: sizes and spacing are its own."""
    _set_face(style, face)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
