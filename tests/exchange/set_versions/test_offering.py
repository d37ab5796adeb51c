"""A newer set and a book made before: the book keeps its own until it takes the newer over."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk import cli
from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.errors import DeclaredOtherwise
from budgetdesk.domain.fields import value_of
from budgetdesk.exchange.set_versions.changes import SetChangeKind
from budgetdesk.exchange.set_versions.offering import (
    UnreadableValues,
    held_by_changes,
    keep_here,
    offer_for,
    take_offer,
)
from budgetdesk.exchange.set_versions.telling import lines_of_offer, sentence_of
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.loader import load_form_set
from tests.book.content import require_sound
from tests.dictionary.own_set import DICTIONARY, PROJECT_FORM, SET
from tests.exchange.set_versions.home import FIRST, book_with, put_set, second, user_home
from tests.exchange.set_versions.test_changes import put

# A field goes, another comes, a list loses a column; a rule goes.
_UNTIL = '{ field = "steps.until"'
NEWER = second(
    dictionary=put(
        DICTIONARY,
        ('poverty = { name = "巩固脱贫成果说明"', 'remark = { name = "备注"'),
        ('cost = { name = "所需资金", kind = "money", unit = "万元" }\n', ""),
    ),
    project=put(
        PROJECT_FORM,
        ("巩固脱贫成果说明", "备注"),
        ('"poverty"', '"remark"'),
        (f'{_UNTIL} }},\n    {{ field = "steps.cost", columns = 2 }}', f"{_UNTIL}, columns = 3 }}"),
    ),
    rules="",
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with user_home(tmp_path / "home") as folder:
        put_set(folder, FIRST)
        yield folder


@pytest.fixture
def book(home: Path, tmp_path: Path) -> Iterator[Book]:
    with book_with(tmp_path / "本年.budget", "道路", "桥梁") as opened:
        yield opened


def test_nothing_is_offered_where_nothing_changed(book: Book) -> None:
    assert offer_for(book) is None


def test_the_book_keeps_its_own_until_it_takes_the_newer(home: Path, book: Book) -> None:
    before = load_forms_of(book)
    put_set(home, NEWER)
    assert load_forms_of(book).shown("project") == before.shown("project")
    assert load_forms_of(book).version.number == 1
    assert [rule.code for rule in load_forms_of(book).rules if rule.code == "Z01"]
    offer = offer_for(book)
    assert offer is not None
    assert take_offer(book, offer)
    assert "remark" in load_forms_of(book).shown("project")
    assert load_forms_of(book).version.number == 2
    assert offer_for(book) is None
    require_sound(book)


def test_what_goes_is_told_with_whose_it_is_and_comes_back(home: Path, book: Book) -> None:
    put_set(home, NEWER)
    offer = offer_for(book)
    assert offer is not None
    told = "\n".join(lines_of_offer(offer, held_by_changes(book, offer.changes)))
    assert "套表有新版本：第 2 版（2026-02-06），本账套用的是第 1 版（2026-01-05）。" in told
    assert "巩固脱贫成果说明\n  2 个填有内容：道路、桥梁" in told
    assert "实施步骤/所需资金\n  2 个填有内容：道路、桥梁" in told
    assert "新增栏目　项目支出绩效目标表：备注" in told
    take_offer(book, offer)
    assert book.undo_name == "换用套表第 2 版（2026-02-06）"
    assert value_of(read.project(book, 1), "poverty") is None
    assert book.rows("SELECT own_poverty FROM project WHERE id = 1") == [("道路的成效",)]
    book.undo()
    assert load_forms_of(book).version.number == 1
    one = read.project(book, 1)
    assert value_of(one, "poverty") == "道路的成效"
    steps = value_of(one, "steps")
    assert isinstance(steps, tuple)
    assert steps[0].declared["cost"] == 1_500_000
    book.redo()
    assert load_forms_of(book).version.number == 2
    require_sound(book)


def test_what_could_not_be_read_as_the_new_kind_keeps_the_old_set(home: Path, book: Book) -> None:
    dated = put(
        DICTIONARY, ('kind = "paragraph", hint = "填写成效", longest = 500', 'kind = "date"')
    )
    put_set(home, second(dictionary=dated))
    offer = offer_for(book)
    assert offer is not None
    with pytest.raises(
        UnreadableValues, match=r"由段落改为日期，「道路」、「桥梁」填的内容读不成日期"
    ):
        take_offer(book, offer)
    assert load_forms_of(book).version.number == 1
    with book.step("改") as step:
        for one in (1, 2):
            step.update("project", one, {"own_poverty": "2026-03-01"})
    assert take_offer(book, offer)
    require_sound(book)


def test_a_number_where_a_text_was_is_refused_with_the_cure(home: Path, book: Book) -> None:
    counted = put(
        DICTIONARY, ('name = "配套比例", kind = "percent"', 'name = "配套比例", kind = "count"')
    )
    put_set(home, second(dictionary=counted, rules=""))
    offer = offer_for(book)
    assert offer is not None
    with pytest.raises(DeclaredOtherwise, match="另起一个名称"):
        take_offer(book, offer)
    assert load_forms_of(book).version.number == 1
    require_sound(book)


def test_a_book_with_the_newer_set_is_told_so_and_can_put_it_here(
    home: Path, tmp_path: Path
) -> None:
    put_set(home, NEWER)
    with book_with(tmp_path / "新.budget") as book:
        put_set(home, FIRST)
        offer = offer_for(book)
        assert offer is not None
        assert offer.is_older
        assert sentence_of(offer) == (
            "本账套的套表是第 2 版（2026-02-06），比本机的新（本机是第 1 版（2026-01-05））。"
        )
        assert "remark" in load_forms_of(book).shown("project")
        keep_here(book)
        assert load_form_set(SET).version.number == 2
        assert offer_for(book) is None


def test_the_same_number_with_other_content_is_told_as_that(home: Path, book: Book) -> None:
    put_set(home, {**NEWER, "set": FIRST["set"]})
    offer = offer_for(book)
    assert offer is not None
    assert sentence_of(offer).startswith(
        "本机的套表改过，与本账套里的不同。新增栏目 1、去掉栏目 2、"
    )
    assert offer.step_name == "换用套表第 1 版（2026-01-05）"
    nothing_seen = replace(offer, changes=())
    assert sentence_of(nothing_seen) == "本机的套表改过，与本账套里的不同。"


def test_hints_alone_are_told_as_other(home: Path, book: Book) -> None:
    put_set(home, second(dictionary=put(DICTIONARY, ("填写成效", "写成效"))))
    offer = offer_for(book)
    assert offer is not None
    assert [(it.kind, it.name) for it in offer.changes] == [(SetChangeKind.OTHER, "浅色提示等文字")]


def test_a_set_here_that_is_broken_leaves_the_book_as_it_is(home: Path, book: Book) -> None:
    put_set(home, second(project="kind = 5"))
    assert load_forms_of(book).version.number == 1


def test_a_file_in_the_folder_that_is_no_text_is_told_by_whoever_needs_it(
    home: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / SET / "old.toml").write_bytes("旧表".encode("gbk"))
    assert load_forms_of(book).version.number == 1
    book.close()
    assert cli.main(["list", str(book.path)]) == 0
    assert cli.main(["adopt", str(book.path)]) == 2
    told = capsys.readouterr().err
    assert "old.toml" in told
    assert "以 UTF-8 保存" in told


def test_the_command_line_says_what_changes_and_takes_it_over(
    home: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    book.close()
    path = str(book.path)
    assert cli.main(["forms", "changes", SET, path]) == 0
    assert capsys.readouterr().out == "账套里的套表与它相同。\n"
    put_set(home, NEWER)
    assert cli.main(["forms", "changes", str(home / SET), path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["old"]["number"], told["new"]["number"]) == (1, 2)
    gone = {it["path"]: it["held"] for it in told["changes"] if it["kind"] == "field_removed"}
    assert gone["poverty"] == {"道路": ["道路的成效"], "桥梁": ["桥梁的成效"]}
    assert gone["steps.cost"] == {"道路": ["1.50"], "桥梁": ["1.50"]}
    assert cli.main(["adopt", path]) == 0
    out = capsys.readouterr().out
    assert "2 个填有内容：道路、桥梁" in out
    assert out.endswith("已换用，可以在窗口中撤销；换用前的账套留有备份。\n")
    assert cli.main(["adopt", path]) == 0
    assert capsys.readouterr().out == "账套里的套表与本机的相同，没有改动。\n"
    assert cli.main(["forms", "changes", "shanxi", path]) == 2
    assert "不是「shanxi」" in capsys.readouterr().err
