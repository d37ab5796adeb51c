"""The manual's pages as Qt lays them out: on screen one by one, on paper all in one PDF."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QFont,
    QImageReader,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from budgetdesk.assets import manual_folder
from budgetdesk.desktop.name import PROGRAM
from budgetdesk.desktop.typefaces import bundled_family
from budgetdesk.desktop.window.manual.pages import ManualPage, manual_pages, page_text, unlinked

_POINT = 10.5
_DOTS = 300  # to the inch
_WIDTH = 630.0  # of a picture on paper, 96 to the inch
_LEADING = 140  # per cent
_GAP = 6.0  # points below a paragraph
_CELL = 4.0


def folder_url() -> QUrl:
    """Where the pages stand, so that their pictures and links are found."""
    return QUrl.fromLocalFile(f"{manual_folder()}/")


def fit_pictures(document: QTextDocument, width: float) -> None:
    """Give pictures that are wider than the page its width, and a line as high as they are."""
    lone = QTextBlockFormat()
    lone.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    for cursor in _picture_places(document):
        shown = cursor.charFormat().toImageFormat()
        # A document being printed is a copy that knows no folder: the picture names its own.
        whole = document.baseUrl().resolved(QUrl(shown.name()))
        size = QImageReader(whole.toLocalFile()).size()
        wanted = min(width, float(size.width()))
        if not size.isValid() or shown.width() == wanted:
            continue
        shown.setName(whole.toString())
        shown.setWidth(wanted)
        shown.setHeight(wanted * size.height() / size.width())
        cursor.setCharFormat(shown)
        cursor.mergeBlockFormat(lone)


def space_out(document: QTextDocument) -> None:
    """Lines and paragraphs apart, as a printed page has them, and tables with lines."""
    wide = QTextBlockFormat()
    wide.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    wide.setBottomMargin(_GAP)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(wide)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            lines = frame.format()
            lines.setCellPadding(_CELL)
            lines.setCellSpacing(0)
            lines.setBorder(0.5)
            lines.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            lines.setBorderCollapse(True)
            frame.setFormat(lines)


def manual_pdf() -> bytes:
    """The whole manual as one PDF on A4. A QGuiApplication must exist."""
    pages = manual_pages()
    whole = QTextDocument()
    whole.setBaseUrl(folder_url())
    whole.setDefaultFont(_face())
    for page in pages:
        _append(whole, page)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{PROGRAM}使用手册")
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # the document brings its own, 2 cm
    whole.print_(writer)
    buffer.close()
    return bytes(content.data())


def _append(whole: QTextDocument, page: ManualPage) -> None:
    part = QTextDocument()
    part.setBaseUrl(whole.baseUrl())
    part.setDefaultFont(whole.defaultFont())
    part.setMarkdown(unlinked(page_text(page.name)))
    space_out(part)
    fit_pictures(part, _WIDTH)
    cursor = QTextCursor(whole)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if not whole.isEmpty():
        fresh = QTextBlockFormat()
        fresh.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.insertBlock(fresh)
    cursor.insertFragment(QTextDocumentFragment(part))


def _face() -> QFont:
    """The bundled face, which every machine has; QFont's own where it is missing."""
    family = bundled_family()
    font = QFont(family) if family else QFont()
    font.setPointSizeF(_POINT)
    return font


def _picture_places(document: QTextDocument) -> list[QTextCursor]:
    found = []
    block = document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            if fragment.charFormat().isImageFormat():
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                cursor.setPosition(
                    fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor
                )
                found.append(cursor)
            place += 1
        block = block.next()
    return found
