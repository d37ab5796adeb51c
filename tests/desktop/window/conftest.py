"""Windows on books of form sets that declare stages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.desktop.window.main_window import MainWindow
from tests.desktop.conftest import MakeWindow
from tests.desktop.window.own_window import staged_forms


@pytest.fixture
def staged(
    make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on a book whose set declares stages."""
    folder = tmp_path / "套表"
    folder.mkdir()
    with staged_forms(folder, monkeypatch) as path:
        window = make_window()
        assert window.books.open(path)
        window._meet_forms()
        yield window
