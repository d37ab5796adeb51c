"""The template of the document: its headings, paragraphs with blanks, and places for other parts.

A text file that an office can change; its head explains the signs. What is shown in which case
is decided by `narrative.py`: a template only says where which blank stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budgetdesk.assets import resource
from budgetdesk.domain.text import decode_text

_BLANK = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"\[\[(.+)\]\]")
_HEADING = re.compile(r"(#{1,3}) +(\S.*)")
_PARAGRAPH = re.compile(r"@(\S+) +(?:([?!])(\S+) +)?(\S.*)")


class TemplateError(ValueError):
    """The template can't be used; the message names file and line."""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading, level 1 to 3; its text may have blanks."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A paragraph under its name; `wanted` None: always, else whether `condition` must be told."""

    key: str
    text: str
    condition: str = ""
    wanted: bool | None = None


@dataclass(frozen=True, slots=True)
class SlotLine:
    """Where a part that is not text goes."""

    name: str


TemplateLine = HeadingLine | ParagraphLine | SlotLine


@cache
def load_template(path: Path | None = None) -> tuple[TemplateLine, ...]:
    """The lines of a template, the bundled one where no path is given.

    Raises:
        TemplateError: a line is none of what a template knows.
    """
    path = path or resource("disclosure", "document.md")
    return tuple(_line(path, number, text) for number, text in template_lines(path))


def template_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a resource with their numbers, without remarks and blank lines."""
    text = decode_text(path.read_bytes())
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("%"):
            yield number, line.strip()


def blanks_of(text: str) -> tuple[str, ...]:
    """The names of the blanks in a text."""
    return tuple(_BLANK.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its blanks filled; KeyError for a name without a value."""
    return _BLANK.sub(lambda found: values[found[1]], text)


def _line(path: Path, number: int, text: str) -> TemplateLine:
    if found := _HEADING.fullmatch(text):
        return HeadingLine(len(found[1]), found[2])
    if found := _SLOT.fullmatch(text):
        return SlotLine(found[1])
    if found := _PARAGRAPH.fullmatch(text):
        wanted = None if found[2] is None else found[2] == "?"
        return ParagraphLine(found[1], found[4], found[3] or "", wanted)
    raise TemplateError(f"{path.name} 第 {number} 行：段落应以 @名称 开头，标题应以 # 开头。")
