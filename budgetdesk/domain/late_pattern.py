"""Patterns that are compiled when first asked: a start needs few of them, at 0.2 ms each."""

import re
from typing import Any, cast


class _LatePattern:
    """Stands for a pattern; what is asked of it once is at hand from then on."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        asked = getattr(re.compile(self._text), name)  # which `re` compiles once
        setattr(self, name, asked)
        return asked


def late_pattern(text: str) -> re.Pattern[str]:
    """The pattern of a text. Only its own methods take it, not those of `re`."""
    return cast("re.Pattern[str]", _LatePattern(text))
