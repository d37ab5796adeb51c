"""Files as the desktop names them, and back, to the last byte.

Qt takes every file name for UTF-8 and loses those of older systems (GBK) on the way.
"""

import os
import sys
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from PySide6.QtCore import QUrl


def url_of(path: Path) -> QUrl:
    """The URL of a file or folder."""
    if sys.platform == "win32":
        return QUrl.fromLocalFile(str(path))
    return QUrl.fromEncoded(f"file://{quote(os.fsencode(path.absolute()))}".encode())


def path_of(url: QUrl) -> Path:
    """The file or folder of a URL."""
    if sys.platform == "win32" or url.host():
        return Path(url.toLocalFile())
    encoded = bytes(url.toEncoded(QUrl.ComponentFormattingOption.FullyEncoded).data())
    return Path(os.fsdecode(unquote_to_bytes(encoded.partition(b"://")[2].partition(b"#")[0])))
