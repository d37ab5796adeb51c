"""The bundled faces: which characters they hold, and how wide those are."""

from functools import cached_property, lru_cache
from pathlib import Path

from budgetdesk import assets
from budgetdesk.domain.printable import is_invisible
from budgetdesk.output.typesetting.truetype import TrueTypeFile

# A tab stands as two full-width blanks: in the middle of a Chinese sentence nothing else is meant.
TAB_ADVANCE = 2.0


class _Advances(dict[str, float]):
    """Advances by character, looked up in the font once."""

    def __init__(self, face: "Face") -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        width = self[char] = self._face.measured(char)
        return width


class Face:
    """One bundled face; `fallback` draws the characters that it lacks."""

    def __init__(self, path: Path, name: str, fallback: "Face | None" = None) -> None:
        self.path = path
        self.name = name  # the PostScript name
        self.fallback = fallback
        self.advances = _Advances(self)

    @cached_property
    def file(self) -> TrueTypeFile:
        """The font file, read when first measured."""
        return TrueTypeFile(self.path)

    @property
    def ascent(self) -> float:
        """Height above the base line of the highest character, in units of the size."""
        return self.file.ascent

    @property
    def descent(self) -> float:
        """Depth below the base line of the lowest character, in units of the size; negative."""
        return self.file.descent

    def advance(self, char: str) -> float:
        """How far one character moves the pen, in units of the size."""
        return self.advances[char]

    def width(self, text: str) -> float:
        """The sum of the advances, in units of the size."""
        return sum(map(self.advances.__getitem__, text))

    def covers(self, char: str) -> bool:
        """Whether the character can be printed, by this face or its fallback, or is invisible."""
        return is_invisible(char) or self.face_of(char) is not None

    def face_of(self, char: str) -> "Face | None":
        """The face that draws the character: this one, or its fallback."""
        if ord(char) in self.file.glyphs:
            return self
        return self.fallback.face_of(char) if self.fallback else None

    def measured(self, char: str) -> float:
        """The advance as the font file gives it; a character without a glyph counts as an em."""
        if char == "\t":
            return TAB_ADVANCE
        if is_invisible(char):
            return 0.0
        face = self.face_of(char)
        return face.file.advance_of(ord(char)) if face else 1.0


@lru_cache(maxsize=1)
def text_face() -> Face:
    """The song face of all text: GBK, 通用规范汉字表 and common signs."""
    return Face(assets.resource("fonts", "budgetdesk-song.ttf"), "BudgetdeskSong-Regular")


@lru_cache(maxsize=1)
def bold_face() -> Face:
    """The bold song face of titles: GB2312; rarer characters come from the text face."""
    path = assets.resource("fonts", "budgetdesk-song-bold.ttf")
    return Face(path, "BudgetdeskSong-Bold", fallback=text_face())
