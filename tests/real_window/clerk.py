"""A clerk at work: things done with keys and mouse, in an order that a seed decides."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from budgetdesk.desktop.window.commands import COMMANDS, MENUS
from tests.real_window.journal_replay import count, tells
from tests.real_window.pinyin import InputMethod
from tests.real_window.screen import Program, Screen
from tests.real_window.uses import LEDGER, NEXT_FORM, TABLES

_TEXTS = (
    *("12", "3.5", "0", "1,200.50", "-4", "=12*3", "abc", "95%", "2024年", "≥98%", " "),
    *(
        "项目按进度完成率",
        "《中华人民共和国预算法》",
        "一\n二\n三",
        "很长的一段话，" * 60,
        "张三 👩‍🌾 e\u0301",
    ),
)
_TABLES = (
    "数量指标\t修建道路\t≥\t12\t公里\n质量指标\t验收合格率\t≥\t98\t%\n",
    "1\t2\t3\n4\t5\t6\n7\t8\t9\n",
    "2080501\t30101\t工资福利支出\t120000.00\n2080505\t30108\t社会保障\t24,000\n",
    "甲\n乙\n丙\n丁\n",
    "\t".join(map(str, range(40))) + "\n",
)
_PINYIN = ("nihao", "yusuan", "xiangmu", "zhibiao", "wancheng", "caizheng", "jixiao")
_MOVES = (
    *("Tab", "shift+Tab", "Return", "shift+Return", "Up", "Down", "Left", "Right", "Home", "End"),
    *("Prior", "Next", "ctrl+Home", "ctrl+End", "ctrl+Down", "shift+Down", "shift+Right"),
)
# Boxes that are opened, looked at with keys and given up.
_BOXES = (
    *("submit", "receive", "receive_folder", "register", "import_files", "review_forms"),
    *("remarks", "payments", "codes", "export", "print", "replace", "library", "check_settings"),
    *("new_unit", "new_department", "new_project", "properties", "copy_to_unit", "move_to_unit"),
    *("new_of_stage", "against_list", "findings_xlsx", "findings_pdf", "back_up", "save_as"),
    *("new_book", "open_book", "next_year", "manual", "keys", "about", "list_tabs"),
)
_PAGES = (
    *("open_ledger", "own_ledger", "open_tables", "open_life_line", "open_disclosure"),
    *("open_overall", "open_livelihood", "review_sheets", "preview_tables", "preview"),
)
_EXPORT = "导出"
_PATIENCE = 2.0
_MOST_UNDONE = 60
_AT_TARGETS = ("shift+Tab", "shift+Tab", "Home")  # from the filter to the first of the stages
_AGAIN = 6  # tries to bring the window to where something is surely written


@dataclass(frozen=True, slots=True)
class Action:
    """Something a clerk does, and how often beside the others."""

    name: str
    often: int
    do: Callable[["Clerk"], object]


class Clerk:
    """Works in a window; what it did stands in a log that a person can follow.

    `sure` are words that were seen to come into the book.
    """

    def __init__(
        self,
        running: Program,
        book: Path,
        chance: random.Random,
        log: TextIO,
        chinese: InputMethod,
    ) -> None:
        self.running = running
        self.screen: Screen = running.screen
        self.book = book
        self.chance = chance
        self.log = log
        self.chinese = chinese
        self.done = 0
        self.sure: list[str] = []
        self._started = time.monotonic()

    def act(self) -> None:
        """One more action.

        Raises:
            AssertionError: the program is gone, or said something on its terminal.
        """
        [action] = self.chance.choices(ACTIONS, [action.often for action in ACTIONS])
        self.note(action.name)
        self.done += 1
        if not self.in_front or self.chance.random() < 0.2:
            self.settle()
        action.do(self)
        ended, said = self.running.process.poll(), complaints(self.running)
        assert (ended, said) == (None, []), f"after {action.name}: {said}"

    def look_round(self) -> None:
        """Open every page and box once, and do everything else once too."""
        for name in (*_PAGES, *_BOXES):
            self.settle()
            if self.command(name):
                self.away()
        for action in ACTIONS:
            self.settle()
            action.do(self)
        self.settle()

    def note(self, what: str) -> None:
        """Write a line into the log."""
        seconds = time.monotonic() - self._started
        print(f"{seconds:7.1f} {self.done:5} {what}", file=self.log, flush=True)

    def press(self, *keys: str) -> None:
        """Press keys, and have the log say which."""
        if keys:
            self.note(f"    {' '.join(keys)}")
            self.screen.press(*keys)

    def paste(self, text: str) -> None:
        """Put a text on the clipboard as another program does, and paste it."""
        self.screen.copy(text)
        self.note(f"    clipboard {text[:60]!r}")
        self.press("ctrl+v")

    @property
    def in_front(self) -> bool:
        """Whether the window itself has the focus, no box and no other program."""
        return self._front() == self.running.window

    def away(self) -> bool:
        """Whether a box comes to the front, for which a busy machine has a few seconds."""
        end = time.monotonic() + _PATIENCE
        while self.in_front and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(0.3)
        return not self.in_front

    def _front(self) -> str:
        """The window that has the focus; "" when none has it."""
        number = self.screen.run("xprop", "-root", "-notype", "_NET_ACTIVE_WINDOW").split()[-1]
        return str(int(number, 16)) if number not in ("0x0", "found.") else ""

    def settle(self) -> None:
        """Close menus and boxes until the window itself is in front.

        Raises:
            AssertionError: another one stays there.
        """
        self.press("Escape", "Escape")
        for tried in range(20):
            front = self._front()
            if front == self.running.window:
                return
            if not front:
                self.screen.run("xdotool", "windowactivate", self.running.window)
            elif tried % 8 < 7:
                self.press("Escape")
            else:  # a window beside the main one, such as the manual, is closed by its frame
                time.sleep(1)  # on a busy machine Escape may only be on its way
                if self._front() == front:
                    self.press("alt+F4")
            time.sleep(0.3)
        raise AssertionError(f"{self.running.title!r} stays in front: {self.running.said()}")

    def command(self, name: str) -> bool:
        """Choose a command in its menu, as its underlined letters say; whether it has one."""
        letters = _LETTERS.get(name)
        if letters is None:
            return False
        self.note(f"    {name}")
        self.press(f"alt+{letters[0]}")
        time.sleep(0.1)
        self.press(letters[1])
        return True

    def pinyin(self, on: bool) -> None:
        """Turn the input method to Chinese, or to letters."""
        self.chinese.switch(self.screen, on)

    def write_surely(self) -> None:
        """Give a project a name that is new to the book, and see that it comes there.

        Every other one ends in Chinese.

        Raises:
            AssertionError: it does not, however often it is tried.
        """
        self.pinyin(False)
        self._come_home()
        self._bring_back()
        for tried in range(_AGAIN):
            words = f"xm{self.done}v{tried}v{len(self.sure)}"
            self.settle()
            # A filter may leave no project to go to, and a stage shows other forms. In a list the
            # first Ctrl+F goes to the list's own filter.
            self.press("ctrl+f", "ctrl+f", "ctrl+a", "BackSpace", *_AT_TARGETS)
            self.press("ctrl+Prior" if tried % 2 else NEXT_FORM)  # there is none behind the last
            time.sleep(1 + tried)
            # A project that is open already has the form of its tab in front, of whatever stage.
            self.press(*["alt+Prior"] * tried, "ctrl+Home")
            self.note(f"    {words}")
            self.screen.type_text(words)
            words += self._chinese_end()
            self.press("Tab")
            if self._comes(words, 8 if tried + 1 < _AGAIN else 40):
                self.sure.append(words)
                return
        self.screen.picture(self.book.with_suffix(".png"))
        raise AssertionError(f"typed and not written; it said: {self.running.said()}")

    def _chinese_end(self) -> str:
        """Type it, if it is its turn; its characters."""
        if len(self.sure) % 2:
            return ""
        self.pinyin(True)
        self.press(*"nihao", "space")
        self.pinyin(False)
        return "你好"

    def _come_home(self) -> None:
        """Open the clerk's own book again, where a box came so late that Return made another."""
        self.settle()
        if self.book.name in self.screen.run("xdotool", "getwindowname", self.running.window):
            return
        self.note("    another book was made and opened")
        self.press("ctrl+o")
        time.sleep(2)
        self.screen.copy(str(self.book))
        self.press("ctrl+a", "ctrl+v", "Return")
        time.sleep(3)

    def _bring_back(self) -> None:
        """Undo until there are projects again, where all were deleted with their department.

        Raises:
            AssertionError: that does not bring them back.
        """
        for _ in range(_MOST_UNDONE):
            if count(self.book, "project"):
                return
            self.settle()
            self.command("undo")
            time.sleep(0.5)
        raise AssertionError(f"undone and not back; it said: {self.running.said()}")

    def _comes(self, words: str, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not tells(self.book, words):
            if time.monotonic() > end or not self.running.alive:
                return False
            time.sleep(0.1)
        return True

    def point(self) -> tuple[str, str]:
        """Anywhere in the window below the menus."""
        command = ("xdotool", "getwindowgeometry", "--shell", self.running.window)
        told = dict(line.split("=") for line in self.screen.run(*command).splitlines())
        x, y, wide, high = (int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return str(x + self.chance.randrange(wide)), str(y + self.chance.randrange(50, high))


# A reader was slow to answer a key, or answers one that was not waited for any more; this desktop
# has no file browser that could show a folder; another program copied in the same moment.
_NO_FAULTS = (
    *("QSpiApplication::keyEvent", "QSpiApplication::notifyKeyboardListenerCallback"),
    *("Unable to detect a launcher for 'file://", "Cannot set X11 selection owner"),
)


def complaints(running: Program) -> list[str]:
    """What Python or Qt said on the terminal of faults."""
    lines = running.said().splitlines()
    return [line for line in lines if line.strip() and not any(said in line for said in _NO_FAULTS)]


def _type_letters(clerk: Clerk) -> None:
    clerk.pinyin(False)
    clerk.screen.type_text(clerk.chance.choice(("12", "3.5", "abc", "=1", "2,000", "98%")))
    clerk.press(clerk.chance.choice(("Tab", "Return", "Down", "Escape")))


def _type_chinese(clerk: Clerk) -> None:
    clerk.pinyin(True)
    clerk.screen.type_text(clerk.chance.choice(_PINYIN))
    clerk.press(clerk.chance.choice(("space", "1", "Return", "Escape", "BackSpace")))
    clerk.press(clerk.chance.choice(("Tab", "Return", "Down", "Escape", "ctrl+Next")))


def _filter(clerk: Clerk) -> None:
    clerk.press("ctrl+f")
    clerk.pinyin(clerk.chance.random() < 0.5)
    clerk.screen.type_text(clerk.chance.choice(_PINYIN))
    clerk.press("space", "BackSpace", clerk.chance.choice(("Return", "Down", "Escape")))
    if clerk.chance.random() < 0.8:
        clerk.press("ctrl+f", "ctrl+a", "BackSpace", "Escape")


def _paste_text(clerk: Clerk) -> None:
    clerk.paste(clerk.chance.choice(_TEXTS))
    clerk.press(clerk.chance.choice(("Tab", "Return", "Escape")))


def _paste_table(clerk: Clerk) -> None:
    if clerk.chance.random() < 0.4:
        clerk.press(clerk.chance.choice((NEXT_FORM, LEDGER)))
    clerk.paste(clerk.chance.choice(_TABLES))
    time.sleep(0.5)
    clerk.press(clerk.chance.choice(("Return", "Escape", "ctrl+Return")))


def _move(clerk: Clerk) -> None:
    clerk.press(*clerk.chance.choices(_MOVES, k=clerk.chance.randrange(1, 8)))


def _copy(clerk: Clerk) -> None:
    keys = ("shift+Down", "shift+Right", "ctrl+c", "ctrl+x", "ctrl+d", "Delete", "ctrl+a")
    clerk.press(*clerk.chance.choices(keys, k=3))


def _undo(clerk: Clerk) -> None:
    clerk.press(*["ctrl+z"] * clerk.chance.randrange(1, 6))
    clerk.press(*["ctrl+y"] * clerk.chance.randrange(4))


def _next_form(clerk: Clerk) -> None:
    clerk.press(clerk.chance.choice((NEXT_FORM, "ctrl+Prior", "alt+Next", "alt+Prior")))


def _page(clerk: Clerk) -> None:
    clerk.command(clerk.chance.choice(_PAGES))
    time.sleep(0.5)
    clerk.press(*clerk.chance.choices(("Tab", "Down", "Next", "alt+Next", "ctrl+2", "F6"), k=2))


def _tree(clerk: Clerk) -> None:
    """To any line of the tree: a project, or the overview of a unit or department."""
    clerk.press("ctrl+f", "Tab", *clerk.chance.choices(("Home", "Up", "Down", "Next"), k=3))
    clerk.press("Return")


def _findings(clerk: Clerk) -> None:
    clerk.press(clerk.chance.choice(("F5", "F8", "shift+F8", "ctrl+alt+3", "F7", "F6")))


def _panes(clerk: Clerk) -> None:
    clerk.press(clerk.chance.choice(("ctrl+alt+1", "ctrl+alt+2", "ctrl+alt+3", "F6")))


def _preview(clerk: Clerk) -> None:
    clerk.press("ctrl+shift+p")
    time.sleep(1)
    clerk.press(*clerk.chance.choices(("Next", "Prior", "End", "Home", "Down"), k=3))
    clerk.press("ctrl+w")


def _box(clerk: Clerk) -> None:
    if not clerk.command(clerk.chance.choice(_BOXES)):
        return
    if clerk.away():
        clerk.press(*clerk.chance.choices(("Tab", "Down", "Up", "shift+Tab", "Right"), k=4))
    clerk.settle()


def _export(clerk: Clerk) -> None:
    clerk.press("ctrl+e")
    if clerk.away() and clerk.running.title == _EXPORT:
        clerk.press("Return")
        time.sleep(2)
    clerk.settle()


def _zoom(clerk: Clerk) -> None:
    clerk.press(clerk.chance.choice(("ctrl+alt+equal", "ctrl+alt+minus", "ctrl+0")))


def _tabs(clerk: Clerk) -> None:
    clerk.press(clerk.chance.choice(("ctrl+Tab", "ctrl+shift+Tab", "ctrl+w", "ctrl+w", TABLES)))


def _click(clerk: Clerk) -> None:
    twice = clerk.chance.random() < 0.3
    where = clerk.point()
    clerk.note(f"    click {where} {'twice' if twice else ''}")
    times = ("--repeat", "2") if twice else ()
    clerk.screen.run("xdotool", "mousemove", *where, "click", *times, "1")


def _context_menu(clerk: Clerk) -> None:
    where = clerk.point()
    clerk.note(f"    context menu {where}")
    clerk.screen.run("xdotool", "mousemove", *where, "click", "3")
    time.sleep(0.2)
    clerk.press("Down", "Down", "Escape", "Escape")


def _wheel(clerk: Clerk) -> None:
    button = clerk.chance.choice(("4", "5"))
    where = clerk.point()
    clerk.note(f"    wheel {button} {where}")
    clerk.screen.run("xdotool", "mousemove", *where, "click", "--repeat", "6", button)


def _drag(clerk: Clerk) -> None:
    start, end = clerk.point(), clerk.point()
    clerk.note(f"    drag {start} {end}")
    clerk.screen.run(
        *("xdotool", "mousemove", *start, "mousedown", "1", "mousemove", *end, "mouseup", "1")
    )


def _size(clerk: Clerk) -> None:
    size = clerk.chance.choice((("1366", "740"), ("1024", "640"), ("1280", "700")))
    clerk.note(f"    size {size}")
    clerk.screen.run("xdotool", "windowsize", clerk.running.window, *size)


def _letters() -> Iterator[tuple[str, tuple[str, str]]]:
    texts = {command.name: command.text for command in COMMANDS}
    for title, names in MENUS:
        for name in names:
            if "(&" in texts.get(name, ""):
                yield name, (_underlined(title), _underlined(texts[name]))


def _underlined(text: str) -> str:
    return text[text.index("(&") + 2].lower()


_LETTERS = dict(_letters())

ACTIONS = (
    Action("letters", 12, _type_letters),
    Action("Chinese", 10, _type_chinese),
    Action("filter", 4, _filter),
    Action("paste a text", 6, _paste_text),
    Action("paste a table", 5, _paste_table),
    Action("move", 12, _move),
    Action("copy", 5, _copy),
    Action("undo", 7, _undo),
    Action("another form", 8, _next_form),
    Action("a page", 5, _page),
    Action("a line of the tree", 4, _tree),
    Action("findings", 4, _findings),
    Action("panes", 2, _panes),
    Action("preview", 2, _preview),
    Action("a box", 6, _box),
    Action("export", 1, _export),
    Action("zoom", 3, _zoom),
    Action("tabs", 5, _tabs),
    Action("click", 8, _click),
    Action("context menu", 3, _context_menu),
    Action("wheel", 3, _wheel),
    Action("drag", 2, _drag),
    Action("size", 1, _size),
)
