"""A chart as Word's own: drawn by Word, WPS and LibreOffice, and to be changed there."""

from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Emu
from docx.text.paragraph import Paragraph as WordParagraph

from budgetdesk.disclosure.charts import Chart
from budgetdesk.output.disclosure import paper

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_FILL = "2E6191"
_EMU = 12_700  # in a point
_ROW, _MARGIN = 26.0, 10.0  # points: a bar's row, as high as on paper, and the frame
_FEN_IN_WAN = 1_000_000
_LABEL_ROOM = 1.45  # of the longest bar: where the axis ends, so that its label stands inside


def add_chart(word: WordDocument, paragraph: WordParagraph, chart: Chart, number: int) -> None:
    """Put a chart into a paragraph; `number` counts the charts of the document from 1."""
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        _CONTENT_TYPE,
        _chart_xml(chart).encode(),
        word.part.package,
    )
    relation = word.part.relate_to(part, f"{_OFFICE}/chart")
    width = Emu(round(paper.TEXT_WIDTH * _EMU))
    height = Emu(round((_ROW * max(len(chart.bars), 1) + _MARGIN) * _EMU))
    paragraph.add_run()._r.append(  # noqa: SLF001 - python-docx has no charts
        parse_xml(_inline_xml(chart, relation, number, width, height))
    )


def _inline_xml(chart: Chart, relation: str, number: int, width: int, height: int) -> str:
    told = "；".join(f"{bar.name} {bar.label}" for bar in chart.bars)
    return f"""<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"
 xmlns:c="{_DRAWING}/chart" xmlns:r="{_OFFICE}">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name={quoteattr(chart.title)} descr={quoteattr(told)}/>
<a:graphic><a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="{relation}"/></a:graphicData>
</a:graphic></wp:inline></w:drawing>"""


def _chart_xml(chart: Chart) -> str:
    bars = list(enumerate(chart.bars))
    names = "".join(f'<c:pt idx="{at}"><c:v>{escape(bar.name)}</c:v></c:pt>' for at, bar in bars)
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{_decimal(bar.amount)}</c:v></c:pt>' for at, bar in bars
    )
    labels = "".join(_label_xml(at, bar.label) for at, bar in bars)
    most = _decimal(round(chart.longest * _LABEL_ROOM))
    least = _decimal(min(0, *(bar.amount for bar in chart.bars), 0))
    count = f'<c:ptCount val="{len(bars)}"/>'
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{_OFFICE}">
<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>
<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>
<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>{escape(chart.title)}</c:v></c:tx>
<c:spPr><a:solidFill><a:srgbClr val="{_FILL}"/></a:solidFill></c:spPr>
<c:invertIfNegative val="0"/>
<c:dLbls>{labels}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>
<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbls>
<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>
<c:val><c:numLit><c:formatCode>#,##0.00</c:formatCode>{count}{values}</c:numLit></c:val>
</c:ser><c:gapWidth val="90"/><c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>
<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>
<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>
<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="8C8C8C"/></a:solidFill></a:ln></c:spPr>
{_text_xml()}<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{most}"/>
<c:min val="{least}"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>
<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>
<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/>
<c:crosses val="autoZero"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/>
</c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"""


_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_RUN = '<a:{tag} lang="zh-CN" sz="1050"><a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:{tag}>'


def _text_xml() -> str:
    look = _RUN.format(tag="defRPr").replace(' lang="zh-CN"', "")
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _label_xml(at: int, text: str) -> str:
    look = _RUN.format(tag="rPr")
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
        f"<a:r>{look}<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="outEnd"/>{_SHOWN}</c:dLbl>'
    )


def _decimal(fen: int) -> str:
    """An amount of 分 in 万元 as the plain number that a chart takes."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), _FEN_IN_WAN)
    return f"{sign}{whole}.{part:06d}"
