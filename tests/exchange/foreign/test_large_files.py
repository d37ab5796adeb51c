"""Large files tell how far they are and can be stopped anywhere; the book is as before then."""

import signal
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk import cli
from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.domain.progress import Cancelled, Progress
from budgetdesk.exchange.foreign_file import sources_in
from budgetdesk.exchange.importing import code_lists_in, import_files
from tests.exchange.conftest import state_of
from tests.exchange.foreign.large_files import LARGE, WRITERS

State = Callable[[Book], Any]
Told = list[tuple[int, int]]
_FORMS = 4
_MOST = 300 * 2**20  # bytes of Python's own objects


def watching(told: Told, stop: int = -1) -> Progress:
    """Notes what is told, and gives up at the call of that number."""

    def watch(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) - 1 == stop:
            raise Cancelled

    return watch


@pytest.mark.parametrize("name", WRITERS)
def test_reading_can_be_stopped_anywhere_and_leaves_the_book_as_it_was(
    name: str, book: Book, folder: Path, state: State
) -> None:
    path = folder / name
    WRITERS[name](path, _FORMS)
    told: Told = []
    import_files(book, [path], progress=watching(told), dry_run=True)
    assert all(0 <= done <= total for done, total in told)
    assert len(told) > 2 * _FORMS
    before = state(book)
    for stop in {*range(0, len(told), 1 + len(told) // 6), len(told) - 1}:
        with pytest.raises(Cancelled):
            import_files(book, [path], progress=watching([], stop))
        assert state(book) == before
    import_files(book, [path])
    assert len(projects(book)) == _FORMS


@pytest.mark.parametrize("name", WRITERS)
def test_the_look_before_an_import_is_told_of_and_can_be_stopped(
    name: str, book: Book, folder: Path
) -> None:
    path = folder / name
    WRITERS[name](path, _FORMS)
    told: Told = []
    sources_in(book, [path], watching(told))
    ((rows, _),) = Counter(total for _, total in told).most_common(1)
    read = [done for done, total in told if total == rows]
    assert len(read) >= _FORMS, "each form when it is looked for"
    assert read == sorted(read)
    with pytest.raises(Cancelled):
        sources_in(book, [path], watching([], len(told) // 2))


def test_the_look_for_lists_of_codes_can_be_stopped_at_each_sheet(book: Book, folder: Path) -> None:
    WRITERS["表.xlsx"](folder / "表.xlsx", _FORMS)
    told: Told = []
    code_lists_in(book, [folder / "表.xlsx"], watching(told))
    assert told == [(number, _FORMS) for number in range(_FORMS)]
    with pytest.raises(Cancelled):
        code_lists_in(book, [folder / "表.xlsx"], watching([], 2))


@pytest.mark.parametrize("name", WRITERS)
def test_ctrl_c_ends_an_import_in_one_sentence(
    name: str,
    book: Book,
    folder: Path,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    WRITERS[name](folder / name, _FORMS)
    before, path = state(book), book.path
    book.close()
    calls = iter(range(15))

    def watch(_done: int, _total: int) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(cli, "progress_of", lambda _what: watch)
    assert cli.main(["import", str(path), str(folder / name)]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("已中断，没有完成的部分没有写入。")
    with Book.open(path) as again:
        assert not again.notes
        assert state(again) == before


# Files as large as they come.


@pytest.fixture(scope="module", params=LARGE)
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("大") / request.param
    write, count = LARGE[request.param]
    write(path, count)
    return path


@pytest.mark.proof
def test_a_large_file_tells_how_far_it_is_and_takes_little_room(large: Path, book: Book) -> None:
    told: Told = []
    tracemalloc.start()
    import_files(book, [large], progress=watching(told))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = LARGE[large.name][1]
    assert len(projects(book)) == count
    assert len(told) > 10 * count
    assert most < _MOST


def _interrupted(book: Path, large: Path) -> list[str]:
    """What the program says that is interrupted soon after it opened the book."""
    call = [sys.executable, "-m", "budgetdesk", "import", str(book), str(large)]
    at_rest = {*book.parent.iterdir()}
    running = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    while {*book.parent.iterdir()} == at_rest and running.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2, said
    return said.splitlines()


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="a process there is sent no Ctrl+C")
def test_ctrl_c_ends_the_reading_of_a_large_file(large: Path, book: Book) -> None:
    before, path = state_of(book), book.path
    book.close()
    (said,) = _interrupted(path, large)
    assert said.endswith("已中断，没有完成的部分没有写入。")
    with Book.open(path) as again:
        assert state_of(again) == before
