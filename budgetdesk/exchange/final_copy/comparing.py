"""A published file against its book: which document it is, and what differs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.disclosure.document import Document
from budgetdesk.domain.file_kinds import DISCLOSED, PDF, kind_of
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import shorten
from budgetdesk.domain.word_changes import told_change
from budgetdesk.exchange.disclosing import DisclosureWish, published_documents
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.final_copy.aligning import differences, likeness
from budgetdesk.exchange.final_copy.own import own_pieces, titles_of
from budgetdesk.exchange.final_copy.reading import pieces_of, read_parts
from budgetdesk.exchange.final_copy.text_difference import DifferenceKind, TextDifference

_NO_KIND = "终稿核对只看预算公开的 PDF 和 .docx 文件。"
_ANOTHER = "与账套现在生成的预算公开文件几乎没有相同的内容，请核对账套和文件。"
_LEAST = 0.1  # of the book's pieces: a file that has fewer is another document
_MOST = 200  # differences that are told on a console
_SHOWN = 60  # characters of a text


def compare_file(
    book: Book, path: Path, wish: DisclosureWish, progress: Progress = ignore_progress
) -> tuple[TextDifference, ...]:
    """What differs between a published file and the document that the book makes now.

    Raises:
        ImportFault: the file is of another kind, cannot be read, or is another document.
        ExportFault: the book has nothing to be disclosed.
        Cancelled: `progress` stopped it.
    """
    return compare_likeliest(book, path, [wish], progress)


def compare_likeliest(
    book: Book,
    path: Path,
    wishes: Sequence[DisclosureWish],
    progress: Progress = ignore_progress,
) -> tuple[TextDifference, ...]:
    """The same where the document may have been made in several ways; errors as `compare_file`."""
    if kind_of(path) not in DISCLOSED:
        raise ImportFault(path, _NO_KIND)
    documents = [it for wish in wishes for it in published_documents(book, wish)]
    return held_against(documents, path, progress)


def held_against(
    documents: Sequence[Document], path: Path, progress: Progress = ignore_progress
) -> tuple[TextDifference, ...]:
    """The same for documents that are made already: the one that the file is most like counts."""
    paper = kind_of(path) is PDF
    parts = read_parts(path, paper=paper, progress=progress)
    best = None
    for document in documents:
        own = own_pieces(document, charts=paper)
        file = pieces_of(parts, own)
        alike = likeness(own, file)
        if best is None or alike > best[0]:
            best = alike, own, file, titles_of(document)
    if best is None or best[0] < _LEAST:
        raise ImportFault(path, _ANOTHER)
    return differences(*best[1:])


def difference_lines(path: Path, found: Sequence[TextDifference]) -> Iterator[str]:
    """The differences to read on a console, then how many."""
    yield path.name
    for it in found[:_MOST]:
        yield f"  {_line(it)}"
    if len(found) > _MOST:
        yield f"  另有 {len(found) - _MOST} 处，用 --json 查看。"
    yield f"共 {len(found)} 处不同。" if found else "与账套一致。"


def _line(it: TextDifference) -> str:
    ours, theirs = (f"「{shorten(text, _SHOWN)}」" for text in (it.ours, it.theirs))
    match it.kind:
        case DifferenceKind.CHANGED:
            told = f"{it.place}：{told_change(it.ours, it.theirs, '文件')}（{it.where}）"
        case DifferenceKind.MISSING:
            told = f"{it.place}：文件中没有{ours}"
        case DifferenceKind.ADDED:
            told = f"{it.where}：账套中没有{theirs}"
        case DifferenceKind.MOVED:
            told = f"{it.place}：{ours}移到了{it.where}"
    return f"{it.kind.value} {told}{_figures(it)}。"


def _figures(it: TextDifference) -> str:
    """The figures of a changed sentence; a cell that is one says it already."""
    pairs = [(ours or "无", theirs or "无") for ours, theirs in it.figures]
    if it.kind is not DifferenceKind.CHANGED or not pairs or len(it.ours) < _SHOWN // 3:
        return ""
    return "；数字：" + "、".join(f"{ours}→{theirs}" for ours, theirs in pairs)


def differences_json(found: Iterable[TextDifference]) -> str:
    """The differences as JSON."""
    content = [
        {
            "kind": it.kind.name.lower(),
            "place": it.place,
            "where": it.where,
            "ours": it.ours,
            "theirs": it.theirs,
            "figures": [{"ours": ours, "theirs": theirs} for ours, theirs in it.figures],
        }
        for it in found
    ]
    return json.dumps({"differences": content}, ensure_ascii=False, indent=1)
