"""Disclosure entries as exchange JSON: in and out without loss, refused by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.assets import resource
from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.book.edit import add_department
from budgetdesk.book.read import departments
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.disclosure import DisclosureNotes, OwnParagraph
from budgetdesk.domain.file_kinds import EXCHANGE
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Department
from budgetdesk.exchange.content import disclosure_json
from budgetdesk.exchange.disclosure_file import disclosure_content, read_disclosure
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.shape import Reader, Shape

Write = Callable[[str, object], Path]


@pytest.fixture
def content() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resource("sample", "disclosure.json").read_text("utf-8"))
    return told


def notes_of(book: Book) -> DisclosureNotes:
    return disclosure_notes(book, departments(book)[0].id)


def test_the_sample_comes_in_and_goes_out_the_same(
    book: Book, write: Write, content: dict[str, Any]
) -> None:
    content["paragraphs"] = [{"key": "政府采购", "text": "没有。", "drafted": "政府采购0万元。"}]
    report = import_files(book, [write("公开.json", content)])
    assert "预算公开资料" in "".join(report.sentences())
    out = disclosure_json(book)
    assert out is not None
    assert json.loads(out) == content | {"entries": in_order(content["entries"])}
    assert notes_of(book).number("last_total") == 5759_440_000


def in_order(entries: dict[str, str]) -> dict[str, str]:
    plain = {"0": "0.00"}
    return {
        key: plain.get(entries[key], entries[key])
        if ENTRIES[key].kind is Kind.MONEY_WAN
        else entries[key]
        for key in ENTRIES
        if key in entries
    }


def test_what_a_file_does_not_say_stays(book: Book, write: Write, content: dict[str, Any]) -> None:
    import_files(book, [write("公开.json", content)])
    content["entries"] = {"structure": "四个股室。", "duties": None}
    import_files(book, [write("补充.json", content)])
    notes = notes_of(book)
    assert notes.text("structure") == "四个股室。"
    assert notes.number("vehicle_technical") == 25
    assert notes.text("duties").startswith("（一）")


def test_an_import_is_one_step(book: Book, write: Write, content: dict[str, Any]) -> None:
    import_files(book, [write("公开.json", content)])
    book.undo()
    assert departments(book) == ()


def test_several_departments_are_a_list(book: Book, write: Write, content: dict[str, Any]) -> None:
    other = content | {"department_code": "301", "department_name": "永和县财政局"}
    import_files(book, [write("公开.json", [content, other])])
    out = disclosure_json(book)
    assert out is not None
    assert [it["department_code"] for it in json.loads(out)] == ["202", "301"]


def test_a_book_without_entries_exports_none(book: Book) -> None:
    with book.step("新建") as step:
        add_department(step, Department("202", "局"))
    assert disclosure_json(book) is None


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"entries": {"last_total": "五千"}}, "上年收支总计"),
        ({"entries": {"vehicle_quota": "多辆"}}, "公务用车编制"),
        ({"entries": {"structure": 5}}, "机构设置"),
        ({"unit": "元"}, "万元"),
        ({"department_name": " "}, "不能为空"),
        ({"paragraphs": [{"key": "", "text": "", "drafted": ""}]}, "paragraphs 第 1 项"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    book: Book, write: Write, content: dict[str, Any], spoil: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ImportFault, match=reason):
        import_files(book, [write("公开.json", content | spoil)])
    assert departments(book) == ()


def test_an_unknown_entry_is_reported_and_left_out(
    book: Book, write: Write, content: dict[str, Any]
) -> None:
    content["entries"]["weather"] = "晴"
    report = import_files(book, [write("公开.json", content)])
    assert "entries.weather" in "".join(report.sentences())


_TEXTS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)
_VALUES = {
    Kind.LINE: _TEXTS,
    Kind.CHOICE: _TEXTS,
    Kind.PARAGRAPH: _TEXTS,
    Kind.MONEY_WAN: st.integers(-(10**14), 10**14),
    Kind.COUNT: st.integers(0, 10**6),
}


@given(st.fixed_dictionaries({}, optional={k: _VALUES[it.kind] for k, it in ENTRIES.items()}))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_notes_survive_the_file(values: dict[str, Any]) -> None:
    paragraph = OwnParagraph("政府采购", "没有。", "")
    notes = DisclosureNotes(Department("202", "局"), values, {"政府采购": paragraph})
    content = json.loads(json.dumps(disclosure_content(notes, 2024)))
    assert (
        read_disclosure(Shape(Reader(Path("公开.json")), content | {"fiscal_year": None})) == notes
    )


def test_the_export_of_a_book_holds_them(book: Book, folder: Path) -> None:
    from budgetdesk.exchange.exporting import ExportOrder, export_book

    with book.step("新建") as step:
        department = add_department(step, Department("202", "局"))
        put_disclosure_entry(step, department, "structure", "三个股室。")
        keep_paragraph(step, department, OwnParagraph("其他", "没有。", ""))
    paths = export_book(book, folder / "导出", ExportOrder((EXCHANGE,)))
    (told,) = [path for path in paths if path.name == "disclosure.json"]
    assert json.loads(told.read_text("utf-8"))["entries"] == {"structure": "三个股室。"}
