"""What a form set decides for every cell: its printed texts, styles, hints, reasons, choices."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.forms.sheet import Align, Style, VAlign

_IN_BRACES = re.compile(r"\{(?P<word>[^{}]*)\}|[{}]")
_PLAIN = re.compile(r"\{=[^{}]*\}|[^{]+|\{")
_HALF_WIDTH = str.maketrans("（）：", "():")
_ALIGN = {align.value: align for align in Align}
_VALIGN = {align.value: align for align in VAlign}
STYLE_KEYS = ("size", "bold", "align", "valign", "border")


@dataclass(frozen=True)
class Wording:
    """What a form set decides for every cell: texts, styles, hints, reasons and choices by path."""

    words: Mapping[str, str]
    half_width: bool
    styles: Mapping[str, Style]
    hints: Mapping[str, str]
    reasons: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]

    def print(self, text: str, more: Mapping[str, str]) -> str:
        """A definition's text with its words put in and the set's brackets; formulas stay.

        Raises:
            KeyError: the text holds a word in braces that nothing gives, or a lone brace.
        """
        words = {**self.words, **more, "year": "{year}"}
        printed = _IN_BRACES.sub(lambda found: _put_in(found, words), text)
        if not self.half_width:
            return printed
        return _PLAIN.sub(lambda found: half_width(found[0]), printed)


def _put_in(found: re.Match[str], words: Mapping[str, str]) -> str:
    word = found["word"]
    return found[0] if (word or "").startswith("=") else words[word]


def half_width(text: str) -> str:
    """A printed text with brackets and colons in half width."""
    return text.translate(_HALF_WIDTH)


def altered(table: TomlTable, style: Style) -> Style:
    """A style with what a table says differently of it."""
    if not any(key in table for key in STYLE_KEYS):
        return style
    return replace(
        style,
        size=table.number("size", style.size),
        bold=table.flag("bold", default=style.bold),
        align=table.one_of("align", _ALIGN, style.align.value),
        valign=table.one_of("valign", _VALIGN, style.valign.value),
        border=table.flag("border", default=style.border),
    )


def print_text(table: TomlTable, key: str, wording: Wording, more: Mapping[str, str]) -> str:
    """The text at a key as it is printed.

    Raises:
        FormSetError: it holds a word in braces that nothing gives, or a lone brace.
    """
    try:
        return wording.print(table.text(key), more)
    except KeyError:
        known = "、".join(f"{{{word}}}" for word in ("year", *wording.words, *more))
        cure = f"可用的有：{known}，或 {{= 算式}}。"
        table.fail(key, f"花括号里的词不认识或括号不成对，{cure}")
