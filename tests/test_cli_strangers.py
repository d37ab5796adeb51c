"""A user whom the system does not know, and projects that no book has."""

import os
import subprocess
import sys
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


@pytest.mark.parametrize(
    "call",
    [
        ("desk", "--note"), ("revise", "--unit"), ("new", "--title"), ("export", "--stage"),
        ("submit", "--county", "141032"), ("remarks", "--explain", "1"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_words_that_are_no_text_are_refused_before_anything_is_written(
    call: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verb, *option = call
    where = [str(tmp_path / "a.budget"), *(["--to", str(tmp_path / "o")] if verb != "new" else [])]
    assert main([verb, *where, *option, "\udcd3\udcc0\udcba\udccd"]) == 2
    assert "不是 UTF-8 编码的文字" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_names_of_files_may_be_any_bytes(tmp_path: Path) -> None:
    path = tmp_path / "\udcd3\udcc0.budget"
    assert main(["sample", str(path)]) == 0
    assert main(["list", str(path)]) == 0
    assert main(["forms", "check", str(tmp_path / "\udcd3")]) == 1


@pytest.mark.skipif(os.name != "posix", reason="elsewhere names have no encoding")
def test_whatever_the_locale_files_have_names_in_utf8(tmp_path: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    book = tmp_path / "示例㙟.budget"  # a character that GBK lacks
    for call in (("sample", book), ("export", book, "--to", tmp_path, "--xlsx")):
        done = subprocess.run(
            [sys.executable, "-m", "budgetdesk", *map(str, call)],
            env=os.environ | ascii_only,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert str(tmp_path).encode() in done.stdout
    names = [os.fsencode(file.name) for file in tmp_path.iterdir()]
    assert len([name for name in names if "示例".encode() in name]) == len(names) == 2
