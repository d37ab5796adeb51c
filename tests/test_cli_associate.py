"""A double click opens a book: what the desktop is told, also of names of older systems."""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from budgetdesk.cli import main
from budgetdesk.commands import association
from budgetdesk.commands.association import quoted
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.text import readable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def files_in(folder: Path) -> set[str]:
    return {str(it.relative_to(folder)) for it in folder.rglob("*budgetdesk*") if it.is_file()}


def test_the_desktop_is_told_and_told_no_more(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["associate"]) == 0
    assert BOOK.suffix in capsys.readouterr().out
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(home / "applications/budgetdesk.desktop", "utf-8")
    told = entry["Desktop Entry"]
    assert told["Name[zh_CN]"] == "预算台"
    assert told["Exec"].endswith(' "open" %f')
    kind = ET.parse(home / "mime/packages/budgetdesk.xml").getroot()[0]
    assert told["MimeType"] == f"{kind.get('type')};"
    globs = [it.get("pattern") for it in kind if it.tag.endswith("glob")]
    assert globs == [f"*{BOOK.suffix}"]
    assert (home / "icons/hicolor/scalable/apps/budgetdesk.svg").is_file()
    assert main(["associate", "--remove"]) == 0
    assert files_in(home) == set()
    assert main(["associate", "--remove"]) == 0


@pytest.mark.skipif(shutil.which("update-mime-database") is None, reason="no MIME data base")
@pytest.mark.skipif(shutil.which("gio") is None, reason="no gio")
def test_the_system_knows_the_file_and_its_program(home: Path, tmp_path: Path) -> None:
    assert main(["associate"]) == 0
    book = tmp_path / f"a{BOOK.suffix}"
    book.write_bytes(b"SQLite format 3\0")
    asked = ["gio", "info", "-a", "standard::content-type", str(book)]
    environment = os.environ | {"XDG_DATA_HOME": str(home)}
    said = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert "application/x-budgetdesk" in said.stdout


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("/opt/预算台/run", '"/opt/预算台/run"'),
        ("/media/U 盘/run", '"/media/U 盘/run"'),
        ('/a"b', '"/a\\\\"b"'),
        ("/a$b`c", '"/a\\\\$b\\\\`c"'),
        ("/100%", '"/100%%"'),
    ],
)
def test_any_folder_can_be_started_from(part: str, written: str) -> None:
    assert quoted(part) == written


def test_a_program_that_cannot_be_named_is_started_by_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["-c"])
    assert association.own_command()[0] == sys.executable
    own = tmp_path / "budgetdesk-window"
    own.touch(0o755)
    monkeypatch.setattr(sys, "argv", [str(own)])
    assert association.own_command() == (str(own), "open")


@pytest.mark.parametrize("word", ["县局", "永和账套", "镕基", "局abc", "2024年", "①表"])
def test_names_of_older_systems_are_shown_as_they_were_meant(word: str) -> None:
    named = os.fsdecode(word.encode("gb18030"))
    assert readable(f"已写到「/tmp/{named}.budget」。") == f"已写到「/tmp/{word}.budget」。"
    bare = word.encode("utf-8").decode("ascii", "surrogateescape")
    assert readable(f"「{bare}」") == f"「{word}」"


@pytest.mark.parametrize("text", ["", "plain", "永和县 ①〔2024〕", "çà", "🙂"])
def test_other_texts_stay(text: str) -> None:
    assert readable(text) == text


def test_a_book_with_such_a_name_is_made_and_exported(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("县局".encode("gbk"))
    folder.mkdir()
    book = str(folder / os.fsdecode("账套.budget".encode("gbk")))
    out = str(folder / os.fsdecode("导出".encode("gbk")))
    said = []
    for wish in (
        ["new", book, "--form-set", "yonghe-2024"],
        ["export", book, "--to", out, "--json"],
    ):
        command = [sys.executable, "-m", "budgetdesk", *wish]
        done = subprocess.run(command, capture_output=True, check=False)
        said.append((done.returncode, (done.stdout + done.stderr).decode("utf-8")))
    assert "县局/账套.budget" in said[0][1]
    assert said[0][0] == 0
    assert "程序内部出错" not in str(said)
