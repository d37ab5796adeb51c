"""A bundled face inside a PDF: only the characters that were used, as one composite font.

reportlab's own TrueType fonts split a face into parts of 256 characters and switch between them
within a line. One composite font (ISO 32000-1, 9.7) needs one operator a line: pages are smaller
and quicker to write.
"""

import hashlib
from collections.abc import Sequence

from reportlab.pdfbase import pdfdoc

from budgetdesk.domain.printable import is_invisible
from budgetdesk.output.typesetting.fonts import Face

_TAB = "\u3000\u3000"
_CMAP_BLOCK = 100  # the most entries that a block of a ToUnicode map may hold
_SYMBOLIC = 4  # descriptor flag: holds other characters than the standard Latin ones
_CAP_HEIGHT, _STEM = 729, 80  # of the bundled faces, in thousandths; readers use them as hints


class _Codes(dict[int, str | None]):
    """Codes of the characters used, given out in the order of first use; made for translate()."""

    def __init__(self) -> None:
        super().__init__()
        self.used: list[int] = []  # code points; the first has code 1

    def __missing__(self, point: int) -> str | None:
        char = chr(point)
        if char == "\t":
            given: str | None = _TAB.translate(self)
        elif is_invisible(char):
            given = None
        else:
            self.used.append(point)
            given = chr(len(self.used))
        self[point] = given
        return given


class EmbeddedFace:
    """One face in one document. It stands in reportlab's list of fonts that are written last."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name  # in page streams, without the slash
        self._codes = _Codes()

    def encode(self, text: str) -> str:
        """The hexadecimal string that shows a text, all of it in this very face."""
        return text.translate(self._codes).encode("utf-16-be").hex()

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Add the font to the document; reportlab calls it before it writes."""
        if self._codes.used:
            doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(self._font(doc))

    def _font(self, doc: pdfdoc.PDFDocument) -> pdfdoc.PDFDictionary:
        used = self._codes.used
        glyphs = [0, *(self.face.file.glyphs[point] for point in used)]
        base = f"{_tag(used)}+{self.face.name}"
        return _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=f"/{base}",
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([doc.Reference(self._descendant(doc, base, glyphs))]),
            ToUnicode=doc.Reference(_stream(_to_unicode(used))),
        )

    def _descendant(
        self, doc: pdfdoc.PDFDocument, base: str, glyphs: Sequence[int]
    ) -> pdfdoc.PDFDictionary:
        scale = 1000 / self.face.file.units_per_em
        widths = [round(self.face.file.glyph_advance(glyph) * scale) for glyph in glyphs]
        system = _dictionary(
            Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
        )
        return _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=f"/{base}",
            CIDSystemInfo=system,
            FontDescriptor=doc.Reference(self._descriptor(doc, base, glyphs)),
            W=pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
            CIDToGIDMap="/Identity",
        )

    def _descriptor(
        self, doc: pdfdoc.PDFDocument, base: str, glyphs: Sequence[int]
    ) -> pdfdoc.PDFDictionary:
        program = self.face.file.part(glyphs)
        return _dictionary(
            Type="/FontDescriptor",
            FontName=f"/{base}",
            Flags=_SYMBOLIC,
            FontBBox=pdfdoc.PDFArray(list(self.face.file.bounds)),
            ItalicAngle=0,
            Ascent=round(self.face.ascent * 1000),
            Descent=round(self.face.descent * 1000),
            CapHeight=_CAP_HEIGHT,
            StemV=_STEM,
            FontFile2=doc.Reference(_stream(program, Length1=len(program))),
        )


def _dictionary(**entries: object) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary(
        {
            key: pdfdoc.PDFName(value[1:]) if isinstance(value, str) else value
            for key, value in entries.items()
        }
    )


def _stream(content: bytes, **entries: object) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(_dictionary(**entries), content, filters=[pdfdoc.PDFZCompress])


def _tag(used: Sequence[int]) -> str:
    """Six letters that tell this part of the face from others (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(repr(used).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(used: Sequence[int]) -> bytes:
    """The map from codes back to characters, for searching and copying (ISO 32000-1, 9.10.3)."""
    entries = [
        f"<{code:04x}> <{chr(point).encode('utf-16-be').hex()}>"
        for code, point in enumerate(used, start=1)
    ]
    blocks = [entries[at : at + _CMAP_BLOCK] for at in range(0, len(entries), _CMAP_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
        *(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")
