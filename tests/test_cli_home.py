"""A user whom the system does not know."""

import os
from pathlib import Path

import pytest

from budgetdesk.cli import main


def test_whom_the_system_does_not_know_has_a_home_that_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setenv("HOME", "as it was")  # and is again behind the test
    monkeypatch.setattr("budgetdesk.cli.Path.home", unknown)
    assert main(["sample", str(tmp_path / "a.budget")]) == 0
    assert os.environ["HOME"] == os.sep
