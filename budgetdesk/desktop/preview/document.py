"""A PDF in memory, and its pages as pictures."""

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from budgetdesk.domain.progress import Cancelled

# pdfium must not be entered by two threads at once, whatever documents they work on.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page at one size: `scale` is device pixels a point."""

    page: int
    scale: float


class PdfDocument:
    """A PDF for looking at. Any thread may call it; close it when done."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        self.content = content
        self._closed = False
        with _PDFIUM:
            self._document = pypdfium2.PdfDocument(content)
            self.sizes = tuple(
                QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document))
            )

    def picture(self, request: PageRequest) -> QImage:
        """A page as a picture, white where nothing is printed; Cancelled when closed."""
        with _PDFIUM:
            if self._closed:
                raise Cancelled
            page = self._document[request.page]
            bitmap = page.render(scale=request.scale, prefer_bgrx=True)
            picture = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()
            bitmap.close()
            page.close()
        return picture

    def only(self, pages: Sequence[int]) -> bytes:
        """A PDF of some of the pages, in that order."""
        import pypdfium2

        with _PDFIUM:
            chosen = pypdfium2.PdfDocument.new()
            chosen.import_pages(self._document, list(pages))
            written = io.BytesIO()
            chosen.save(written)
            chosen.close()
        return written.getvalue()

    def close(self) -> None:
        """Let go of the memory."""
        with _PDFIUM:
            self._closed = True
            self._document.close()
