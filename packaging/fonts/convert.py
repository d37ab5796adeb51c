"""Make the bundled faces from Noto Serif CJK SC (Debian: fonts-noto-cjk, SIL Open Font License).

    python packaging/fonts/convert.py [SOURCE_FOLDER]

It writes `resources/fonts/budgetdesk-song.ttf` and `budgetdesk-song-bold.ttf`: TrueType outlines
(reportlab embeds no others) of the characters in `repertoire.py`, without hints and layout
features, under a name of their own as the licence asks. Two things are changed for forms: the
digits are equally wide, so that columns of amounts align, and — fills its em, so that —— is one
line. Needs the extra `fonts` of pyproject.toml; takes some minutes.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from repertoire import bold_characters, text_characters

from budgetdesk.domain.printable import spans_of

SOURCE = Path("/usr/share/fonts/opentype/noto")
TARGET = Path(__file__).resolve().parent.parent.parent / "resources" / "fonts"
SC_SUBFONT = 2  # of the collection: JP, KR, SC, TC, HK
MAX_ERROR = 1.0  # of the quadratic curves, in thousandths of an em
FAMILY = "Budgetdesk Song"


@dataclass(frozen=True)
class Job:
    """One face to make."""

    source: str
    target: str
    style: str
    characters: set[int]


JOBS = (
    Job("NotoSerifCJK-Regular.ttc", "budgetdesk-song.ttf", "Regular", text_characters()),
    Job("NotoSerifCJK-Bold.ttc", "budgetdesk-song-bold.ttf", "Bold", bold_characters()),
)


def convert(job: Job, folder: Path) -> None:
    """Cut out, redraw, rename and save one face."""
    font = TTFont(folder / job.source, fontNumber=SC_SUBFONT, recalcTimestamp=False)
    _cut_out(font, job.characters)
    shifts = _reshaped(font)
    _to_truetype(font, shifts)
    _rename(font, job.style)
    TARGET.mkdir(parents=True, exist_ok=True)
    font.save(TARGET / job.target)


def _cut_out(font: TTFont, characters: set[int]) -> None:
    options = subset.Options(
        layout_features=[], hinting=False, name_IDs=["*"], notdef_outline=True, glyph_names=False
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _reshaped(font: TTFont) -> dict[str, Transform]:
    """Set the advances of digits and dashes; how each of those glyphs has to move."""
    cmap, metrics, glyphs = font.getBestCmap(), font["hmtx"].metrics, font.getGlyphSet()
    moves: dict[str, Transform] = {}
    digits = [cmap[ord(digit)] for digit in "0123456789"]
    width = max(metrics[name][0] for name in digits)
    for name in digits:
        moves[name] = Transform().translate((width - metrics[name][0]) / 2, 0)
        metrics[name] = (width, 0)
    em = font["head"].unitsPerEm
    for dash in "—―":
        if name := cmap.get(ord(dash)):
            left, _, right, _ = _bounds(glyphs, name)
            moves[name] = Transform().scale(em / (right - left), 1).translate(-left, 0)
            metrics[name] = (em, 0)
    return moves


def _bounds(glyphs: object, name: str) -> tuple[float, float, float, float]:
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)  # type: ignore[index]
    return pen.bounds


def _to_truetype(font: TTFont, moves: dict[str, Transform]) -> None:
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(None)
        quadratic = Cu2QuPen(pen, MAX_ERROR, reverse_direction=True)
        glyphs[name].draw(TransformPen(quadratic, moves.get(name, Transform())))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    del font["CFF "]
    metrics = font["hmtx"].metrics
    for name, glyph in drawn.items():
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    font["maxp"] = _truetype_maxp()
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font["head"].fontRevision = 1.0
    font.sfntVersion = "\000\001\000\000"


def _truetype_maxp() -> object:
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for name in (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
        "maxSizeOfInstructions maxComponentElements numGlyphs maxPoints maxContours "
        "maxCompositePoints maxCompositeContours maxComponentDepth"
    ).split():
        setattr(maxp, name, 0)
    return maxp


def _rename(font: TTFont, style: str) -> None:
    """Keep copyright and licence; the names are ours, as the licence's reserved names ask."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 8, 9, 11, 13, 14)}
    kept[0] = kept[0].replace("Noto is a trademark of Google Inc.", "").strip()
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    ours = {
        1: FAMILY,
        2: style,
        3: f"1.000;{postscript}",
        4: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        5: "Version 1.000",
        6: postscript,
        10: "TrueType outlines of a part of Noto Serif CJK SC, made for the program budgetdesk.",
    }
    names.names = []
    for number, text in sorted({**kept, **ours}.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400 if style == "Regular" else 700
    font["OS/2"].fsSelection = 0x40 if style == "Regular" else 0x20
    font["head"].macStyle = 0 if style == "Regular" else 1


def main() -> None:
    """Convert both faces."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    for job in JOBS:
        convert(job, folder)
        print(TARGET / job.target, (TARGET / job.target).stat().st_size)
    with TTFont(TARGET / JOBS[0].target, lazy=True) as face:
        text = spans_of(set(face.getBestCmap()))
    (TARGET / "characters.txt").write_text(text, "ascii")


if __name__ == "__main__":
    main()
