"""The text of an HTML element as it is seen: blanks collapsed, breaks and paragraphs kept."""

import re
import unicodedata

Attributes = list[tuple[str, str | None]]

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_NO_BREAK = "\xa0"
_BLOCK = "\x00"  # where a paragraph begins or ends, until it is known whether that is a break


class CellText:
    """Collects the text of one cell, or of what stands between the cells."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        self._parts: list[str] = []
        self._pre: list[str] = ["cell"] if attrs and _is_pre(attrs) else []

    def opened(self, tag: str, attrs: Attributes) -> None:
        """Hear of an element within: some keep every blank."""
        if tag == "pre" or (tag not in {"td", "th", "table", "tr", "br"} and _is_pre(attrs)):
            self._pre.append(tag)

    def closed(self, tag: str) -> None:
        """Hear of an element's end."""
        if self._pre and self._pre[-1] == tag:
            self._pre.pop()

    def add(self, data: str) -> None:
        """Add text as it stands in the page."""
        if self._pre:
            # Blanks that are to stay must outlive the tidying.
            self._parts.append(data.replace(" ", _NO_BREAK).replace("\r\n", "\n"))
        else:
            self._parts.append(_BLANKS.sub(_blank, data))

    def line_break(self) -> None:
        """Add a line's end within a paragraph."""
        self._parts.append("\n")

    def block(self) -> None:
        """Say that a paragraph begins or ends here."""
        self._parts.append(_BLOCK)

    def text(self) -> str:
        """All of it, tidied."""
        whole = "".join(self._parts)
        paragraphs = [_tidied(part) for part in whole.split(_BLOCK)]
        # What lies between two paragraphs' marks and is blank is no paragraph.
        shown = [part for part in paragraphs if part.strip(" \n") or _NO_BREAK in part]
        seen = "\n".join(shown).replace(_NO_BREAK, " ")
        return seen if seen.strip() else ""


def _tidied(part: str) -> str:
    one = _AROUND_BREAKS.sub("\n", re.sub(" +", " ", part)).strip(" ")
    # A break right before a paragraph's end is not seen.
    return one.removesuffix("\n") if one.strip("\n") else one


def _blank(found: re.Match[str]) -> str:
    """Blanks in the page's source; a source line that ends between two Chinese letters is none."""
    text = found.string
    before = text[found.start() - 1] if found.start() else ""
    after = text[found.end()] if found.end() < len(text) else ""
    if "\n" in found[0] and before and after and _is_wide(before) and _is_wide(after):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _is_pre(attrs: Attributes) -> bool:
    style = dict(attrs).get("style")
    return bool(style and _PRE.search(style))
