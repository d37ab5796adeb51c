"""终稿核对 of a PDF, our own or LibreOffice's of the edited Word file: each edit, and no other."""

import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.disclosure.document import Document, SheetPart
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.domain.file_kinds import PDF
from budgetdesk.domain.progress import ignore_progress
from budgetdesk.output.disclosure.files import DOCUMENT_WRITERS
from tests.exchange.final_copy.conftest import FinalCopy
from tests.exchange.final_copy.document_edits import edits_in
from tests.exchange.final_copy.edits import judged, many_edits

_AMOUNT = re.compile(r"\d[\d,]*\.\d\d(?!\d)")
Pairs = Counter[tuple[str, str]]
Place = tuple[int, int]


def places(document: Document) -> Iterator[Place]:
    """Where amounts stand: the number of a part, and of a table's cell in it (-1 for none)."""
    for number, part in enumerate(document.parts):
        if isinstance(part, Paragraph) and _AMOUNT.search(part.text):
            yield number, -1
        elif isinstance(part, SheetPart):
            for at, cell in enumerate(part.sheet.cells):
                if _AMOUNT.fullmatch(cell.text.strip()):
                    yield number, at


def changed(text: str, made: Pairs) -> str:
    """A text with another last digit in its first amount."""
    found = _AMOUNT.search(text)
    assert found is not None
    other = f"{found[0][:-1]}{(int(found[0][-1]) + 3) % 10}"
    made[found[0], other] += 1
    return text[: found.start()] + other + text[found.end() :]


def edited(document: Document, chosen: list[Place]) -> tuple[Document, Pairs]:
    """The document with the amounts of some places changed, and what they were and are."""
    parts, made = list(document.parts), Pairs()
    for number, at in chosen:
        part = parts[number]
        if isinstance(part, Paragraph):
            parts[number] = replace(part, text=changed(part.text, made))
        elif isinstance(part, SheetPart):
            cells = list(part.sheet.cells)
            cells[at] = replace(cells[at], text=changed(cells[at].text, made))
            parts[number] = replace(part, sheet=replace(part.sheet, cells=tuple(cells)))
    return replace(document, parts=tuple(parts)), made


def told(copy: FinalCopy, chosen: list[Place], path: Path) -> tuple[Pairs, Pairs]:
    """What was changed, and what is told of it."""
    other, made = edited(copy.document, chosen)
    DOCUMENT_WRITERS[PDF](path, other, ignore_progress)
    figures = (pair for it in copy.held(path) for pair in it.figures)
    return made, Counter((_bare(ours), _bare(theirs)) for ours, theirs in figures)


def _bare(figure: str) -> str:
    found = _AMOUNT.search(figure)
    return found[0] if found else figure


def test_figures_changed_in_text_and_tables_are_all_found(short: FinalCopy, tmp_path: Path) -> None:
    chosen = random.Random(11).sample([*places(short.document)], 20)
    made, found = told(short, chosen, tmp_path / "改.pdf")
    assert found == made


@pytest.mark.proof
def test_of_200_figures_changed_on_paper_99_in_a_hundred_are_found(
    whole: FinalCopy, tmp_path: Path
) -> None:
    every = [*places(whole.document)]
    missed, invented = Pairs(), Pairs()
    for seed in range(4):
        chosen = random.Random(seed).sample(every, 50)
        made, found = told(whole, chosen, tmp_path / f"改{seed}.pdf")
        missed += made - found
        invented += found - made
    assert missed.total() <= 2, missed
    assert not invented


def wrong_on_paper(copy: FinalCopy, seed: int, count: int, folder: Path) -> tuple[int, list[str]]:
    """How many of so many edits of all kinds are missed in our own PDF, and what is invented."""
    document, edits = edits_in(copy.document, seed, count)
    path = folder / f"改{seed}.pdf"
    DOCUMENT_WRITERS[PDF](path, document, ignore_progress)
    missed, invented = judged(edits, copy.held(path))
    return len(missed), [str(it) for it in invented]


def test_words_rows_and_order_changed_on_paper_are_all_found(
    short: FinalCopy, tmp_path: Path
) -> None:
    assert wrong_on_paper(short, 1, 36, tmp_path) == (0, [])


@pytest.mark.proof
def test_of_200_edits_on_paper_99_in_a_hundred_are_found(whole: FinalCopy, tmp_path: Path) -> None:
    found = [wrong_on_paper(whole, seed, 40, tmp_path) for seed in range(5)]
    assert sum(missed for missed, _ in found) <= 2, found
    assert not any(invented for _, invented in found)


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_of_200_edits_in_the_pdf_of_the_edited_word_file_99_in_a_hundred_are_found(
    whole: FinalCopy, tmp_path: Path
) -> None:
    missed = 0
    for seed in range(1, 6):
        edits, path = many_edits(whole, seed, 40, tmp_path / f"改{seed}.docx")
        left, invented = judged(edits, whole.held(as_pdf(path, tmp_path)))
        assert not invented, seed
        missed += len(left)
    assert missed <= 2


def as_pdf(path: Path, folder: Path) -> Path:
    """A Word file as LibreOffice exports it."""
    profile = (folder / "soffice").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder / "out"), str(path)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "out" / f"{path.stem}.pdf"
