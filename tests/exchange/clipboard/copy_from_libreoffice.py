"""What LibreOffice puts on the clipboard for ranges of a workbook, kept as files.

Run by hand with the system's Python, which has LibreOffice's bridge (python3-uno):

    python3 copy_from_libreoffice.py WORKBOOK FOLDER NAME=SHEET!RANGE...

Each range becomes NAME.txt (text/plain) and NAME.html (text/html), byte for byte. SHEET is the
sheet's number, counted from 1.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import (  # type: ignore[import-not-found]
    NoConnectException,
)

_PORT = 20_891
_ADDRESS = f"uno:socket,host=127.0.0.1,port={_PORT};urp;StarOffice.ComponentContext"
_FLAVOURS = {"text/plain;charset=utf-16": "txt", "text/html": "html"}


def main(workbook: str, folder: str, *ranges: str) -> None:
    profile = Path(folder).resolve() / ".profile"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=socket,host=127.0.0.1,port={_PORT};urp;",
        ]
    )
    try:
        context = _connected()
        document = _opened(context, workbook)
        for wanted in ranges:
            name, _, place = wanted.partition("=")
            sheet, _, cells = place.partition("!")
            _keep(_copied(context, document, int(sheet) - 1, cells), Path(folder) / name)
        document.close(True)
    finally:
        office.terminate()


def _connected() -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            return resolver.resolve(_ADDRESS)
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def _opened(context: Any, workbook: str) -> Any:
    desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    hidden = PropertyValue("Hidden", 0, False, 0)
    url = Path(workbook).resolve().as_uri()
    return desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))


def _copied(context: Any, document: Any, sheet: int, cells: str) -> Any:
    controller = document.getCurrentController()
    chosen = document.Sheets.getByIndex(sheet)
    controller.setActiveSheet(chosen)
    controller.select(chosen.getCellRangeByName(cells))
    manager = context.ServiceManager
    dispatcher = manager.createInstance("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(controller.Frame, ".uno:Copy", "", 0, ())
    clipboard = manager.createInstance("com.sun.star.datatransfer.clipboard.SystemClipboard")
    return clipboard.getContents()


def _keep(contents: Any, target: Path) -> None:
    for flavour in contents.getTransferDataFlavors():
        ending = _FLAVOURS.get(flavour.MimeType)
        if ending is None:
            continue
        data = contents.getTransferData(flavour)
        held = data.encode() if isinstance(data, str) else bytes(data.value)
        target.with_suffix(f".{ending}").write_bytes(held)


if __name__ == "__main__":
    main(*sys.argv[1:])
