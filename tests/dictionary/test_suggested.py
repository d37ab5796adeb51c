"""What the program only suggests is shown on the screen, and is nobody's choice anywhere else."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import record
from budgetdesk.book.stages import stage_forms
from budgetdesk.book.writing import write_field
from budgetdesk.cli import main
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.drawing.trial import sample_of
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.layout import lay_out, lay_out_all
from budgetdesk.forms.loader import form_set_ids, load_form_set
from budgetdesk.forms.sheet import Cell, Sheet

_RULES = ("直接赋分", "完成比例赋分", "评判等级赋分", "满意度赋分")


def _suggested(sheet: Sheet) -> Iterator[Cell]:
    """The cells of fields of which something may be suggested."""
    for cell in sheet.cells:
        declared = cell.field.declared if cell.field else None
        if declared is not None and declared.only_suggested:
            yield cell


def _nothing_chosen(form_set: FormSet, path: Path) -> tuple[Book, list[tuple[str, int]]]:
    """A book with all cells filled in but those of which something may be suggested."""
    book, made = sample_of(form_set, path)
    for kind, record_id in made:
        for form in form_set.forms_of(kind):
            sheet = lay_out(form, record(book, kind, record_id), form_set.fiscal_year)
            with book.step("清空") as step:
                for cell in _suggested(sheet):
                    if cell.field is not None and cell.text:
                        write_field(step, cell.field, "")
    return book, made


@pytest.mark.parametrize("set_id", form_set_ids())
def test_no_set_prints_what_it_only_suggests(set_id: str, tmp_path: Path) -> None:
    form_set = load_form_set(set_id)
    year, seen = form_set.fiscal_year, 0
    book, made = _nothing_chosen(form_set, tmp_path / "试.budget")
    with book:
        for kind, record_id in made:
            for form in form_set.forms_of(kind):
                held = record(book, kind, record_id)
                shown = [*_suggested(lay_out(form, held, year, every_slot=True))]
                seen += sum(cell.proposed and bool(cell.text) for cell in shown)
                (printed,) = lay_out_all(form, [held], year)
                assert not any(it.text or it.proposed for it in _suggested(printed)), form.id
                assert len([*_suggested(printed)]) <= len(shown)
    assert seen


def test_no_output_bears_a_rule_of_points_until_it_is_chosen(tmp_path: Path) -> None:
    path, form_set = tmp_path / "试.budget", load_form_set("national-2021")
    book, made = _nothing_chosen(form_set, path)
    book.close()
    assert not _said_in(_outputs(path, tmp_path / "没选"))
    with Book.open(path) as book:
        (project,) = (it for kind, it in made if kind == RecordKind.PROJECT)
        form, held = form_set.form(RecordKind.PROJECT), record(book, RecordKind.PROJECT, project)
        first = next(_suggested(lay_out(form, held, form_set.fiscal_year)))
        with book.step("选定") as step:
            assert first.field is not None
            write_field(step, replace(first.field, part=""), _RULES[0])
    assert _said_in(_outputs(path, tmp_path / "选了")) == {_RULES[0]}


def _outputs(book: Path, folder: Path) -> Iterator[str]:
    """The text of all that goes out: Excel, PDF, exchange file, public copies, package."""
    main(["export", str(book), "--to", str(folder / "内"), "--xlsx", "--pdf", "--json"])
    main(["export", str(book), "--to", str(folder / "公"), "--public", "--mask"])
    main(["submit", str(book), "--to", str(folder / "报"), "--by", "某人"])
    files = [it for it in folder.rglob("*") if it.is_file()]
    assert {it.suffix for it in files} >= {".xlsx", ".pdf", ".json"}
    for file in files:
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as parts:
                cells = [it for it in parts.namelist() if it.startswith("xl/worksheets/")]
                yield from (_without_lists(parts.read(it).decode()) for it in cells)
        elif file.suffix == ".pdf":
            yield from (it.get_textpage().get_text_range() for it in pypdfium2.PdfDocument(file))
        else:
            yield file.read_text(encoding="utf-8")


def _without_lists(xml: str) -> str:
    """A worksheet without its drop-downs, which offer every choice."""
    return xml.partition("<dataValidations")[0]


def _said_in(texts: Iterator[str]) -> set[str]:
    whole = "\n".join("".join(text.split()) for text in texts)
    return {rule for rule in _RULES if rule in whole}


def test_a_form_lacks_the_conclusion_that_nobody_drew(tmp_path: Path) -> None:
    form_set = load_form_set("yonghe-2024")
    book, made = _nothing_chosen(form_set, tmp_path / "试.budget")
    kind = form_set.dictionary.kinds["ex_ante"]
    (record_id,) = (it for of, it in made if of == kind.kind)
    form = form_set.form(kind.kind)
    with book:
        (before,) = stage_forms(book, RecordKind.PROJECT, kind)
        cell = next(_suggested(lay_out(form, record(book, kind.kind, record_id), 2024)))
        assert cell.field is not None
        assert before.fullness is Fullness.DRAFT
        with book.step("选定") as step:
            write_field(step, cell.field, "予以支持")
        (after,) = stage_forms(book, RecordKind.PROJECT, kind)
        assert after.fullness is Fullness.COMPLETE
