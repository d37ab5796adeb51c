"""While somebody listens at AT-SPI, keys pressed at a busy window do what they do without.

Qt's bridge gives each key to its window a moment later, and shortcuts went before it.
"""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import add_numbered
from budgetdesk.book.read import project_ids
from budgetdesk.forms.loader import load_form_set
from tests.real_window.journal_replay import tells
from tests.real_window.screen import Program, Screen, eventually, program
from tests.real_window.uses import NEXT_FORM

pytestmark = pytest.mark.proof

_ADJUSTMENTS = 3
_STATUS = "string:org.a11y.Status string:IsEnabled variant:boolean:true"
_SET = "--dest=org.a11y.Bus /org/a11y/bus org.freedesktop.DBus.Properties.Set"


@pytest.fixture(scope="module")
def staged(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, its first project with forms of another stage."""
    path = Path(shutil.copy(sample, tmp_path_factory.mktemp("staged") / "示例.budget"))
    with Book.open(path) as book:
        kind = load_form_set(book.info.form_set).dictionary.kinds["adjustment"]
        with book.step("新建调整") as step:
            for number in range(1, _ADJUSTMENTS + 1):
                add_numbered(step, kind, project_ids(book)[0], number)
    return path


@contextmanager
def read(desktop: Screen, book: Path) -> Iterator[Program]:
    """The program with a listener, its first form just asked for."""
    desktop.run("dbus-send", "--session", "--print-reply", *_SET.split(), *_STATUS.split())
    with program(desktop, "open", str(book)) as running:
        listener = running.listen(seconds=600)
        assert listener.stdout is not None
        assert listener.stdout.readline() == "listening\n"
        try:
            yield running
            assert running.alive, running.said()
            assert running.end(signal.SIGTERM) == 0, running.said()
        finally:
            listener.kill()
            listener.communicate()


@pytest.mark.parametrize("time_", range(3))
def test_alt_with_keys_never_gives_the_menu_bar_the_letters(
    desktop: Screen, staged: Path, tmp_path: Path, time_: int
) -> None:
    book = Path(shutil.copy(staged, tmp_path / "书.budget"))
    with read(desktop, book) as running:
        round_ = ["alt+Prior"] * (_ADJUSTMENTS + 1)  # back to where it began
        running.screen.press(NEXT_FORM, *round_, *round_, "ctrl+Home", *f"xv{time_}vi", "Tab")
        eventually(partial(tells, book, f"xv{time_}vi"), what="the letters in the book")


@pytest.mark.parametrize("time_", range(3))
def test_letters_before_a_menu_end_nothing(desktop: Screen, book: Path, time_: int) -> None:
    with read(desktop, book) as running:
        running.screen.press(NEXT_FORM, "ctrl+Home", *f"xcq{time_}", "Tab", "alt+f", "q")
        eventually(partial(tells, book, f"xcq{time_}"), what="the letters in the book")
        eventually(lambda: running.title == "新建下一年度账套", what="what Q stands for")


def test_letters_come_to_the_form_they_were_typed_into(desktop: Screen, book: Path) -> None:
    with read(desktop, book) as running:
        for letters in ("xm1", "xm2", "xm3"):
            running.screen.press(NEXT_FORM, "ctrl+Home", *letters)
        running.screen.press("Tab")
        for letters in ("xm1", "xm2", "xm3"):
            eventually(partial(tells, book, letters), what=letters)


def test_alt_alone_and_with_a_letter_opens_the_menus(desktop: Screen, book: Path) -> None:
    with read(desktop, book) as running:
        running.screen.press(NEXT_FORM, "ctrl+Home")
        for keys in (("alt+h", "a"), ("Alt_L", "h", "a")):
            running.screen.press(*keys)
            eventually(lambda: running.title.startswith("关于"), what=f"the box behind {keys}")
            running.screen.press("Escape")
            eventually(lambda: not running.title.startswith("关于"), what="the window again")
        running.screen.press("Alt_L", "Alt_L", *"xm4", "Tab")
        eventually(partial(tells, book, "xm4"), what="letters behind two Alt in the form")
