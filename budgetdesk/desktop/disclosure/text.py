"""The document's text on a sheet, for the form editor: each paragraph a cell that can be rewritten.

Beside a paragraph in a person's own words stands that it is theirs, and whether the figures have
changed since. Writing the program's own text again, or nothing, gives the paragraph back to it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from budgetdesk.book.change import Change, Value
from budgetdesk.book.disclosure import drop_paragraph, keep_paragraph
from budgetdesk.book.edit import write_field
from budgetdesk.book.step import Step
from budgetdesk.desktop.disclosure.reading import NotWritten, Reading
from budgetdesk.disclosure.charts import Chart
from budgetdesk.disclosure.document import Document, Heading, Part, SheetPart, Term
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef, paragraph_ref
from budgetdesk.domain.records import DisclosureForm, FormRecord, RecordKind
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign

OWN, STALE = "改写", "改写\n数据有变"
_WIDTHS = (424.0, 58.0)
_TITLE = Style("title", size=18, bold=True, border=False)
_SUBTITLE = Style("subtitle", size=12, border=False)
_HEADINGS = tuple(
    Style(f"heading-{level}", size=size, bold=True, align=Align.LEFT)
    for level, size in enumerate((14.0, 12.0, 10.5), start=1)
)
_PARAGRAPH = Style("paragraph", size=11, align=Align.LEFT, valign=VAlign.TOP)
_STATE = Style("state", size=9)
_ASIDE = Style("aside", size=9, align=Align.LEFT)
_SENTENCE = Style("sentence", size=11)


class TextSource:
    """The text of one department's document."""

    kind: str = RecordKind.DEPARTMENT

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @property
    def record_id(self) -> int:
        """The department's id."""
        return self.reading.department_id

    def read(self) -> FormRecord:
        """See `SheetSource`."""
        notes = self.reading.notes()
        return DisclosureForm(notes.department, notes.entries)

    def sheet_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`; a sentence that says what to do where there is no text yet."""
        try:
            return text_sheet(self.reading.document(), self.record_id)
        except NotWritten as reason:
            return sentence_sheet(record.office, str(reason))

    def printed_of(self, record: FormRecord) -> Sheet:
        """See `SheetSource`."""
        return self.sheet_of(record)

    def held(self, record: FormRecord, ref: FieldRef) -> Value:  # noqa: ARG002 - the text is not its
        """See `SheetSource`."""
        paragraph = self.paragraph(ref)
        return paragraph.text if paragraph is not None else ""

    def off_ledger(self, ref: FieldRef) -> bool:  # noqa: ARG002 - words, not amounts
        """See `SheetSource`."""
        return False

    def settle(self, step: Step, ref: FieldRef) -> FieldRef:  # noqa: ARG002 - it is there
        """See `SheetSource`."""
        return ref

    def put(self, step: Step, ref: FieldRef, value: Value) -> int:
        """See `SheetSource`."""
        paragraph = self.paragraph(ref)
        if paragraph is None:
            return write_field(step, ref, value)
        text = str(value or "")
        if text in ("", paragraph.drafted):
            drop_paragraph(step, self.record_id, paragraph.key)
        else:
            own = OwnParagraph(paragraph.key, text, paragraph.drafted)
            keep_paragraph(step, self.record_id, own)
        return 0

    def shown_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return bool(change.rows)

    def ended_by(self, change: Change) -> bool:
        """See `SheetSource`."""
        return change.takes("department", self.record_id)

    def paragraph(self, ref: FieldRef) -> Paragraph | None:
        """The paragraph that a reference points at, if the document has it now."""
        try:
            parts = self.reading.document().parts
        except NotWritten:
            return None
        found = (part for part in parts if isinstance(part, Paragraph))
        return next((part for part in found if part.key == ref.level1), None)


def text_sheet(document: Document, department_id: int) -> Sheet:
    """A document's text, with a line where a chart, table or form stands."""
    rows, cells = [Row(34), Row(22)], [_across(0, document.title, _TITLE, Role.TITLE)]
    cells.append(_across(1, document.department, _SUBTITLE, Role.TITLE))
    for part in _lines(document.parts):
        row = len(rows)
        rows.append(Row(20))
        match part:
            case Heading():
                cells.append(_across(row, part.text, _HEADINGS[part.level - 1]))
            case Paragraph():
                cells += _paragraph_cells(row, part, department_id)
            case str():
                cells.append(_across(row, part, _ASIDE))
    return _sheet(document.department, rows, cells)


def sentence_sheet(department: str, sentence: str) -> Sheet:
    """A sheet with one sentence."""
    return _sheet(department, [Row(80)], [_across(0, sentence, _SENTENCE)])


def _lines(parts: Iterable[Part]) -> Iterator[Heading | Paragraph | str]:
    """The text, and a few words for what else stands in the document."""
    for is_term, group in groupby(parts, lambda part: isinstance(part, Term)):
        if is_term:
            yield f"（名词解释 {len(list(group))} 条，生成文件时放在这里）"
            continue
        for part in group:
            match part:
                case Heading() | Paragraph():
                    yield part
                case Chart():
                    yield f"（图：{part.title}，生成文件时放在这里）"
                case SheetPart():
                    yield f"（表：{part.sheet.name}，生成文件时放在这里）"


def _paragraph_cells(row: int, paragraph: Paragraph, department_id: int) -> tuple[Cell, Cell]:
    own = f"程序文字：{paragraph.drafted}" if paragraph.own else ""
    state = (STALE if paragraph.stale else OWN) if paragraph.own else ""
    ref = paragraph_ref(department_id, paragraph.key)
    return (
        Cell(row, 0, paragraph.text, _PARAGRAPH, Role.INPUT, field=ref, reason=own),
        Cell(row, 1, state, _STATE, Role.LABEL, reason=own),
    )


def _across(row: int, text: str, style: Style, role: Role = Role.LABEL) -> Cell:
    return Cell(row, 0, text, style, role, columns=len(_WIDTHS))


def _sheet(department: str, rows: list[Row], cells: list[Cell]) -> Sheet:
    return Sheet(
        name="部门预算公开文稿",
        group=department,
        form_id="disclosure-text",
        columns=_WIDTHS,
        rows=tuple(rows),
        cells=tuple(cells),
    )
