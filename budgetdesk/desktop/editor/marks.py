"""Marks at the corners of cells: what a check has found there."""

from dataclasses import dataclass
from enum import StrEnum


class MarkColour(StrEnum):
    """The severity of what was found, as the palette names its colour."""

    ERROR = "error"  # 错误
    EXPLAIN = "explain"  # 需说明
    NOTICE = "notice"  # 提示


@dataclass(frozen=True, slots=True)
class Mark:
    """A small corner mark in a cell, and the sentence that tells why."""

    colour: MarkColour
    sentence: str
