"""The document's parts onto pages: prose line by line, charts whole, sheets on their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Heading, Part, SheetPart, Term
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.forms.sheet import Cell, Role
from budgetdesk.output.disclosure import paper
from budgetdesk.output.disclosure.paper import Type
from budgetdesk.output.typesetting.breaking import break_lines
from budgetdesk.output.typesetting.fitting import fit
from budgetdesk.output.typesetting.measuring import PAD_Y, PAPER, face_of
from budgetdesk.output.typesetting.page import FittedText, Page, PageFormat, PlacedCell
from budgetdesk.output.typesetting.pagination import paginate

_FEW = 2  # lines: fewer of a paragraph never stand alone on a page
_ROUNDING = 0.01
_INDENT = "\u3000"
_UNIT = re.compile(r"(?<=\.\d\d)万元")
_DIVISIBLE_UNIT = "\u200b万\u2060元"  # a place to break before it, none within; neither shows
_SIDE = 1.0  # points beside the text of a cell without borders
_FORMAT = PageFormat(paper.WIDTH, paper.HEIGHT)


@dataclass(frozen=True, slots=True)
class Landmark:
    """What begins on a page; `level` 1 to 3 in the contents, 0 only in the bookmarks.

    `depth` is its level among the bookmarks, from 0.
    """

    text: str
    level: int
    depth: int


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart's bars: where its room begins on the page, from the top, and the height of a row."""

    chart: Chart
    top: float
    row: float


@dataclass(frozen=True, slots=True)
class LaidPage:
    """One page of the document; `prose` has the margins of text, others those of a form."""

    page: Page
    marks: tuple[Landmark, ...] = ()
    charts: tuple[PlacedChart, ...] = ()
    prose: bool = False


def lay_out_parts(parts: Sequence[Part]) -> tuple[LaidPage, ...]:
    """The pages of the document behind its contents."""
    flow = _PagesFlow()
    for place, part in enumerate(parts):
        match part:
            case Heading():
                flow.heading(part, parts[place + 1 :])
            case Paragraph():
                for text in part.text.splitlines():
                    flow.text(text, paper.PROSE)
            case Term():
                number = sum(isinstance(it, Term) for it in parts[: place + 1])
                flow.text(f"{number}.{part.term}：{part.text}", paper.PROSE)
            case Chart():
                flow.chart(part)
            case SheetPart():
                flow.sheet(part)
    return flow.finish()


def contents_of(pages: Sequence[LaidPage]) -> list[tuple[Landmark, int]]:
    """The lines of the contents with the numbers of their pages, from 1."""
    return [
        (mark, number)
        for number, page in enumerate(pages, start=1)
        for mark in page.marks
        if mark.level
    ]


def set_lines(text: str, kind: Type, width: float = paper.TEXT_WIDTH) -> FittedText:
    """A text in lines of a kind, its indent before the first."""
    style = kind.style
    # In prose an amount may end a line and its 万元 begin the next, or lines end far too early.
    divisible = _UNIT.sub(_DIVISIBLE_UNIT, text.strip())
    lines = break_lines(
        _INDENT * kind.indent + divisible,
        PAPER.line(width + 2 * _SIDE, style, style.size),
        style.size,
        face_of(style),
        balanced=style.align.value == "center",
    )
    return FittedText.of(lines, style.size, kind.leading)


def place_text(
    text: FittedText,
    kind: Type,
    top: float,
    *,
    left: float = paper.LEFT,
    width: float = paper.TEXT_WIDTH,
    ends: bool = True,
) -> PlacedCell:
    """Lines on a page, `top` points from its upper edge."""
    cell = Cell(0, 0, "".join(text.lines), kind.style, Role.LABEL)
    # Drawing keeps a form's cell padding; a line of prose begins where it is told to.
    return PlacedCell(
        cell, text, left - _SIDE, top - PAD_Y, width + 2 * _SIDE, text.height + 2 * PAD_Y, ends=ends
    )


@dataclass
class _PagesFlow:
    """Pages while they are filled from the top."""

    _pages: list[LaidPage] = field(default_factory=list)
    _cells: list[PlacedCell] = field(default_factory=list)
    _marks: list[Landmark] = field(default_factory=list)
    _charts: list[PlacedChart] = field(default_factory=list)
    _top: float = paper.ABOVE
    _depth: int = -1  # of the bookmark last set by a heading

    @property
    def _room(self) -> float:
        return paper.BOTTOM - self._top + _ROUNDING

    @property
    def _is_empty(self) -> bool:
        return not self._cells

    def heading(self, heading: Heading, following: Sequence[Part]) -> None:
        """A heading, on the page of what stands below it; a part begins a page."""
        kind = paper.HEADINGS[heading.level]
        if heading.level == 1 or self._room < self._need(heading) + self._need_below(following):
            self._break()
        self._depth = heading.level - 1
        self._marks.append(Landmark(heading.text, heading.level, self._depth))
        self._top += 0 if self._is_empty else kind.before
        self._put(set_lines(heading.text, kind), kind)
        self._top += kind.after

    def text(self, text: str, kind: Type) -> None:
        """A paragraph, on as many pages as it takes."""
        whole = set_lines(text, kind)
        lines = whole.lines
        while lines:
            count = self._lines_here(len(lines), kind)
            if count:
                self._put(whole.part(lines[:count]), kind, ends=count == len(lines))
                lines = lines[count:]
            if lines:
                self._break()

    def chart(self, chart: Chart) -> None:
        """A chart under its caption, undivided."""
        caption = paper.CAPTION
        if self._room < _chart_height(chart):
            self._break()
        self._top += caption.before
        self._put(set_lines(chart.title, caption), caption)
        row = _row_height(chart)
        self._charts.append(PlacedChart(chart, self._top, row))
        self._top += row * len(chart.bars) + caption.before

    def sheet(self, part: SheetPart) -> None:
        """A table or form on pages of its own."""
        self._break()
        marks = list(self._sheet_marks(part))
        for page in paginate(fit(part.sheet)):
            self._pages.append(LaidPage(page, tuple(marks)))
            marks.clear()

    def finish(self) -> tuple[LaidPage, ...]:
        """All pages."""
        self._break()
        return tuple(self._pages)

    def _sheet_marks(self, part: SheetPart) -> Iterator[Landmark]:
        """Its line in the contents; it is the bookmark too, where it is the sheet's own name."""
        depth = self._depth + 1
        if part.entry:
            yield Landmark(part.entry, part.level, depth)
        if part.entry == part.sheet.name:
            return
        if part.group:
            yield Landmark(part.group, 0, depth)
        yield Landmark(part.sheet.name, 0, depth + 1)

    def _need(self, heading: Heading) -> float:
        kind = paper.HEADINGS[heading.level]
        return kind.before + set_lines(heading.text, kind).height + kind.after

    def _need_below(self, following: Sequence[Part]) -> float:
        """The room that has to be left for what a heading speaks of."""
        first = following[0] if following else None
        match first:
            case Heading() if first.level > 1:
                return self._need(first) + self._need_below(following[1:])
            case Paragraph() | Term():
                opening = set_lines(_opening_of(first), paper.PROSE)
                return min(_FEW, len(opening.lines)) * paper.PROSE.leading
            case Chart():
                return _chart_height(first)
        return 0.0

    def _lines_here(self, lines: int, kind: Type) -> int:
        """How many of a paragraph's remaining lines stand on this page."""
        fitting = int(self._room / kind.leading)
        if fitting >= lines:
            return lines
        left = lines - fitting
        count = fitting if left >= _FEW else fitting - (_FEW - left)
        return count if count >= _FEW or self._is_empty else 0

    def _put(self, text: FittedText, kind: Type, *, ends: bool = True) -> None:
        self._cells.append(place_text(text, kind, self._top, ends=ends))
        self._top += text.height

    def _break(self) -> None:
        """End this page, if anything stands on it."""
        if not self._is_empty:
            page = Page(_FORMAT, 1, 1, tuple(self._cells))
            marks, charts = tuple(self._marks), tuple(self._charts)
            self._pages.append(LaidPage(page, marks, charts, prose=True))
            self._cells, self._marks, self._charts = [], [], []
        self._top = paper.ABOVE


def _opening_of(part: Paragraph | Term) -> str:
    """What stands first below a heading."""
    if isinstance(part, Term):
        return f"1.{part.term}：{part.text}"
    return next(iter(part.text.splitlines()), "")


def _chart_height(chart: Chart) -> float:
    caption = paper.CAPTION
    return 2 * caption.before + caption.leading + _row_height(chart) * len(chart.bars)


def _row_height(chart: Chart) -> float:
    """Low enough that the chart of however many classes fits a page."""
    room = paper.TEXT_HEIGHT - 3 * paper.CAPTION.leading - 2 * paper.CAPTION.before
    return min(26.0, room / max(len(chart.bars), 1))
