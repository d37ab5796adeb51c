"""The life line on one landscape page: money and its curve, then a row for each indicator."""

from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.domain.money import exact_wan_text
from budgetdesk.forms.sheet import Align, Cell, Light, Role, Row, Series, Sheet, Style
from budgetdesk.tables.life_line import LifeCell, LifeLine, LifeRow, life_line, shares

FORM_ID = "life-line"
_TITLE = Style("life-title", size=16, bold=True, border=False)
_ABOUT = Style("life-about", size=9, align=Align.LEFT, border=False)
_HEAD = Style("life-head", size=9, bold=True)
_TEXT = Style("life-text", size=9, align=Align.LEFT)
_VALUE = Style("life-value", size=9)
_LIT = {it: Style(f"life-{it.value}", size=9, light=it) for it in Light}
_SIGN = {Light.RED: "▲ ", Light.YELLOW: "△ ", Light.GREEN: ""}
_LEGEND = "▲ 落后超过 30 个百分点　△ 落后　实线 执行率　灰线 指标完成度　灰底 时间进度"
_WIDTHS = (7.0, 9.0, 16.0)
_VALUE_WIDTH = 11.0
_CURVE_HEIGHT, _LINE_HEIGHT, _TITLE_HEIGHT = 84.0, 18.0, 30.0
_TIME = Series("时间进度", ((0.0, 0.0), (1.0, 1.0)), ground=True)
_HEADS = ("一级指标", "二级指标", "三级指标")
_MONEY_ROWS = ("预算（万元）", "执行（万元）", "执行率")


def life_line_sheet(book: Book, project_id: int) -> Sheet:
    """A project's life line as a Sheet; RowMissing when the project is not in the book."""
    return sheet_of(life_line(book, project_id), book.info.fiscal_year)


def sheet_of(line: LifeLine, year: int) -> Sheet:
    """A life line as a Sheet."""
    drawing = _LifeDrawing(line)
    drawing.top(year)
    drawing.money()
    drawing.indicators()
    own = line.project
    return Sheet(
        name=f"{own.name} 全过程",
        group=own.unit.name,
        form_id=FORM_ID,
        columns=(*_WIDTHS, *[_VALUE_WIDTH] * (drawing.width - len(_WIDTHS))),
        rows=tuple(drawing.rows),
        cells=tuple(drawing.cells),
        landscape=True,
    )


class _LifeDrawing:
    """A sheet in the making, row by row."""

    def __init__(self, line: LifeLine) -> None:
        self.line = line
        self.rows: list[Row] = []
        self.cells: list[Cell] = []
        self.width = len(_WIDTHS) + max(len(line.titles), len(line.money), 1)

    def top(self, year: int) -> None:
        """The name, and what the signs stand for."""
        own = self.line.project
        self._put(0, f"{own.name} 绩效全过程", _TITLE, Role.TITLE, columns=self.width)
        self._end(_TITLE_HEIGHT, repeat=True)
        self._put(0, f"{own.unit.name}　{year} 年度　{_LEGEND}", _ABOUT, columns=self.width)
        self._end(repeat=True)

    def money(self) -> None:
        """Money at each time, the curve below."""
        line, first = self.line, len(_WIDTHS)
        self._put(0, "项目资金", _HEAD, columns=first)
        told = len(line.money)
        self._across([money.title for money in line.money], _HEAD, columns=told)
        texts = (
            [LifeCell(exact_wan_text(it.planned)) for it in line.money],
            [LifeCell(exact_wan_text(it.executed)) for it in line.money],
            [LifeCell(_percent(it.share), it.light) for it in line.money],
        )
        for label, values in zip(_MONEY_ROWS, texts, strict=True):
            self._put(0, label, _HEAD, columns=first)
            self._values(values, told)
        executed, reached = tuple(shares(line)), line.reached
        if executed or reached:
            self._put(0, "进度", _HEAD, columns=first)
            curves = [_TIME, Series("执行率", _from_nothing(executed))]
            curves.append(Series("指标完成度", _from_nothing(reached)))
            across = self.width - first
            self.cells.append(
                Cell(
                    len(self.rows),
                    first,
                    "",
                    _VALUE,
                    Role.COMPUTED,
                    columns=across,
                    curves=tuple(curves),
                )
            )
            self._end(_CURVE_HEIGHT)

    def indicators(self) -> None:
        """A row for each, under the heads."""
        for place, text in enumerate(_HEADS):
            self._put(place, text, _HEAD)
        columns = self.width - len(_WIDTHS)
        self._across(list(self.line.titles), _HEAD, columns=columns, repeat=True)
        for row in self.line.rows:
            for place, text in enumerate((row.level1, row.level2, row.name)):
                self._put(place, text, _TEXT)
            self._values(_cells(row, len(self.line.titles)), self.width - len(_WIDTHS))

    def _values(self, values: "list[LifeCell]", columns: int) -> None:
        first = len(_WIDTHS)
        for place in range(first, first + columns):
            cell = values[place - first] if place - first < len(values) else LifeCell()
            style = _VALUE if cell.light is None else _LIT[cell.light]
            sign = _SIGN[cell.light] if cell.light else ""
            self._put(place, f"{sign}{cell.text}", style, Role.COMPUTED)
        self._end()

    def _across(
        self, texts: list[str], style: Style, *, columns: int, repeat: bool = False
    ) -> None:
        first = len(_WIDTHS)
        for place in range(first, first + columns):
            self._put(place, texts[place - first] if place - first < len(texts) else "", style)
        self._end(repeat=repeat)

    def _put(
        self, place: int, text: str, style: Style, role: Role = Role.LABEL, columns: int = 1
    ) -> None:
        self.cells.append(Cell(len(self.rows), place, text, style, role, columns=columns))

    def _end(self, height: float = _LINE_HEIGHT, *, repeat: bool = False) -> None:
        self.rows.append(Row(height, repeat=repeat))


def _cells(row: LifeRow, width: int) -> list[LifeCell]:
    return [row.cells.get(place, LifeCell()) for place in range(width)]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _from_nothing(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """A curve from the year's beginning, in the chart's bounds."""
    told = sorted((x, min(max(y, 0.0), 1.0)) for x, y in points)
    return ((0.0, 0.0), *told) if told else ()


def life_line_content(line: LifeLine) -> dict[str, object]:
    """The same for JSON: amounts are decimal strings in 万元, shares from 0 to 1."""
    return {
        "project": line.project.name,
        "unit": line.project.unit.name,
        "columns": list(line.titles),
        "money": [
            {
                "title": it.title,
                "planned": exact_wan_text(it.planned) or None,
                "executed": exact_wan_text(it.executed) or None,
                "share": it.share,
                "light": it.light,
            }
            for it in line.money
        ],
        "indicators": [dict(_row_content(row, line.titles)) for row in line.rows],
    }


def _row_content(row: LifeRow, titles: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    yield from (("level1", row.level1), ("level2", row.level2), ("name", row.name))
    yield "values", [_cell_content(cell) for cell in _cells(row, len(titles))]


def _cell_content(cell: LifeCell) -> dict[str, object]:
    return {"text": cell.text, "light": cell.light}
