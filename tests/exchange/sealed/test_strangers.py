"""Packages from strangers: each is refused in one sentence or told of, and the others go on."""

import shutil
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import Workbook

from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.sealed.envelope import Envelope
from budgetdesk.exchange.sealed.opening import open_package
from tests.exchange.foreign.saved_again import saved_again
from tests.exchange.sealed.conftest import Offices, changed, received, state

_FORMULA = "=SUM(A1:A3)"


def _with_parts(package: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A package with its parts changed; `change` gets name and content of each."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def _with_part(package: Path, target: Path, part: str) -> Path:
    shutil.copyfile(package, target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(part, b"<a/>")
    return target


def _sealed_anew(package: Path, target: Path, envelope: Envelope) -> Path:
    """A package with another payload, its hashes right."""

    def seal(workbook: Workbook) -> None:
        sheet = workbook["_budgetdesk"]
        sheet.delete_rows(1, sheet.max_row)
        for number, line in enumerate(envelope.lines, start=1):
            sheet.cell(number, 1).value = line

    return changed(package, target, seal)


def _entity(name: str, content: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return content
    long = b"<!-- " + b"x" * 5000 + b" -->"
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return content.replace(b"<worksheet", long + declared + b"<worksheet", 1)


def _bomb(package: Path, target: Path) -> Path:
    """A payload that grows beyond all bounds."""
    packed = b64encode(zlib.compress(b" " * (70 * 1024 * 1024), 9)).decode()
    header = open_package(package).envelope.header
    header = replace(header, sha256=sha256(packed.encode()).hexdigest())
    return _sealed_anew(package, target, Envelope(header, packed))


def _nested(package: Path, target: Path) -> Path:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    opened = open_package(package)
    payload = {**opened.payload, "contents": {"projects": deep}}
    return _sealed_anew(package, target, Envelope.of(opened.envelope.header, payload))


def _boxed(package: Path, target: Path) -> Path:
    """A zip within the zip's name."""
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(package, "上报.xlsx")
    return target


def test_hostile_files_are_refused_in_a_sentence_each(offices: Offices) -> None:
    folder, package = offices.folder, offices.package
    files = {
        _with_parts(package, folder / "实体.xlsx", _entity): "DOCTYPE",
        _bomb(package, folder / "炸弹.xlsx"): "过大",
        _nested(package, folder / "套.xlsx"): "上报文件的内容",
        _boxed(package, folder / "盒.xlsx"): "是压缩包",
    }
    code, told = received(offices.bureau, *files, package)
    assert (code, [it["outcome"] for it in told]) == (2, ["refused"] * 4 + ["taken"])
    for (path, words), it in zip(files.items(), told, strict=False):
        assert path.name in it["sentence"]
        assert words in it["sentence"]
        assert "\n" not in it["sentence"]
    assert state(offices.bureau) == state(offices.first)


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_workbook_that_was_cut_is_read_or_refused(offices: Offices) -> None:
    """However its reader ends: it panics on some."""
    whole = saved_again(offices.package, "xls", offices.folder).read_bytes()
    path, told = offices.folder / "坏.xls", []
    for end in (*range(9, 65, 5), *range(700, len(whole), len(whole) // 60)):
        path.write_bytes(whole[:end])
        try:
            open_package(path)
        except ImportFault as fault:
            told.append(str(fault))
    assert len(told) > 30
    assert all(path.name in it and "\n" not in it for it in told)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/externalLinks/externalLink1.xml", "外部链接（没有读取）"),
        ("xl/vbaProject.bin", "宏（没有运行）"),
        ("xl/drawings/drawing9.xml", "文本框或图形（没有读取）"),
        ("xl/media/image1.png", "图片（没有读取）"),
    ],
)
def test_what_is_no_cell_is_told_of_and_left(offices: Offices, part: str, words: str) -> None:
    hand = _with_part(offices.package, offices.folder / "加.xlsx", part)
    code, [told] = received(offices.bureau, hand)
    assert (code, told["warnings"]) == (0, [f"文件中有{words}。"])
    assert state(offices.bureau) == state(offices.first)


def test_a_formula_without_a_value_is_shown_and_never_taken(offices: Offices) -> None:
    def type_in(workbook: Any) -> None:
        [cell] = [it for row in workbook["村医"].iter_rows() for it in row if it.value == "≥10人"][
            :1
        ]
        cell.value = _FORMULA

    hand = changed(offices.package, offices.folder / "公式.xlsx", type_in)
    before = state(offices.bureau)
    code, [told] = received(offices.bureau, hand)
    assert (code, [it["new"] for it in told["edits"]]) == (1, [_FORMULA])
    code, [told] = received(offices.bureau, hand, "--hand-edits", "take")
    assert (code, told["outcome"]) == (1, "waits")
    assert any("是公式" in it for it in told["warnings"])
    assert state(offices.bureau) == before
    assert received(offices.bureau, hand, "--hand-edits", "leave")[0] == 0


_JUNK: tuple[Any, ...] = (
    None, "", 0, -1, 1.5, True, [], {}, [None], [[]], {"uuid": 1}, "x" * 40, 10**30, "\x00", [{}],
)  # fmt: skip


def _paths(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    found = [path] if path else []
    for key, value in inner:
        here = (*path, key)
        found += _paths(value, here) if isinstance(value, dict | list) else [here]
    return found


@pytest.mark.parametrize("count", [6, pytest.param(300, marks=pytest.mark.proof)])
def test_payloads_of_any_content_change_all_or_nothing(offices: Offices, count: int) -> None:
    """Anybody can reckon the hashes: what is sealed right may still be no contents."""
    opened = open_package(offices.package)
    parts = [it for it in _paths(opened.payload) if it[0] in ("contents", "sheets", "history")]
    before = state(offices.bureau)
    for seed in range(count):
        chance, payload = Random(seed), deepcopy(opened.payload)
        *way, last = chance.choice(parts)
        inner = payload
        for key in way:
            inner = inner[key]
        inner[last] = chance.choice(_JUNK)
        envelope = Envelope.of(opened.envelope.header, payload)
        file = _sealed_anew(offices.package, offices.folder / "怪.xlsx", envelope)
        book = Path(shutil.copyfile(offices.bureau, offices.folder / "收.budget"))
        code, [told] = received(book, file, "--hand-edits", "leave")
        assert code == (2 if told["outcome"] == "refused" else 0)
        assert (told["outcome"] == "taken") or state(book) == before


@pytest.mark.parametrize(("program", "words"), [("99.0.1", "请先更新程序"), ("0.0.9", "重新发来")])
def test_what_a_newer_program_adds_asks_for_that_program(
    offices: Offices, program: str, words: str
) -> None:
    opened = open_package(offices.package)
    contents = {**opened.payload["contents"], "staffing": []}
    payload = {**opened.payload, "contents": contents}
    envelope = Envelope.of(replace(opened.envelope.header, program=program), payload)
    file = _sealed_anew(offices.package, offices.folder / "新.xlsx", envelope)
    code, [told] = received(offices.bureau, file)
    assert (code, words in told["sentence"]) == (2, True)
    assert state(offices.bureau) == {}
