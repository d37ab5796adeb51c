"""What the window remembers between two starts: declared options in one small JSON file."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from budgetdesk.assets import user_folder
from budgetdesk.domain.file_kinds import DISCLOSED, EXCEL, PDF
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.there import is_folder

T = TypeVar("T", str, int, float, bool, list[str], list[int])


_AS_IS = "surrogateescape"  # names of files that are not UTF-8 come back as they were


@immutable
class Option(Generic[T]):
    """One thing remembered: its key in the file and its value at the first start."""

    key: str
    default: T


WINDOW_GEOMETRY = Option("window.geometry", "")
WINDOW_SPLIT: Option[list[int]] = Option("window.split", [])
TREE_SHOWN = Option("window.tree_shown", True)
SIDE_SHOWN = Option("window.side_shown", True)
FINDINGS_SHOWN = Option("window.findings_shown", True)
FINDINGS_SPLIT: Option[list[int]] = Option("window.findings_split", [])
ZOOM = Option("form.zoom", 100)
RECENT_BOOKS: Option[list[str]] = Option("books.recent", [])
LAST_BOOK = Option("books.last", "")
OPEN_FORMS: Option[list[str]] = Option("books.open_forms", [])
TREE_STAGE = Option("tree.stage", "")
FRONT_FORM = Option("books.front_form", "")
LAST_FOLDER = Option("folders.last", "")
EXPORT_FOLDER = Option("folders.export", "")
SUBMIT_FOLDER = Option("folders.submit", "")
INBOX = Option("folders.inbox", "")
EXPORT_KINDS: Option[list[str]] = Option("export.kinds", [EXCEL.key, PDF.key])
EXPORT_PARTS: Option[list[str]] = Option("export.parts", ["projects", "overall", "tables"])
DISCLOSURE_KINDS: Option[list[str]] = Option("disclosure.kinds", [kind.key for kind in DISCLOSED])
DISCLOSURE_LEFT_OUT: Option[list[str]] = Option("disclosure.left_out", [])
PAST_FORMS = Option("suggestions.past_forms", True)
PRINTER = Option("print.printer", "")
PRINTS: Option[list[str]] = Option("print.choices", [])


class Settings:
    """The options' values. What the file lacks, or holds in the wrong type, is the default."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or _usual_path()
        self._values = _read(self.path)

    def get(self, option: Option[T]) -> T:
        """An option's value."""
        value = self._values.get(option.key, option.default)
        fits = type(value) is type(option.default)
        return value if fits else option.default  # type: ignore[return-value]  # just checked

    def folder(self, option: Option[str], otherwise: Path) -> Path:
        """The folder an option names, while there is such a one."""
        known = Path(self.get(option))
        return known if self.get(option) and is_folder(known) else otherwise

    def put(self, option: Option[T], value: T) -> None:
        """Remember a value, at once and, where the home folder allows it, on disk."""
        if self.get(option) == value and option.key in self._values:
            return
        self._values[option.key] = value
        self._write()

    def _write(self) -> None:
        from budgetdesk.output.files import OutputError, replacing

        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        # A home folder that is full or not writable must not keep anyone from their forms: the
        # values then last until the program ends.
        with suppress(OSError, OutputError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as temporary:
                temporary.write_text(text, encoding="utf-8", errors=_AS_IS)


def _usual_path() -> Path:
    return user_folder("config") / "settings.json"


def _read(path: Path) -> dict[str, object]:
    """The stored values; an unreadable file counts as none, for settings are only convenience."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8", errors=_AS_IS))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}
