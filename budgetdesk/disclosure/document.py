"""The whole document as a row of parts, plain data for PDF and Word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from budgetdesk.assets import resource
from budgetdesk.disclosure.charts import Chart, general_chart, official_chart
from budgetdesk.disclosure.figures import Figures
from budgetdesk.disclosure.narrative import Paragraph, untold, values_of, write_paragraph
from budgetdesk.disclosure.proofreading import proofread
from budgetdesk.disclosure.remarks import Remark, known_of
from budgetdesk.disclosure.services import services_sheet
from budgetdesk.disclosure.template import (
    HeadingLine,
    ParagraphLine,
    SlotLine,
    TemplateError,
    TemplateLine,
    blanks_of,
    filled,
    load_template,
    template_lines,
)
from budgetdesk.disclosure.wording import listed
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.text import shorten
from budgetdesk.forms.sheet import Cell, Role, Sheet, Style


class TemplateSlot(StrEnum):
    """The places of a template for what is not text; the value is how it names them."""

    TABLES = "预算公开表"
    GENERAL_CHART = "一般公共预算当年拨款结构图"
    OFFICIAL_CHART = "三公经费分布图"
    FORMS = "绩效目标表"
    SERVICES = "政府购买服务指导性目录"
    GLOSSARY = "名词解释"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it stands in the contents under its level, 1 to 3."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A table or form on pages of its own; `entry` is its line in the contents, if it has one."""

    sheet: Sheet
    entry: str = ""
    level: int = 2
    group: str = ""  # the unit whose forms begin here, for the bookmarks


Part = Heading | Paragraph | Term | Chart | SheetPart


@dataclass(frozen=True, slots=True)
class Document:
    """A 部门预算公开 to be printed.

    `untold` are the entries it still waits for, `remarks` what is odd in rewritten paragraphs.
    """

    department: str
    title: str
    published_on: str
    parts: tuple[Part, ...]
    untold: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs in order."""
        return tuple(part for part in self.parts if isinstance(part, Paragraph))

    @property
    def sheets(self) -> Iterator[Sheet]:
        """The tables and forms in it."""
        return (part.sheet for part in self.parts if isinstance(part, SheetPart))


@dataclass(frozen=True, slots=True)
class Enclosures:
    """The tables in their order, and the performance forms.

    `left_out` are slots that this document goes without.
    """

    tables: Sequence[Sheet] = ()
    overall: Sequence[Sheet] = ()
    projects: Sequence[Sheet] = ()
    left_out: frozenset[TemplateSlot] = field(default_factory=frozenset)


def compose(
    figures: Figures,
    notes: DisclosureNotes,
    enclosures: Enclosures,
) -> Document:
    """The document of a department: the template filled with figures, notes and sheets.

    Raises:
        TemplateError: the template has a blank or a slot that nobody fills.
    """
    values = values_of(figures, notes)
    values |= _enclosed(figures, enclosures, values)
    lines = load_template()
    _require_known(lines, values)
    parts = tuple(
        _without_bare_headings([*_Composer(figures, notes, enclosures, values).parts(lines)])
    )
    paragraphs = [part for part in parts if isinstance(part, Paragraph)]
    known = known_of(
        (*values.values(), *(it.drafted for it in paragraphs)),
        year=figures.year,
        scope=figures.scope,
        name=figures.name,
        items={"人员经费": figures.personnel_items, "公用经费": figures.public_items},
    )
    return Document(
        department=figures.name,
        title=f"{figures.year}年度{figures.scope}预算公开",
        published_on=notes.text("published_on"),
        parts=parts,
        untold=untold(paragraphs),
        remarks=proofread(paragraphs, known),
    )


def prose_sheet(document: Document) -> Sheet:
    """All text of the document beside its tables and forms, as the checks of sheets take it."""
    texts = [document.department, document.title, document.published_on]
    texts += [part.text for part in document.parts if isinstance(part, Paragraph | Term)]
    style = Style("prose", border=False)
    cells = tuple(Cell(0, 0, text, style, Role.LABEL) for text in texts)
    return Sheet(document.title, document.department, "", (1.0,), (), cells)


def _require_known(lines: Sequence[TemplateLine], values: dict[str, str]) -> None:
    for line in lines:
        if isinstance(line, SlotLine):
            if line.name not in set(TemplateSlot):
                raise TemplateError(f"模板中的「{line.name}」：没有「{line.name}」这一部分。")
            continue
        asked = blanks_of(line.text)
        if isinstance(line, ParagraphLine) and line.condition:
            asked = (*asked, line.condition)
        for name in asked:
            if name not in values:
                raise TemplateError(f"模板中的「{shorten(line.text)}」：没有「{name}」这一项。")


def _enclosed(
    figures: Figures, enclosures: Enclosures, values: Mapping[str, str]
) -> dict[str, str]:
    """What the text says of the tables and forms, whether they are in the document or not."""
    tables = f"{figures.year}年{figures.scope}预算报表共{figures.tables}张"
    empty = listed([f"表{name}" for name in figures.empty_tables])
    told_empty = f"其中{empty}没有数据，列出空表并加注。" if empty else ""
    is_here = TemplateSlot.TABLES not in enclosures.left_out
    return {
        "报表说明": f"{tables}，金额单位为万元。{told_empty}"
        if is_here
        else f"{tables}，另行公开。",
        "绩效目标表去处": _where_forms_are(figures, enclosures),
        "购买服务目录附后": _services_behind(figures, enclosures, values["购买服务目录"]),
    }


def _where_forms_are(figures: Figures, enclosures: Enclosures) -> str:
    """Nothing where there is no form to be enclosed or published elsewhere."""
    forms = figures.overall_forms or figures.other_forms
    if not forms and not any(it.has_form for it in figures.projects):
        return ""
    where = "另行公开" if TemplateSlot.FORMS in enclosures.left_out else "附后"
    return f"绩效目标表{where}。"


def _services_behind(figures: Figures, enclosures: Enclosures, told: str) -> str:
    """That the list follows, behind what was told of it."""
    sheet = services_sheet(figures.name, figures.year)
    if sheet is None or TemplateSlot.SERVICES in enclosures.left_out:
        return ""
    stop = "" if told.rstrip().endswith(("。", "】")) else "。"
    return f"{stop}{sheet.name.removeprefix('政府购买服务指导性')}附后。"


def _without_bare_headings(parts: Sequence[Part]) -> list[Part]:
    """The parts without the headings that nothing stands under."""
    kept: list[Part] = []
    below: int | None = 0  # level of the heading that follows; None: something else follows
    for part in reversed(parts):
        if not isinstance(part, Heading):
            below = None
        elif below is not None and below <= part.level:
            continue
        else:
            below = part.level
        kept.append(part)
    return kept[::-1]


def _with_bars(chart: Chart) -> Iterator[Chart]:
    """A chart that shows something."""
    if any(bar.amount for bar in chart.bars):
        yield chart


@dataclass(frozen=True, slots=True)
class _Composer:
    figures: Figures
    notes: DisclosureNotes
    enclosures: Enclosures
    values: dict[str, str]

    def parts(self, lines: Sequence[TemplateLine]) -> Iterator[Part]:
        for line in lines:
            match line:
                case HeadingLine():
                    yield Heading(filled(line.text, self.values), line.level)
                case ParagraphLine():
                    paragraph = write_paragraph(line, self.values, self.notes)
                    if paragraph is not None:
                        yield paragraph
                case SlotLine():
                    slot = TemplateSlot(line.name)
                    if slot not in self.enclosures.left_out:
                        yield from self._slots()[slot]()

    def _slots(self) -> dict[TemplateSlot, Callable[[], Iterator[Part]]]:
        return {
            TemplateSlot.TABLES: self._tables,
            TemplateSlot.GENERAL_CHART: lambda: _with_bars(general_chart(self.figures)),
            TemplateSlot.OFFICIAL_CHART: lambda: _with_bars(official_chart(self.figures)),
            TemplateSlot.FORMS: self._forms,
            TemplateSlot.SERVICES: self._services,
            TemplateSlot.GLOSSARY: self._glossary,
        }

    def _tables(self) -> Iterator[SheetPart]:
        for sheet in self.enclosures.tables:
            yield SheetPart(sheet, sheet.name)

    def _forms(self) -> Iterator[SheetPart]:
        """The overall forms, then the projects' unit by unit; the contents name the two kinds."""
        scope = self.figures.scope
        for number, sheet in enumerate(self.enclosures.overall):
            entry = "" if number else f"{scope}整体支出绩效目标表"
            yield SheetPart(sheet, entry, level=3)
        forms = self.enclosures.projects
        unit = ""
        for number, sheet in enumerate(forms):
            entry = "" if number else f"项目支出绩效目标表（{len(forms)}张）"
            group = sheet.group if sheet.group != unit else ""
            unit = sheet.group
            yield SheetPart(sheet, entry, level=3, group=group)

    def _services(self) -> Iterator[SheetPart]:
        sheet = services_sheet(self.figures.name, self.figures.year)
        if sheet is not None:
            yield SheetPart(sheet, sheet.name, level=3)

    def _glossary(self) -> Iterator[Term]:
        for _, line in template_lines(resource("disclosure", "glossary.md")):
            term, _, text = line.partition("：")
            yield Term(term, filled(text, self.values))
