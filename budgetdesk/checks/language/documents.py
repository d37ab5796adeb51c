"""Documents cited in running text: titles in 《》 and document numbers 〔20xx〕N号."""

import re
from dataclasses import dataclass
from functools import lru_cache

from budgetdesk.domain.text import half_width

_TITLE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_BRACKET_OPEN, _BRACKET_CLOSE = r"[〔﹝\[【(（［]", r"[〕﹞\]】)）］]"
_NUMBER = re.compile(
    rf"(?P<office>[\u4e00-\u9fff]{{1,12}})?{_BRACKET_OPEN}(?P<year>(?:19|20)[0-9]{{2}}){_BRACKET_CLOSE}"
    r"\s?第?\s?(?P<number>[0-9]{1,5})\s{0,3}号"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """文号: the issuing office's sign, the year and the number, with its place in the text."""

    start: int
    end: int
    office: str
    year: int
    number: int


@lru_cache(maxsize=8192)
def document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number of a text, whatever its brackets' width."""
    return tuple(
        DocumentNumber(
            match.start(),
            match.end(),
            match["office"] or "",
            int(match["year"]),
            int(match["number"]),
        )
        for match in _NUMBER.finditer(half_width(text))
    )


@lru_cache(maxsize=8192)
def document_titles(text: str) -> tuple[str, ...]:
    """Every title in 《》 of a text, inner ones with their outer one."""
    return tuple(match[1] for match in _TITLE.finditer(text))


@lru_cache(maxsize=8192)
def without_documents(text: str) -> str:
    """`text` with titles and document numbers blanked, every other character at its place."""
    blanked = _TITLE.sub(lambda match: " " * len(match[0]), text)
    return _NUMBER.sub(lambda match: " " * len(match[0]), half_width(blanked))


@dataclass(frozen=True, slots=True)
class Citation:
    """A title with the number that stands right behind it; `key` names the number."""

    key: tuple[str, int, int]
    shown: str
    title: str


_CITED = re.compile(
    rf"《([^《》]{{4,120}})》(?:的?通知)?[\s（(，,]{{0,3}}(?=[\u4e00-\u9fff]{{2,12}}{_BRACKET_OPEN})"
)
# The last characters of the issuing office's sign: 晋财社 in 根据晋财社〔2023〕322号.
_SIGN = 3


@lru_cache(maxsize=8192)
def cited_documents(text: str) -> tuple[Citation, ...]:
    """Every document that a text cites by its title and number."""
    return tuple(
        Citation(
            (number["office"][-_SIGN:], int(number["year"]), int(number["number"])),
            text[number.start() : number.end()],
            title[1],
        )
        for title in _CITED.finditer(text)
        if (number := _NUMBER.match(text, title.end())) and number["office"]
    )
