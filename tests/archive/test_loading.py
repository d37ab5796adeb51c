"""A file comes in wholly, once, or not at all."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.archive.columns import tables
from budgetdesk.archive.loading import Loaded, LoadedFile, load_files
from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.exchange.sealed.envelope import Envelope, Payload
from tests.archive.conftest import Ask
from tests.archive.packages import PackageMaker, write_package
from tests.exchange.sealed.conftest import edit, run


def counts(ask: Ask) -> dict[str, int]:
    """The rows of every table that is filled for a version."""
    names = ["version", "sealed", *(table.name for table in tables())]
    return {it: int(str(ask(f"SELECT count(*) FROM budgetdesk.{it}")[0][0])) for it in names}


def outcomes(files: list[LoadedFile]) -> list[str]:
    return [it.outcome.value for it in files]


def test_a_file_comes_in_once(archive: str, ask: Ask, tmp_path: Path, sample_book: Path) -> None:
    package = write_package(tmp_path / "甲 乙.xlsx", PackageMaker(1).envelope("卫生院", 3))
    copy = tmp_path / "另存.xlsx"
    copy.write_bytes(package.read_bytes())
    assert outcomes(load_files(archive, [package, sample_book])) == ["taken", "taken"]
    before = counts(ask)
    assert before["version"] == before["sealed"] == 7
    assert (before["project"], before["indicator"]) == (3 + 66, 3 * 8 + 932)
    again = load_files(archive, [sample_book, copy, package])
    assert outcomes(again) == ["known", "known", "known"]
    assert counts(ask) == before


def test_a_book_that_goes_back_counts_as_it_is_now(
    archive: str, ask: Ask, tmp_path: Path, put_sample: Callable[[Path], Path]
) -> None:
    path = put_sample(tmp_path / "甲.budget")
    goal = (
        "SELECT p.overview FROM budgetdesk.project AS p JOIN budgetdesk_newest.version AS v "
        "ON v.id = p.version_id WHERE p.name = %s"
    )
    with Book.open(path, read_only=True) as book:
        one = projects(book)[0]
    for text in (one.overview, "改过的概况", one.overview):
        edit(path, one.name, "overview", text)
        assert outcomes(load_files(archive, [path, path])) == ["taken", "known"]
        assert ask(goal, one.name) == [(text,)]
    assert counts(ask)["version"] == 6 + 2


def test_what_is_sealed_is_kept_as_it_came(archive: str, ask: Ask, tmp_path: Path) -> None:
    from base64 import b64encode

    from budgetdesk.exchange.sealed.envelope import kept_envelope

    envelope = PackageMaker(1).envelope("卫生院", 2)
    load_files(archive, [write_package(tmp_path / "a.xlsx", envelope)])
    [(header, payload)] = ask("SELECT header, payload FROM budgetdesk.sealed")
    assert isinstance(payload, bytes)
    kept = kept_envelope(str(header), b64encode(payload).decode())
    assert kept == envelope
    assert kept.opened() == envelope.opened()


ODD_TEXTS = (
    "\\N",
    "\\.",
    "\t",
    "a\nb\r\nc\r",
    "\\\t\\",
    "\x01\x02\x03\x7f",
    "",
    "'=1",
    "a\u2028b😀",
)


def test_whatever_a_text_holds_is_kept_as_it_is(archive: str, ask: Ask, tmp_path: Path) -> None:
    make = PackageMaker(1)
    payload = make.payload("卫生院", len(ODD_TEXTS))
    for one, text in zip(payload["contents"]["projects"]["projects"], ODD_TEXTS, strict=True):
        one.update(plan=text, overview=None, own={"its": text})
        one["indicators"]["annual"][0].update(name=text)
    odd = Envelope.of(make.envelope("卫生院", len(ODD_TEXTS)).header, payload)
    assert outcomes(load_files(archive, [write_package(tmp_path / "a.xlsx", odd)])) == ["taken"]
    assert ask(
        "SELECT p.plan, p.overview, p.own -> 'own' ->> 'its', i.name FROM budgetdesk.project AS p "
        "JOIN budgetdesk.indicator AS i USING (version_id, n) "
        "WHERE i.horizon = 'annual' AND i.position = 0 ORDER BY n"
    ) == [(text, None, text, text) for text in ODD_TEXTS]


Spoil = Callable[[Payload], Any]


def _first(payload: Payload) -> Any:
    return payload["contents"]["projects"]["projects"][0]


SPOILT: dict[str, Spoil] = {
    "a text that is none": lambda it: _first(it).update(overview=["x"]),
    "no amount": lambda it: _first(it)["funding"]["annual"].update(total="许多"),
    "an amount that is no text": lambda it: _first(it)["funding"]["annual"].update(total=1.5),
    "no uuid": lambda it: _first(it).update(uuid="x'; DROP TABLE version"),
    "a character that can't be kept": lambda it: _first(it).update(plan="a\0b"),
    "an indicator without level": lambda it: _first(it)["indicators"]["annual"][0].pop("level1"),
    "a level that is null": lambda it: _first(it)["indicators"]["annual"][0].update(level1=None),
    "rows that are none": lambda it: _first(it)["indicators"].update(annual=[3]),
    "a list that is none": lambda it: _first(it).update(indicators=7),
    "projects that are none": lambda it: it["contents"].update(projects=[]),
    "another source": lambda it: it["contents"]["ledger"].append("a,2,basic,,,,bank,current,1"),
    "a line too short": lambda it: it["contents"]["ledger"].append("a,2"),
    "other columns": lambda it: it["contents"].update(ledger=["unit,amount", "a,1"]),
    "a part that nobody knows": lambda it: it["contents"].update(more={}),
    "a dictionary that is none": lambda it: it.update(dictionary={"x": 1}),
    "contents in a list": lambda it: it.update(contents=[]),
}


def test_what_the_program_never_writes_leaves_nothing(
    archive: str, ask: Ask, tmp_path: Path
) -> None:
    make = PackageMaker(1)
    good = [write_package(tmp_path / f"{n}.xlsx", make.envelope(f"院{n}", 1)) for n in range(2)]
    bad = []
    for name, spoil in SPOILT.items():
        payload = make.payload("卫生院", 3)
        spoil(payload)
        spoilt = Envelope.of(make.envelope("卫生院", 3).header, payload)
        bad.append(write_package(tmp_path / f"{name}.xlsx", spoilt))
    files = load_files(archive, [good[0], *bad, good[1]])
    assert outcomes(files) == ["taken", *["refused"] * len(bad), "taken"]
    assert [it.path.name for it in files[1:-1] if it.path.name not in it.sentence] == []
    assert counts(ask)["version"] == 2
    assert counts(ask)["project"] == 2


def test_a_header_that_would_stand_before_all_others_is_refused(
    archive: str, ask: Ask, tmp_path: Path
) -> None:
    make = PackageMaker(1)
    told = ({"made_at": "infinity"}, {"made_at": "tomorrow"}, {"version": 2**40})
    wild = [make.envelope("卫生院", 1, **one) for one in (*told, {"fiscal_year": 10**6})]
    files = [write_package(tmp_path / f"{n}.xlsx", it) for n, it in enumerate(wild)]
    loaded = load_files(archive, files)
    assert outcomes(loaded) == ["refused"] * 4
    assert all(it.path.name in it.sentence for it in loaded)
    assert counts(ask)["version"] == 0


def test_damaged_and_foreign_files_are_listed_and_others_go_on(
    archive: str, ask: Ask, tmp_path: Path
) -> None:
    whole = write_package(tmp_path / "好.xlsx", PackageMaker(1).envelope("卫生院", 2))
    envelope = PackageMaker(2).envelope("中心", 2)
    broken = write_package(
        tmp_path / "改.xlsx", Envelope(envelope.header, envelope.payload.replace("A", "B", 1))
    )
    cut = tmp_path / "断.xlsx"
    cut.write_bytes(whole.read_bytes()[:900])
    text, gone = tmp_path / "说明.txt", tmp_path / "没有.budget"
    text.write_text("请查收", encoding="utf-8")
    code, out, err = run("archive", archive, broken, cut, text, gone, whole, "--workers", 1)
    assert (code, err) == (2, "")
    told = out.splitlines()
    assert len(told) == 5
    named = ("改.xlsx", "断.xlsx", "说明.txt", "没有.budget")
    assert all(name in line for name, line in zip(named, told, strict=False))
    assert told[-1] == "装入 1 个文件（1 个单位版本，2 张表），已在总库 0 个，没有装入 4 个。"
    assert counts(ask)["version"] == 1


def test_two_loaders_at_once_take_each_file_once(archive: str, ask: Ask, tmp_path: Path) -> None:
    make = PackageMaker(1)
    files = [
        write_package(tmp_path / f"{n}.xlsx", make.envelope(f"院{n % 7}", 2, 1 + n // 7))
        for n in range(21)
    ]
    with ThreadPoolExecutor(3) as threads:
        orders = (files, files[::-1], files[7:] + files[:7])
        done = list(threads.map(lambda it: load_files(archive, it), orders))
    taken = [it for one in done for it in one if it.outcome is Loaded.TAKEN]
    assert len(taken) == len({it.path for it in taken}) == 21
    found = counts(ask)
    assert (found["version"], found["project"], found["ledger_line"]) == (21, 42, 168)
    assert ask("SELECT count(*) FROM budgetdesk.unit") == [(7,)]


@pytest.mark.proof  # two processes take their time to start
def test_processes_hand_out_files_among_them(archive: str, ask: Ask, tmp_path: Path) -> None:
    make = PackageMaker(1)
    files = [write_package(tmp_path / f"{n}.xlsx", make.envelope(f"院{n}", 1)) for n in range(6)]
    code, out, _ = run("archive", archive, *files, "--workers", 2, "--json")
    assert code == 0
    assert [it["file"] for it in json.loads(out)] == list(map(str, files))
    assert counts(ask)["version"] == 6


def test_own_fields_stand_by_the_hash_of_their_declaration(
    archive: str, ask: Ask, sample_book: Path
) -> None:
    load_files(archive, [sample_book])
    [(count, declared)] = ask(
        "SELECT count(DISTINCT v.declaration), count(d.hash) FROM budgetdesk.version AS v "
        "LEFT JOIN budgetdesk.declaration AS d ON d.hash = v.declaration"
    )
    assert (count, declared) == (1, 6)
    assert ask("SELECT count(*) > 0 FROM budgetdesk.project WHERE own ? 'self_evaluation'") == [
        (True,)
    ]
    base = {column for table in tables() for column in table.names}
    keys = {str(it) for (it,) in ask("SELECT jsonb_object_keys(own) FROM budgetdesk.project")}
    assert keys
    assert not keys & base
