"""A desktop and a book for each test of the real window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real_window.screen import Screen, screen


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """One desktop for all tests, as a clerk's stays up all day."""
    with screen(tmp_path_factory.mktemp("desktop")) as made:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from budgetdesk.exchange.sample import create_sample

    path = tmp_path_factory.mktemp("sample") / "示例.budget"
    create_sample(path)
    return path


@pytest.fixture
def book(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "示例 账套.budget"))
