"""A day at the bureau's desk by keys alone, on a real screen: 下发 to 汇总上报 and the city."""

import json
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_department, add_project, add_unit
from budgetdesk.book.read import projects, units
from budgetdesk.domain.records import Department, Unit
from tests.exchange.sealed.conftest import edit, new_book, project_of, received, run, submitted
from tests.real_window.screen import Program, Screen, eventually, program

pytestmark = pytest.mark.proof

_NAMES = ("甲医院", "乙医院", "丙医院", "丁医院", "戊医院")
_BUREAU = "永和县卫生健康和体育局"


@pytest.fixture
def bureau(tmp_path: Path) -> Path:
    """A book that knows the units and nothing else."""
    path = new_book(tmp_path / "局.budget")
    with Book.open(path) as book, book.step("建") as step:
        home = Department("202", _BUREAU, add_department(step, Department("202", _BUREAU)))
        for name in _NAMES:
            add_unit(step, Unit(name, home))
    return path


def states(book: Path) -> list[str]:
    """Where the units stand, as another process reads it."""
    code, out, err = run("desk", book, "--json")
    assert code == 0, err
    return [it["state"] for it in json.loads(out)["units"]]


def come(book: Path, *wanted: str) -> None:
    """Wait until the units stand so."""
    eventually(lambda: states(book) == [*wanted], 60, f"{wanted}, not {states(book)}")


def command(running: Program, letter: str, title: str) -> None:
    """Choose from the menu 文件, and wait for the dialog."""
    running.screen.press("alt+f", letter)
    eventually(lambda: title in running.title, what=f"{title}, not {running.title}")


def back(running: Program) -> None:
    """Wait until the window itself is in front again."""
    eventually(lambda: "预算台" in running.title, 60, f"the window, not {running.title}")


def paste(screen: Screen, text: str) -> None:
    """Bring a Chinese text into the field that has the focus."""
    screen.copy(text)
    screen.press("ctrl+v")
    time.sleep(0.2)


def receive(running: Program, paths: Sequence[Path]) -> None:
    """收数 of files, whose names are typed; what may be taken is taken."""
    command(running, "l", "收数")
    paste(running.screen, " ".join(f'"{it}"' for it in paths))
    running.screen.press("Return")
    time.sleep(2)
    eventually(lambda: running.title == "收数", 60, f"the files looked at, not {running.title}")


def register(running: Program, *keys: str) -> None:
    """收报登记, and keys in it."""
    command(running, "w", "收报登记")
    running.screen.press(*keys)


def tabs(count: int) -> list[str]:
    """So many times to the next widget that is on."""
    return ["Tab"] * count


def written(screen: Screen, pattern: str, count: int = 1) -> list[Path]:
    """Files that the program wrote where it proposes to."""
    home = screen.folder / "home"
    eventually(lambda: len([*home.rglob(pattern)]) == count, 60, f"{count} of {pattern}")
    time.sleep(0.5)
    return sorted(home.rglob(pattern))


def fill_in(folder: Path, issued: Path) -> list[Path]:
    """Each unit makes its book of what was issued, writes a project and sends."""
    for name in _NAMES:
        code, _, err = run("new", folder / f"{name}.budget", "--from", issued, "--unit", name)
        assert code == 0, err
        with Book.open(folder / f"{name}.budget") as book, book.step("填") as step:
            add_project(step, project_of(units(book)[0], f"{name}设备"))
    return [submitted(folder / f"{name}.budget", folder / "收" / name) for name in _NAMES]


def answer(folder: Path, returned: Sequence[Path]) -> list[Path]:
    """The two units take what came back and send again; the first also from another computer."""
    first, second, other = (folder / f"{name}.budget" for name in (*_NAMES[:2], "另一台"))
    for book, file in zip((first, second), returned, strict=True):
        assert received(book, file)[0] == 0
    other.write_bytes(first.read_bytes())
    edit(first, "甲医院设备", "plan", "一季度招标，二季度安装")
    edit(second, "乙医院设备", "plan", "暑期集中采购")
    edit(other, "甲医院设备", "plan", _LATEST)
    return [submitted(it, folder / "收" / f"又 {it.stem}") for it in (first, second, other)]


_LATEST = "上半年招标，下半年安装"


def plan(book: Path) -> str:
    """What the bureau's book has of the project that two computers wrote."""
    with Book.open(book, read_only=True) as read:
        return next(it.plan for it in projects(read) if it.name == "甲医院设备")


def give_back(running: Program) -> list[Path]:
    """退回 of the first two units."""
    register(running, "shift+Down", "Tab")
    paste(running.screen, "计划太简略")
    running.screen.press(*tabs(2), "space")
    eventually(lambda: running.title == "退回", what=f"退回, not {running.title}")
    running.screen.press("Return")
    returned = written(running.screen, "退回_*.xlsx", 2)
    back(running)
    return sorted(returned, key=lambda it: "乙" in it.name)


def accept_sum_and_approve(running: Program, bureau: Path) -> None:
    """验收, 汇总 and 批复 of all units, without leaving the register before the last."""
    register(running, "ctrl+a", *tabs(4), "space")
    come(bureau, *["accepted"] * 5)
    running.screen.press(*tabs(7), "space")  # from the list on
    eventually(lambda: consolidated(bureau), what="汇总")
    running.screen.press(*["shift+Tab"] * 5, "space")
    eventually(lambda: running.title == "批复到文件夹", what=f"a folder, not {running.title}")
    running.screen.press("Return")
    come(bureau, *["approved"] * 5)
    back(running)


def consolidated(bureau: Path) -> bool:
    """Whether the sums were put together."""
    return json.loads(run("desk", bureau, "--json")[1])["consolidated"] is not None


def pass_on(running: Program) -> Path:
    """汇总上报 of the county."""
    register(running, *tabs(8), "space")
    eventually(lambda: running.title == "汇总上报", what=f"汇总上报, not {running.title}")
    running.screen.type_text("141032")
    running.screen.press("Tab")
    paste(running.screen, "永和县")
    running.screen.press("Return")
    [made] = written(running.screen, "汇总上报_*.xlsx")
    back(running)
    return made


def test_a_day_by_keys(desktop: Screen, bureau: Path, tmp_path: Path) -> None:
    with program(desktop, "open", str(bureau)) as running:
        register(running, *tabs(4), "space")  # past the note and 核减核增 to 下发
        eventually(lambda: running.title == "下发", what=f"下发, not {running.title}")
        running.screen.press("Return")
        [issued] = written(desktop, "下发_*.xlsx")
        back(running)
        receive(running, fill_in(tmp_path, issued))
        running.screen.press("Return")
        come(bureau, *["sent"] * 5)
        back(running)

        *again, other = answer(tmp_path, give_back(running))
        receive(running, again)
        running.screen.press("Return")
        come(bureau, *["resent"] * 2, *["sent"] * 3)
        back(running)
        receive(running, [other])
        running.screen.press("Tab", "Tab", "Down", "Down", "Return")  # 取文件的
        eventually(lambda: plan(bureau) == _LATEST, what=plan(bureau))
        back(running)

        accept_sum_and_approve(running, bureau)
        made = pass_on(running)
        assert running.end(signal.SIGTERM) == 0, running.said()
    city = new_book(tmp_path / "市.budget")
    with program(desktop, "open", str(city)) as running:
        receive(running, [made])
        running.screen.press("Return")
        come(city, *["sent"] * 5)
        assert running.end(signal.SIGTERM) == 0, running.said()
