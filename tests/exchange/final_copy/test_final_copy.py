"""终稿核对: what was edited after publishing is found where it is, and nothing else."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.cli import main
from budgetdesk.disclosure.document import Document, SheetPart
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.file_kinds import PDF
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.final_copy.aligning import differences
from budgetdesk.exchange.final_copy.matching import stretches
from budgetdesk.exchange.final_copy.own import own_pieces
from budgetdesk.exchange.final_copy.pieces import TextPiece
from budgetdesk.exchange.final_copy.reading import BrokenLine, LineMender
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind
from budgetdesk.forms.sheet import Role
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS
from tests.exchange.final_copy.conftest import FinalCopy
from tests.exchange.final_copy.edits import edits_missed, judged, many_edits


def on_paper(document: Document, path: Path) -> Path:
    DOCUMENT_WRITERS[PDF](path, document, ignore_progress)
    return path


def test_an_untouched_document_is_the_same(short: FinalCopy, tmp_path: Path) -> None:
    assert short.held(short.path) == ()
    assert short.held(on_paper(short.document, tmp_path / "公开.pdf")) == ()


@pytest.mark.parametrize("seed", range(15))
def test_an_edit_is_found_and_nothing_else(seed: int, short: FinalCopy, tmp_path: Path) -> None:
    assert [*edits_missed(short, range(seed, seed + 1), tmp_path)] == []


@pytest.mark.proof
def test_of_200_edits_in_the_whole_document_99_in_a_hundred_are_found(
    whole: FinalCopy, tmp_path: Path
) -> None:
    assert whole.held(whole.path) == ()
    assert whole.held(on_paper(whole.document, tmp_path / "公开.pdf")) == ()
    missed = [*edits_missed(whole, range(1000, 1200), tmp_path)]
    assert len(missed) <= 2, missed


def test_of_many_edits_in_one_file_each_is_found(short: FinalCopy, tmp_path: Path) -> None:
    edits, path = many_edits(short, 1, 40, tmp_path / "改.docx")
    assert judged(edits, short.held(path)) == ([], [])


def other_words(document: Document) -> tuple[Document, Paragraph]:
    """The document as it would be with another figure in one paragraph."""
    paragraph = next(it for it in document.paragraphs if "5,808.72" in it.text)
    other = replace(paragraph, text=paragraph.text.replace("5,808.72", "5,880.72", 1))
    parts = [other if it is paragraph else it for it in document.parts]
    return replace(document, parts=tuple(parts)), paragraph


def test_a_figure_on_paper_is_named_with_both_values_and_its_place(
    short: FinalCopy, tmp_path: Path
) -> None:
    other, _ = other_words(short.document)
    (found,) = short.held(on_paper(other, tmp_path / "改.pdf"))
    assert found.kind is DifferenceKind.CHANGED
    assert found.figures == (("5,808.72万元", "5,880.72万元"),)
    assert found.place.startswith("一、")
    assert found.where.endswith("页")


def test_a_changed_heading_that_every_page_prints_is_told_once(
    short: FinalCopy, tmp_path: Path
) -> None:
    parts = list(short.document.parts)
    at = next(i for i, it in enumerate(parts) if getattr(it, "entry", "").startswith("表四"))
    part = parts[at]
    assert isinstance(part, SheetPart)
    cells = [
        replace(it, text="另外的标题") if it.role is Role.TITLE else it for it in part.sheet.cells
    ]
    parts[at] = replace(part, sheet=replace(part.sheet, cells=tuple(cells)))
    other = replace(short.document, parts=tuple(parts))
    found = short.held(on_paper(other, tmp_path / "改.pdf"))
    assert [it.theirs for it in found if it.theirs] == ["另外的标题"]


def test_the_command_line_tells_places_and_ends_with_1(
    short: FinalCopy, sample_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = short.body()
    text = next(it for it in root.iter() if it.text == "3253.17")
    text.text = "3253.71"
    path = short.written(root, tmp_path / "终稿.docx")
    call = ["compare", str(sample_book), str(path), "--without", "forms"]
    assert main(call) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "终稿.docx"
    assert told[-1] == "共 1 处不同。"
    assert "账套为「3253.17」，文件为「3253.71」（表" in told[1]
    assert main([*call, "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["differences"]
    assert (one["kind"], one["figures"]) == (
        "changed", [{"ours": "3253.17", "theirs": "3253.71"}],
    )  # fmt: skip
    assert main(["compare", str(sample_book), str(short.path), "--without", "forms"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "与账套一致。"


@pytest.mark.parametrize("name", ["坏.docx", "坏.pdf", "表.xlsx"])
def test_what_is_no_document_is_refused(
    name: str, sample_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(b"nothing of the kind")
    assert main(["compare", str(sample_book), str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_another_offices_document_is_refused(short: FinalCopy, shared: Path) -> None:
    with pytest.raises(ImportFault, match="几乎没有相同"):
        short.held(shared / "documents" / "pdf" / "putuo-sifa-2026-unit.pdf")


def test_lines_that_paper_broke_are_sentences_again() -> None:
    mender = LineMender(["预算公开表1", "预算公开表12", "一、职责", "某县局负责全县的工作。"])
    lines = ["预算公开表1", "一、职责", "某县局负责", "全县的工", "作。另有别的", "一、职责"]
    found = mender.pieces(BrokenLine(it, "第1页", whole=False) for it in lines)
    assert [it.text for it in found] == [
        "预算公开表1", "一、职责", "某县局负责全县的工作。", "另有别的", "一、职责",
    ]  # fmt: skip


def test_every_piece_of_our_own_says_where_it_stands(short: FinalCopy) -> None:
    pieces: tuple[TextPiece, ...] = own_pieces(short.document, charts=True)
    assert len(pieces) > 500
    assert all(it.key and it.place for it in pieces)


def test_a_row_that_lost_all_but_one_text_is_a_cell_that_changed() -> None:
    own = [TextPiece("项目概况县级资金10元", "表", ("项目概况", "县级资金10元"), ("", "内容"))]
    (found,) = differences(own, [TextPiece("项目概况", "表1第2行")], {})
    assert (found.kind, found.place) == (DifferenceKind.CHANGED, "表「项目概况」内容")
    assert (found.ours, found.theirs) == ("县级资金10元", "")


_AMOUNT = r"\d[\d,]*\.\d\d(?=万元)"


def test_figures_changed_in_many_paragraphs_are_all_found_on_paper(
    short: FinalCopy, tmp_path: Path
) -> None:
    """One figure in each of twelve paragraphs, all in one PDF."""
    parts = list(short.document.parts)
    told = [
        at
        for at, it in enumerate(parts)
        if isinstance(it, Paragraph) and re.search(_AMOUNT, it.text)
    ]
    chosen = random.Random(5).sample(told, 12)
    made: list[tuple[str, str]] = []
    for at in chosen:
        paragraph = parts[at]
        assert isinstance(paragraph, Paragraph)
        found = re.search(_AMOUNT, paragraph.text)
        assert found is not None
        other = f"{found[0][:-1]}{(int(found[0][-1]) + 3) % 10}"
        made.append((f"{found[0]}万元", f"{other}万元"))
        text = paragraph.text[: found.start()] + other + paragraph.text[found.end() :]
        parts[at] = replace(paragraph, text=text)
    path = on_paper(replace(short.document, parts=tuple(parts)), tmp_path / "改.pdf")
    differing = short.held(path)
    assert all(it.kind is DifferenceKind.CHANGED for it in differing)
    assert sorted(pair for it in differing for pair in it.figures) == sorted(made)


def test_a_mark_that_paper_lacks_at_a_lines_end_is_no_difference() -> None:
    """LibreOffice draws none that would hang over the margin."""
    mender = LineMender(["包括上级补助收入、附属单位上缴收入。"])
    lines = [
        BrokenLine(it, "第1页", whole=False) for it in ("包括上级补助收入", "附属单位上缴收入。")
    ]
    assert [it.text for it in mender.pieces(lines)] == ["包括上级补助收入、附属单位上缴收入。"]


def test_a_merged_cell_whose_text_goes_on_overleaf_is_no_difference() -> None:
    own = [
        TextPiece("绩效指标一级指标", "表", ("绩效指标", "一级指标")),
        TextPiece("产出指标人数", "表", ("产出指标", "人数")),
    ]
    file = [
        TextPiece("绩一级指标", "第58页第16行", ("绩", "一级指标")),
        TextPiece("效指标产出指标人数", "第59页第1行", ("效指标", "产出指标", "人数")),
    ]
    assert differences(own, file, {}) == ()
    assert len(differences(own, [file[0], own[1]], {})) == 1


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.data())
def test_stretches_cover_both_sides_once_and_are_the_same_where_they_say_so(
    left: list[str], data: st.DataObject
) -> None:
    right = data.draw(st.permutations(left) | st.lists(st.sampled_from("abcdef"), max_size=40))
    found = [*stretches(left, right)]
    assert [at for it in found for at in it.left] == [*range(len(left))]
    assert [at for it in found for at in it.right] == [*range(len(right))]
    for it in found:
        says = [left[at] for at in it.left] == [right[at] for at in it.right]
        assert says or not it.same
