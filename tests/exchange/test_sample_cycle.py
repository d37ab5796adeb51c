"""The bundled sample shows the cycle: a dozen projects are monitored and have scored themselves."""

from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.stages import stage_fullness
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import RecordKind


def test_a_dozen_projects_have_filled_in_forms_of_two_stages(sample_book: Path) -> None:
    with Book.open(sample_book, read_only=True) as book:
        stages = book.dictionary.stages(RecordKind.PROJECT)
        filled = {kind.stage: stage_fullness(book, kind) for kind in stages[1:]}
    for stage in ("监控", "自评"):
        assert len(filled[stage]) == 12
        assert set(filled[stage].values()) == {Fullness.COMPLETE}
    assert filled["监控"].keys() == filled["自评"].keys()
