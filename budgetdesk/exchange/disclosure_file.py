"""What only people know of a department's 部门预算公开, as exchange JSON `budgetdesk-disclosure/1`.

Amounts are decimal strings in 万元, as they are published; counts are strings of digits.
"""

from collections.abc import Iterator, Sequence

from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.disclosure import DisclosureNotes, EntryValue, OwnParagraph
from budgetdesk.domain.fields import Field
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.money import exact_wan_text, parse_wan
from budgetdesk.domain.records import Department
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.explanations_file import KEY as EXPLANATIONS
from budgetdesk.exchange.shape import Shape
from budgetdesk.exchange.versions import FORMAT_KEYS, FileFormat

FORMAT = FileFormat("budgetdesk-disclosure/1")


def read_disclosure(numbered: Shape) -> DisclosureNotes:
    """The entries and own paragraphs in a file.

    Raises:
        ImportFault: a key is missing, a value of the wrong type, no amount or no count.
    """
    numbered.reader.labels = {f"entries.{key}": entry.label for key, entry in ENTRIES.items()}
    name = numbered.name("department_name")
    shape = numbered.about(f"部门「{shorten(name, 40)}」")
    shape.known(
        *FORMAT_KEYS, "fiscal_year", "department_code", "department_name", "unit", "entries",
        "paragraphs", EXPLANATIONS,
    )  # fmt: skip
    if shape.has("unit") and shape.text("unit") != "万元":
        shape.fail("unit", "预算公开资料的金额单位应为万元。")
    entries = shape.part("entries")
    entries.known(*ENTRIES)
    return DisclosureNotes(
        department=Department(shape.text("department_code"), name),
        entries=dict(_values(entries)),
        paragraphs={paragraph.key: paragraph for paragraph in _paragraphs(shape)},
    )


def disclosure_content(
    notes: DisclosureNotes,
    fiscal_year: int,
    explanations: Sequence[dict[str, object]] | None = None,
) -> dict[str, object]:
    """The notes of a department as the content of an exchange file.

    Args:
        notes: what it told.
        fiscal_year: of the book.
        explanations: the 出错说明 of its ledger, tables and text, where they go with it.
    """
    content: dict[str, object] = {
        **FORMAT.content,
        "fiscal_year": fiscal_year,
        "department_code": notes.department.code,
        "department_name": notes.department.name,
        "unit": "万元",
        "entries": {
            key: _exchanged(entry, notes.entries[key])
            for key, entry in ENTRIES.items()
            if key in notes.entries
        },
        "paragraphs": [
            {"key": it.key, "text": it.text, "drafted": it.drafted}
            for it in notes.paragraphs.values()
        ],
    }
    return content | ({EXPLANATIONS: list(explanations)} if explanations else {})


def _values(entries: Shape) -> Iterator[tuple[str, EntryValue]]:
    for key, entry in ENTRIES.items():
        if not entries.has(key) or entries.is_null(key):
            continue
        value = _value(entries, entry)
        if value is not None and value != "":
            yield key, value


def _value(entries: Shape, entry: Field) -> EntryValue | None:
    if entry.kind is Kind.MONEY_WAN:
        return entries.amount(entry.key, parse_wan)
    text = entries.text(entry.key)
    if entry.kind is not Kind.COUNT:
        return text
    try:
        return parse_typed(Kind.COUNT, text)
    except TypedError as error:
        entries.fail(entry.key, str(error))


def _paragraphs(shape: Shape) -> Iterator[OwnParagraph]:
    for part in shape.parts("paragraphs"):
        part.known("key", "text", "drafted")
        yield OwnParagraph(part.name("key"), part.text("text"), part.text("drafted"))


def _exchanged(entry: Field, value: EntryValue) -> str:
    return exact_wan_text(int(value)) if entry.kind is Kind.MONEY_WAN else str(value)
