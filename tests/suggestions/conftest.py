"""The published forms as suggestions see them, read once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.book import read
from budgetdesk.domain.records import Project
from budgetdesk.suggestions.past import PastForm, past_forms
from tests.checks.conftest import SETS, published_book

Pair = tuple[Project, PastForm]


@pytest.fixture(scope="session")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Pair]:
    """Every form of the five offices, with what an index keeps of it."""
    found: list[Pair] = []
    for name in SETS:
        path = tmp_path_factory.mktemp("往年") / "账套.budget"
        with published_book(shared / "samples" / name, path) as book:
            found += zip(read.projects(book), past_forms(book), strict=True)
    return found
