"""A user whom the system does not know, and projects that no book has."""

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


@pytest.mark.parametrize("number", ["999999999999999999999", "-1", "987654"])
@pytest.mark.parametrize(
    "command", [("review",), ("export", "--to", "o"), ("lifeline",), ("suggest",)], ids=" ".join
)
def test_a_project_that_the_book_has_not_is_told(
    command: tuple[str, ...], number: str, sample_book: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    verb, *options = command
    assert main([verb, str(sample_book), *options, "--project", number]) == 2
    assert number in (told := capsys.readouterr().err)
    assert "程序内部" not in told
    assert list(tmp_path.iterdir()) == []
