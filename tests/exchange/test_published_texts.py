"""A masked copy tells of nobody, whatever text of the book a person stands in and however."""

import io
import re
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from budgetdesk.cli import main
from budgetdesk.domain.persons.plain import plain
from tests.domain.person_spellings import NAMES, cards, identities, mails, mobiles, telephones
from tests.exchange.book_of_persons import book_of_persons
from tests.exchange.test_public_copy import everything_in

_EXPORT = ("export", "--xlsx", "--pdf", "--json", "--tables", "--public")
_DISCLOSE = ("disclose", "--pdf", "--docx")
# What a public copy goes without: who signs, who explained what, and lists and drafts that are
# only compared with.
_LEFT_OUT = re.compile(
    r"project\.(?:responsible|handler|phone)|explanation\..*|disclosure_paragraph\.drafted"
    r"|listed_project\..*"
)
_SIGNED = "、".join(NAMES)
_STRANGERS = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["负责人：", "分管领导 ", "主管领导：", "局长", "经办人（签字）：", "党组书记、局长"]
    ),
    st.sampled_from(["佟小雅", "欧阳明远", "马小龙、杨大海", "司马小光"]),
    st.sampled_from(["", "（副局长）", "同志"]),
)
_SPELLINGS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from([" ".join(name) for name in NAMES if "·" not in name]),
    _STRANGERS,
    mobiles(),
    telephones(),
    identities(),
    cards(),
    mails(),
)


def _bare(text: str) -> str:
    """A text as one looks for a person in it: without blanks, signs between digits, case."""
    return re.sub(r"[\s\-.·()（）+_]|(?<=[0-9])转(?=[0-9])", "", plain(text)).casefold()


def _secrets(spelling: str) -> list[str]:
    """What must not be read anywhere: the names or the number of a spelling."""
    bare = re.sub(r"负责人|[分主]管领导|局长|经办人|签字|党组书记|同志|副局长|[：:]", "", spelling)
    return [_bare(it) for it in re.split(r"[、（(]", bare) if len(_bare(it)) > 1] or [_bare(bare)]


@pytest.mark.parametrize("form_set", ["yonghe-2024"])
@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(spellings=st.lists(_SPELLINGS, min_size=60, max_size=60))
def test_no_text_of_a_book_tells_of_a_person(form_set: str, spellings: list[str]) -> None:
    _publish(form_set, spellings)


@pytest.mark.proof
@pytest.mark.parametrize(
    "form_set", ["yonghe-2024", "yonghe-2023", "jincheng-chengqu-2025", "luliang-2025", "shanxi"]
)
@settings(max_examples=20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(spellings=st.lists(_SPELLINGS, min_size=60, max_size=60))
def test_no_text_of_a_book_tells_of_a_person_at_length(form_set: str, spellings: list[str]) -> None:
    _publish(form_set, spellings)


def _publish(form_set: str, spellings: Sequence[str]) -> None:
    assume(len(set(spellings)) > 20)  # a book takes seconds: each one for many spellings
    with TemporaryDirectory() as folder:
        book, to = Path(folder, "张小三 13800138000.budget"), Path(folder, "公开")
        marks = book_of_persons(book, spellings, _SIGNED, form_set)
        published = {mark for mark, (column, _) in marks.items() if not _LEFT_OUT.match(column)}
        named = _refused(_EXPORT, book, to) + _refused(_DISCLOSE, book, to)
        assert {marks[mark] for mark in published if mark not in named} == set()
        for command in (_EXPORT, _DISCLOSE):
            assert main([*command, str(book), "--to", str(to), "--mask"]) in (0, 1)
        told = _bare(everything_in(to))
        assert all(_bare(mark) in told for mark in published)
        leaked = {
            (column, spelling)
            for column, spelling in marks.values()
            for secret in _secrets(spelling)
            if secret in told
        }
        assert leaked == set()


def _refused(command: Sequence[str], book: Path, to: Path) -> str:
    """What is said where persons may not be published and are not masked; nothing is written."""
    said = io.StringIO()
    with redirect_stderr(said):
        assert main([*command, str(book), "--to", str(to)]) == 2
    assert not to.exists()
    return said.getvalue()
