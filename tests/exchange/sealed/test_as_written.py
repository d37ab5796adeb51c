"""A package that nobody saved again is known as such; whatever was done to one, it is not."""

import io
import zipfile
from pathlib import Path

from budgetdesk.exchange.sealed.opening import open_package
from budgetdesk.exchange.sealed.uncompressed import uncompressed
from tests.exchange.sealed.conftest import Offices, received, state

_TEXT = "村医的概况"


def _parts(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _written(target: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def test_what_was_sent_is_known_and_its_sheets_are_not_read(offices: Offices) -> None:
    opened = open_package(offices.package)
    assert opened.as_written
    assert opened.sheets == {}
    again = _written(offices.folder / "再压缩.xlsx", _parts(offices.package))
    assert open_package(again).as_written  # the parts count, not how they are packed


def test_no_part_can_change_unseen(offices: Offices) -> None:
    parts = _parts(offices.package)
    *before, sealed = parts
    target = offices.folder / "改.xlsx"
    for name in before:
        opened = open_package(_written(target, {**parts, name: parts[name] + b"\n"}))
        assert not opened.as_written, name
        assert opened.sheets
    rest = {name: content for name, content in parts.items() if name != sealed}
    assert not open_package(_written(target, {sealed: parts[sealed], **rest})).as_written
    assert not open_package(_written(target, {**parts, "xl/more.xml": b"<a/>"})).as_written


def test_a_cell_changed_beside_the_old_hash_is_seen(offices: Offices) -> None:
    parts = _parts(offices.package)
    [form] = [name for name, it in parts.items() if _TEXT.encode() in it and "sheets/" in name]
    changed = parts[form].replace(_TEXT.encode(), "另一段概况".encode())
    package = _written(offices.folder / "改.xlsx", {**parts, form: changed})
    code, [told] = received(offices.bureau, package)
    assert (code, told["outcome"]) == (1, "waits")
    assert [(it["kind"], it["old"], it["new"]) for it in told["edits"]] == [
        ("input", _TEXT, "另一段概况")
    ]


def test_read_or_not_it_is_received_alike(offices: Offices) -> None:
    parts = _parts(offices.package)
    moved = _written(offices.folder / "另存.xlsx", dict(reversed(parts.items())))
    other = offices.new_bureau("另一个局")
    assert received(offices.bureau, offices.package)[0] == received(other, moved)[0] == 0
    assert state(offices.bureau) == state(other)


def test_parts_that_are_inflated_already_make_a_whole_archive() -> None:
    named = {"xl/workbook.xml": b"<a/>" * 9, "目录/表.xml": b"", "[Content_Types].xml": b"\0\xff"}
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    with zipfile.ZipFile(memory) as archive:
        data = uncompressed([(it, archive.read(it)) for it in archive.infolist()])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == named
