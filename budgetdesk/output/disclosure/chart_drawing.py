"""A chart as vectors on a PDF page."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.disclosure.charts import Chart
from budgetdesk.output.disclosure import paper
from budgetdesk.output.disclosure.flow import PlacedChart, place_text, set_lines
from budgetdesk.output.typesetting.fonts import text_face
from budgetdesk.output.typesetting.page import PlacedCell

_FILL = "0.18 0.38 0.57"
_AXIS = "0.55"
_GAP = 6.0  # points between name, axis and label
_THICK = 0.52  # of a row
_LONGEST_NAME = 0.4  # of the width


@dataclass(frozen=True, slots=True)
class _Shares:
    """How the width is shared out: names, bars, labels. Points from the page's left edge."""

    axis: float
    bars: float

    @classmethod
    def of(cls, chart: Chart) -> "_Shares":
        size = paper.CHART_NAME.style.size
        widths = [text_face().width(bar.name) * size for bar in chart.bars]
        labels = [text_face().width(bar.label) * size for bar in chart.bars]
        names = min(max(widths, default=0.0), paper.TEXT_WIDTH * _LONGEST_NAME) + _GAP
        bars = paper.TEXT_WIDTH - names - max(labels, default=0.0) - 3 * _GAP
        return cls(paper.LEFT + names + _GAP, bars)


def chart_cells(placed: PlacedChart) -> Iterator[PlacedCell]:
    """The chart's words: names left of the bars, amounts and shares at their ends."""
    shares = _Shares.of(placed.chart)
    name, label = paper.CHART_NAME, paper.CHART_LABEL
    names_width = shares.axis - _GAP - paper.LEFT
    for order, bar in enumerate(placed.chart.bars):
        middle = placed.top + (order + 0.5) * placed.row
        text = set_lines(bar.name, name, names_width)
        yield place_text(text, name, middle - text.height / 2, width=names_width)
        told = set_lines(bar.label, label)
        left = shares.axis + _length(placed.chart, bar.amount, shares) + _GAP
        yield place_text(told, label, middle - told.height / 2, left=left)


def chart_operators(placed: PlacedChart, height: float) -> str:
    """The bars on a page `height` points high; an amount below zero is drawn hollow."""
    chart = placed.chart
    shares = _Shares.of(chart)
    depth = placed.row * _THICK
    parts = [f"q {_FILL} rg {_FILL} RG 0.8 w"]
    for order, bar in enumerate(chart.bars):
        length = _length(chart, bar.amount, shares)
        if length:
            below = height - placed.top - (order + 0.5) * placed.row - depth / 2
            paint = "f" if bar.amount > 0 else "S"
            parts.append(f"{shares.axis:.2f} {below:.2f} {length:.2f} {depth:.2f} re {paint}")
    low = height - placed.top - placed.row * len(chart.bars)
    parts.append(
        f"{_AXIS} G 0.6 w {shares.axis:.2f} {low:.2f} m "
        f"{shares.axis:.2f} {height - placed.top:.2f} l S Q"
    )
    return "\n".join(parts)


def _length(chart: Chart, amount: int, shares: _Shares) -> float:
    return abs(amount) / chart.longest * shares.bars
