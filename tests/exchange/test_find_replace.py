"""Words in the texts of forms are found wherever a form shows them, and replaced as one step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.book import edit, read
from budgetdesk.book.book import Book
from budgetdesk.book.disclosure import disclosure_notes, keep_paragraph, put_disclosure_entry
from budgetdesk.domain.disclosure import OwnParagraph
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import LedgerLine, Nature, Origin, RecordKind, Source
from budgetdesk.exchange.find_replace import TextHit, changes_of, find_texts, replace_texts
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import load_form_set

Content = dict[str, Any]
Write = Callable[[str, object], Path]
WORDS = "甲乙丙"  # stands nowhere of itself


@pytest.fixture
def filled(book: Book, content: Content, overall_content: Content, write: Write) -> Book:
    import_files(book, [write("甲.json", content), write("乙.json", overall_content)])
    return book


def put(book: Book, ref: FieldRef, text: str) -> None:
    with book.step("写") as step:
        edit.write_field(step, ref, text)


def searchable(book: Book) -> list[FieldRef]:
    """Every text that a form of the book shows and that may be written."""
    form_set = load_form_set(book.info.form_set)
    refs = []
    for kind, record in (("project", read.projects(book)[0]), ("overall", read.overalls(book)[0])):
        for path in form_set.form(kind).paths:
            field = form_set.dictionary.kinds[kind].fields[path]
            if not field.kind.is_text or field.carried:
                continue
            row_id = 0
            if field.listed:
                rows: Any = record
                for part in path.split(".")[:-1]:
                    rows = getattr(rows, part)
                row_id = rows[0].id
            refs.append(FieldRef(RecordKind(kind), record.id, path, row_id))
    return refs


def test_every_text_that_a_form_shows_is_searched_and_replaced(filled: Book) -> None:
    refs = searchable(filled)
    assert {ref.path for ref in refs} >= {
        *("name", "overview", "goals.annual", "indicators.annual.name", "responsible", "phone"),
        *("indicators.implementation.target", "key_tasks.task", "duties", "indicators.name"),
    }
    assert not {ref.path for ref in refs} & {"attribute", "period", "unit.name"}
    for ref in refs:
        put(filled, ref, f"前{WORDS}后{WORDS}")
    hits = find_texts(filled, WORDS)
    assert {hit.ref for hit in hits} == {*refs}
    assert {hit.times for hit in hits} == {2}
    before = [read.projects(filled), read.overalls(filled)]
    assert replace_texts(filled, changes_of(hits, WORDS, "丁"), WORDS, "丁") == 2 * len(refs)
    assert find_texts(filled, WORDS) == ()
    assert {hit.ref for hit in find_texts(filled, "前丁后丁")} == {*refs}
    assert filled.undo_name == f"替换「{WORDS}」为「丁」"
    filled.undo()
    assert [read.projects(filled), read.overalls(filled)] == before


def test_of_one_form_alone(filled: Book) -> None:
    ids = read.project_ids(filled)
    refs = [FieldRef(RecordKind.PROJECT, one, "overview") for one in ids]
    for ref in refs:
        put(filled, ref, WORDS)
    (hit,) = find_texts(filled, WORDS, (RecordKind.PROJECT, ids[1]))
    assert hit.ref == refs[1]
    assert find_texts(filled, WORDS, (RecordKind.OVERALL, read.overalls(filled)[0].id)) == ()
    assert [it.ref for it in find_texts(filled, WORDS)] == refs, "in the order of the tree"


def test_what_is_told_for_the_disclosure_too(filled: Book) -> None:
    owner = read.departments(filled)[0].id
    with filled.step("公开") as step:
        put_disclosure_entry(step, owner, "structure", f"设{WORDS}三个股室。")
        keep_paragraph(step, owner, OwnParagraph("duties", f"我们{WORDS}", "程序的话"))
    hits = find_texts(filled, WORDS, (RecordKind.DEPARTMENT, owner))
    assert len(hits) == len(find_texts(filled, WORDS)) == 2
    replace_texts(filled, changes_of(hits, WORDS, "丁"), WORDS, "丁")
    notes = disclosure_notes(filled, owner)
    assert notes.entries["structure"] == "设丁三个股室。"
    assert notes.paragraphs["duties"] == OwnParagraph("duties", "我们丁", "程序的话")


def test_a_name_cannot_vanish_and_takes_its_ledger_along(filled: Book) -> None:
    first = read.projects(filled)[0]
    with filled.step("明细") as step:
        line = LedgerLine(
            first.unit, "2100408", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, 5, first.name
        )
        edit.add_ledger_line(step, line)
    hits = [it for it in find_texts(filled, first.name) if it.ref.path == "name"]
    (change,) = changes_of(hits, first.name, "")
    assert change.refused == "名称不能为空"
    replace_texts(filled, changes_of(hits, first.name, "新名称"), first.name, "新名称")
    assert read.ledger(filled)[0].project == "新名称"


def test_rows_stay_themselves_also_where_names_become_each_others(filled: Book) -> None:
    form = read.projects(filled)[0]
    rows = form.indicators.annual[:2]
    path = "indicators.annual.name"
    for row, name in zip(rows, ("甲1甲2", "甲2甲3"), strict=True):
        put(filled, FieldRef(RecordKind.PROJECT, form.id, path, row.id), name)
    hits = [it for it in find_texts(filled, "甲") if it.ref.path == path]
    replace_texts(filled, changes_of(hits, "甲", "乙"), "甲", "乙")
    now = read.projects(filled)[0].indicators.annual
    assert [row.id for row in now] == [row.id for row in form.indicators.annual]
    assert [row.name for row in now[:2]] == ["乙1乙2", "乙2乙3"]


def test_a_row_that_says_nothing_any_more_goes(filled: Book) -> None:
    form = read.projects(filled)[0]
    row = form.indicators.annual[0]
    for column in ("name", "target"):
        put(
            filled,
            FieldRef(RecordKind.PROJECT, form.id, f"indicators.annual.{column}", row.id),
            WORDS,
        )
    hits = find_texts(filled, WORDS)
    replace_texts(filled, changes_of(hits, WORDS, ""), WORDS, "")
    assert row.id not in {it.id for it in read.projects(filled)[0].indicators.annual}


def test_the_words_are_shown_with_what_stands_beside_them() -> None:
    ref = FieldRef(RecordKind.PROJECT, 1, "overview")
    text = "一二三四五六七八九十一二三四五六七\n找到这里。后面还有很多很多的字在这里等着"
    hit = TextHit(ref, "甲", "项目概况", Kind.PARAGRAPH, text, 1)
    assert hit.around("找到") == "…三四五六七\n找到这里。后面还有很多很多的字在…"
    assert "放到这里" in hit.around("找到", "放到")
    assert TextHit(ref, "甲", "项目概况", Kind.PARAGRAPH, "找到", 1).around("找到") == "找到"
