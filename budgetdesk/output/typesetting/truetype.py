"""Reading what typesetting and embedding need from a TrueType file, without a font library.

The bundled faces have simple glyphs only and a cmap of format 12 (`packaging/fonts/`). Tables as in
the OpenType specification: https://learn.microsoft.com/typography/opentype/spec/
"""

import struct
import sys
from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
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

    def _side_bearing(self, glyph: int) -> int:
        words, count = self._metrics
        word = words[2 * glyph + 1] if glyph < count else words[count + glyph]
        return word - 0x10000 if word >= 0x8000 else word

    @cached_property
    def bounds(self) -> tuple[int, int, int, int]:
        """The box around all glyphs in font units: left, bottom, right, top."""
        left, bottom, right, top = struct.unpack_from(">36x4h", self.table("head"))
        return left, bottom, right, top

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

    def _outlines(self, glyphs: Sequence[int]) -> list[bytes]:
        """The drawing of each glyph, as the glyf table holds it."""
        base, _ = self._places["glyf"]
        places = self._outline_places
        with self._path.open("rb") as file:
            return [_read(file, base + places[n], places[n + 1] - places[n]) for n in glyphs]

    def part(self, glyphs: Sequence[int]) -> bytes:
        """A font file of these glyphs alone, numbered in this order; the first is .notdef."""
        drawings = [drawing + bytes(-len(drawing) % 4) for drawing in self._outlines(glyphs)]
        places = accumulate(map(len, drawings), initial=0)
        metrics = ((self.glyph_advance(n), self._side_bearing(n)) for n in glyphs)
        return _font_file(
            {
                "glyf": b"".join(drawings),
                "head": _altered(self.table("head"), (8, ">L", 0), (50, ">h", 1)),
                "hhea": _altered(self.table("hhea"), (34, ">H", len(glyphs))),
                "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
                "loca": b"".join(struct.pack(">L", place) for place in places),
                "maxp": _altered(self.table("maxp"), (4, ">H", len(glyphs))),
            }
        )


def _read(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _altered(table: bytes, *changes: tuple[int, str, int]) -> bytes:
    copy = bytearray(table)
    for place, form, value in changes:
        struct.pack_into(form, copy, place, value)
    return bytes(copy)


def _font_file(tables: dict[str, bytes]) -> bytes:
    """Tables, by tag in order, as one file."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    start = len(head) + 16 * count
    records, bodies = [], []
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        records.append(struct.pack(">4sLLL", tag.encode(), _checksum(padded), start, len(table)))
        bodies.append(padded)
        start += len(padded)
    return b"".join((head, *records, *bodies))


def _checksum(padded: bytes) -> int:
    return sum(_big_endian("I", padded)) & 0xFFFFFFFF


def _big_endian(kind: str, data: bytes) -> "array[int]":
    words = array(kind, data)
    if sys.byteorder == "little":
        words.byteswap()
    return words
