"""What is given out is remembered by its book, or not given out, wherever a disk gets full."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from budgetdesk.book.errors import DiskFull
from budgetdesk.book.step import Step
from tests.exchange.register.test_register import register
from tests.exchange.sealed.conftest import Offices, received, run

Deed = tuple[object, ...]
_TO = ("--unit", "甲医院", "--to")


def _submit(offices: Offices, out: Path) -> Deed:
    return "submit", offices.first, "--to", out


def _signed(offices: Offices, out: Path) -> Deed:
    return *_submit(offices, out), "--by", "上报的人"


def _issue(offices: Offices, out: Path) -> Deed:
    return "issue", offices.bureau, "--to", out


def _return(offices: Offices, out: Path) -> Deed:
    return "return", offices.bureau, *_TO, out, "--note", "重报"


def _approve(offices: Offices, out: Path) -> Deed:
    register(offices.bureau, "--accept", "甲医院")
    return "approve", offices.bureau, *_TO, out


def _county(offices: Offices, out: Path) -> Deed:
    register(offices.bureau, "--accept", "甲医院")
    return "submit", offices.bureau, "--to", out, "--county", "141032", "永和县"


@contextmanager
def _full_at(monkeypatch: pytest.MonkeyPatch, nth: int) -> Iterator[list[str]]:
    """The nth write into the book fails; the writes until then."""
    made: list[str] = []

    def failing(name: str, write: Callable[..., object]) -> Callable[..., object]:
        def counted(step: Step, *wish: object) -> object:
            made.append(name)
            if len(made) == nth:
                raise DiskFull(Path("账套.budget"))
            return write(step, *wish)

        return counted

    with monkeypatch.context() as patch:
        for name in ("insert", "update"):
            patch.setattr(Step, name, failing(name, getattr(Step, name)))
        yield made


@pytest.mark.parametrize("deed", [_submit, _signed, _issue, _return, _approve, _county])
def test_a_file_that_cannot_be_remembered_is_taken_back(
    offices: Offices, deed: Callable[[Offices, Path], Deed], monkeypatch: pytest.MonkeyPatch
) -> None:
    received(offices.bureau, offices.package)
    out = offices.folder / "给出的"
    wish = deed(offices, out)
    for nth in range(1, 20):
        with _full_at(monkeypatch, nth) as made:
            code, told, err = run(*wish)
        if len(made) < nth:
            break
        assert (code, told, "磁盘已满" in err) == (2, "", True)
        assert [it for it in out.rglob("*") if it.is_file()] == []
    assert nth > 1
    assert code in (0, 1)
    [file] = out.rglob("*.xlsx")
    assert file.stem.endswith("_v2" if wish[1] == offices.first else "_v1")


def test_of_several_departments_none_is_left_where_one_cannot_be_written(
    bureau: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file finds the disk full."""
    out, replace = bureau.parent / "下", Path.replace
    made: list[Path] = []

    def failing(path: Path, target: Path) -> Path:
        made.append(target)
        if len(made) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    code, told, err = run("issue", bureau, "--to", out)
    assert (code, told, "磁盘空间不足" in err) == (2, "", True)
    assert [*out.iterdir()] == []
    monkeypatch.undo()
    assert run("issue", bureau, "--to", out)[0] == 0
    assert {it.stem[-2:] for it in out.iterdir()} == {"v1"}
