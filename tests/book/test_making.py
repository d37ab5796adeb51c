"""A new book stands under its name only when it is whole; what is no file is refused at once."""

import os
import resource
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.errors import BookError, NoFile
from budgetdesk.cli import main
from budgetdesk.exchange import sample
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.importing import import_files
from budgetdesk.exchange.json_file import LARGEST_FILE
from tests.book.content import require_sound

INFO = BookInfo("yonghe-2024", 2024, "永和县 2024")
ROOT = Path(__file__).parents[2]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    short = Path("/tmp") / f"s{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(short))
    short.rename(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


NO_FILES = [fifo, unix_socket, device, folder]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("make", NO_FILES)
@pytest.mark.parametrize("command", ["list", "check", "tables"])
def test_what_is_no_file_is_refused_at_once(
    path: Path, make: "object", command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(path)  # type: ignore[operator]
    assert main([command, str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.timeout(20)
def test_a_pipe_is_no_book(path: Path) -> None:
    fifo(path)
    with pytest.raises(NoFile, match="不是普通文件"):
        Book.open(path)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("make", NO_FILES)
@pytest.mark.parametrize("suffix", [".json", ".csv", ""])
def test_what_is_no_file_is_not_imported(book: Book, make: "object", suffix: str) -> None:
    path = book.path.parent / f"x{suffix}"
    make(path)  # type: ignore[operator]
    with pytest.raises(ImportFault, match=r"不是普通文件|文件夹"):
        import_files(book, (path,))


@pytest.mark.timeout(30)
def test_a_file_that_is_too_large_is_not_read(book: Book) -> None:
    path = book.path.parent / "x.json"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE * 100)
    begun = time.monotonic()
    with pytest.raises(ImportFault, match="64 MB"):
        import_files(book, (path,))
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "[]"),
        ("b.json", "{}"),
        ("c.json", '{"format": "budgetdesk-projects/1", "projects": []}'),
        ("d.csv", "单位,支出功能分类科目,性质,项目,部门经济分类,政府经济分类,来源,年度,金额\n"),
        ("e.json", " [ ] \n"),
        ("f.json", "[[]]"),
        ("g.json", "[{}]"),
        ("h.json", "null"),
        ("i.json", "0"),
    ],
)
def test_a_file_with_nothing_to_import_is_refused(
    path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Book.create(path, INFO).close()
    data = path.read_bytes()
    file = path.parent / name
    file.write_text(text, "utf-8")
    assert main(["import", str(path), str(file)]) == 2
    assert name in capsys.readouterr().err
    assert path.read_bytes() == data


def heading_of(which: str) -> str:
    from budgetdesk.exchange import catalogue_file, ledger_file, revenue_file

    modules = {"ledger": ledger_file, "revenue": revenue_file, "catalogue": catalogue_file}
    text: str = getattr(modules[which], f"{which}_text")(())
    return text


@pytest.mark.parametrize("which", ["ledger", "revenue", "catalogue"])
@pytest.mark.parametrize("more", ["", "\n", "\n\n,,\n"])
def test_a_heading_alone_is_refused(book: Book, which: str, more: str) -> None:
    path = book.path.parent / "x.csv"
    path.write_text(heading_of(which) + more, "utf-8")
    steps = book.undo_steps()
    with pytest.raises(ImportFault, match=r"x\.csv"):
        import_files(book, (path,))
    assert book.undo_steps() == steps


LIMITED = """
import resource, sys
from budgetdesk.cli import main
sys.dont_write_bytecode = True  # Python 3.11 leaves a module that finds no room cut off, for good
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("command", [["new", "--form-set", "yonghe-2024"], ["sample"]])
@pytest.mark.parametrize("room", [0, 4096, 40_000, 150_000])
def test_without_room_nothing_is_left_under_the_name(
    path: Path, command: list[str], room: int
) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (-1, resource.RLIM_INFINITY)
    call = [sys.executable, "-c", LIMITED, str(room), command[0], str(path), *command[1:]]
    ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode == 0:
        with Book.open(path) as made:
            require_sound(made)
        return
    assert ended.returncode == 2
    assert str(path) in ended.stderr
    assert str(os.getpid()) not in ended.stderr
    assert ".new" not in ended.stderr
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_sample_leaves_nothing_under_the_name(path: Path, seed: int) -> None:
    call = [sys.executable, "-m", "budgetdesk", "sample", str(path)]
    child = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
    unfinished = path.with_name(f"{path.name}.{child.pid}.new")
    while not unfinished.exists() and child.poll() is None:
        time.sleep(0.002)
    time.sleep(0.05 * seed)
    child.kill()
    child.wait()
    if path.exists():  # it was quicker
        with Book.open(path) as made:
            require_sound(made)
            assert made.rows("SELECT count(*) FROM project")[0][0] > 50
        return
    sample.create_sample(path)
    with Book.open(path) as made:
        require_sound(made)
    assert [file.name for file in path.parent.iterdir()] == [path.name], "what it left is swept"


def test_a_sample_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ImportFault(Path("x.json"), "坏了")

    monkeypatch.setattr(sample, "import_files", fail)
    with pytest.raises(ImportFault):
        sample.create_sample(path)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_appeared_meanwhile_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetdesk.book import opening

    real = opening._fill

    def slow(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        path.write_text("别人的文件")

    monkeypatch.setattr(opening, "_fill", slow)
    with pytest.raises(BookError, match="已存在"):
        Book.create(path, INFO)
    assert path.read_text() == "别人的文件"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_new_book_can_be_read_as_any_new_file(path: Path) -> None:
    Book.create(path, INFO).close()
    other = path.with_name("x")
    other.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
