"""Reading what typesetting and embedding need from a TrueType file, without a font library.

The bundled faces have simple glyphs only and a cmap of format 12 (`packaging/fonts/`). Tables as in
the OpenType specification: https://learn.microsoft.com/typography/opentype/spec/
"""

import struct
import sys
from array import array
from functools import cached_property
from pathlib import Path
from typing import BinaryIO


class TrueTypeFile:
    """One font file; its tables are read when first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            (count,) = struct.unpack(">4xH6x", file.read(12))
            records = struct.iter_unpack(">4s4xLL", file.read(16 * count))
            self._places = {tag.decode("ascii"): (start, size) for tag, start, size in records}

    def table(self, tag: str) -> bytes:
        """The bytes of one table."""
        start, size = self._places[tag]
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    @cached_property
    def units_per_em(self) -> int:
        """Font units in one em."""
        units: int = struct.unpack_from(">H", self.table("head"), 18)[0]
        return units

    @cached_property
    def _vertical(self) -> tuple[int, int]:
        ascent, descent = struct.unpack_from(">hh", self.table("hhea"), 4)
        return ascent, descent

    @property
    def ascent(self) -> float:
        """In units of the size, above the base line."""
        return self._vertical[0] / self.units_per_em

    @property
    def descent(self) -> float:
        """In units of the size, negative: below the base line."""
        return self._vertical[1] / self.units_per_em

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Glyph numbers by code point."""
        table = self.table("cmap")
        (count,) = struct.unpack_from(">2xH", table)
        places = (struct.unpack_from(">4xL", table, 4 + 8 * index)[0] for index in range(count))
        start = next(place for place in places if table[place : place + 2] == b"\0\x0c")
        (groups,) = struct.unpack_from(">12xL", table, start)
        glyphs: dict[int, int] = {}
        body = table[start + 16 : start + 16 + 12 * groups]
        for first, last, glyph in struct.iter_unpack(">LLL", body):
            numbers = range(glyph, glyph + last - first + 1)
            glyphs.update(zip(range(first, last + 1), numbers, strict=True))
        return glyphs

    @cached_property
    def _metrics(self) -> tuple["array[int]", int]:
        """The hmtx table as big-endian words, and the number of glyphs with an advance each."""
        (count,) = struct.unpack_from(">34xH", self.table("hhea"))
        return _big_endian("H", self.table("hmtx")), count

    def glyph_advance(self, glyph: int) -> int:
        """The advance of a glyph in font units."""
        words, count = self._metrics
        return words[2 * min(glyph, count - 1)]

    def advance_of(self, code: int) -> float:
        """The advance of a character in units of the size."""
        return self.glyph_advance(self.glyphs[code]) / self.units_per_em

    @cached_property
    def _outline_places(self) -> "array[int]":
        (long_offsets,) = struct.unpack_from(">50xh", self.table("head"))
        places = _big_endian("I" if long_offsets else "H", self.table("loca"))
        return places if long_offsets else array("I", (2 * place for place in places))

    def outlines(self, glyphs: list[int]) -> list[bytes]:
        """The drawing of each glyph, as the glyf table holds it."""
        base, _ = self._places["glyf"]
        places = self._outline_places
        with self._path.open("rb") as file:
            return [self._outline(file, base, places[n], places[n + 1]) for n in glyphs]

    @staticmethod
    def _outline(file: BinaryIO, base: int, start: int, end: int) -> bytes:
        file.seek(base + start)
        return file.read(end - start)


def _big_endian(kind: str, data: bytes) -> "array[int]":
    words = array(kind, data)
    if sys.byteorder == "little":
        words.byteswap()
    return words
