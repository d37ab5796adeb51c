"""Pinyin initials of names: `老年村医退养补助` is found by `lncytybz`, `银行` by `yh`."""

import os
import re
import unicodedata

_READINGS_KEPT = 2  # the commonest two; rarer ones would only bring false hits


class _Cells(dict[int, str]):
    """From a character to a cell `;` + its initials, worked out once a character."""

    def __init__(self, readings: dict[int, str]) -> None:
        super().__init__()
        self._readings = readings

    def __missing__(self, code: int) -> str:
        readings = self._readings.get(code, "").split(",")[:_READINGS_KEPT]
        letters = "".join(dict.fromkeys(_plain(reading)[:1] for reading in readings))
        cell = f";{letters}" if letters else _kept(code)
        self[code] = cell
        return cell


_cells: _Cells | None = None


def cells_of(name: str) -> str:
    """A name as cells of the initials that each of its characters may have."""
    return name.translate(_loaded())


def cell_pattern(letters: str) -> re.Pattern[str]:
    """What finds these initials, one a character, in the cells of a name."""
    return re.compile("".join(f";[^;]?{re.escape(letter)}[^;]?(?![^;])" for letter in letters))


def _plain(reading: str) -> str:
    return unicodedata.normalize("NFD", reading)


def _kept(code: int) -> str:
    character = chr(code)
    return f";{character.lower()}" if character.isascii() and character.isalnum() else ""


def _loaded() -> _Cells:
    global _cells
    if _cells is None:
        # The phrase dictionary doubles the time to load and is not needed for characters.
        os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
        from pypinyin.pinyin_dict import pinyin_dict

        _cells = _Cells(pinyin_dict)
    return _cells
