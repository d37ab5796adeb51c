"""reportlab's canvas as every document here wants it: the same bytes each time, own faces only."""

from collections.abc import Iterable
from typing import IO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from budgetdesk.output.embedding import EmbeddedFace

CREATOR = "budgetdesk"


def open_canvas(file: IO[bytes], title: str) -> Canvas:
    """A canvas that writes a document of that title into an open file."""
    rl_config.useA85 = 0  # text armour for streams makes files a quarter larger
    pdfmetrics.registerFont(_NoFont())
    canvas = Canvas(
        file,
        pageCompression=1,
        invariant=1,
        initialFontName=_NoFont.fontName,
        lang="zh-CN",
    )
    canvas.setTitle(title)
    canvas.setSubject(title)
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def embed(canvas: Canvas, faces: Iterable[EmbeddedFace]) -> None:
    """Have the faces written with the document."""
    canvas._doc.delayedFonts.extend(faces)  # noqa: SLF001 - reportlab has no other way


class _NoFont:
    """Stands for the canvas's font, so that it names no Helvetica that would not be embedded."""

    fontName = "budgetdesk-none"  # noqa: N815 - reportlab's names
    _dynamicFont = True  # noqa: N815
    _multiByte = False  # noqa: N815

    class face:  # noqa: N801
        """What reportlab's register asks for."""

        name = "budgetdesk-none"
