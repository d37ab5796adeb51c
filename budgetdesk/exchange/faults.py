"""Why a file was not imported: which file, which record of it, which field, what is wrong."""

from pathlib import Path

from budgetdesk.domain.text import shorten


class ImportFault(Exception):  # noqa: N818 - the trade's word: the fault is in the file
    """A file is refused and nothing was changed.

    `record` names the project, line or department it is about, `field` the field as the file
    calls it and `label` as the form does; each "" where the whole file or record is meant.
    """

    def __init__(
        self, path: Path, reason: str, *, record: str = "", field: str = "", label: str = ""
    ) -> None:
        self.path = path
        self.record = record
        self.field = field
        self.label = label
        self.reason = reason
        place = f"{label}（{field}）" if label else field
        parts = [f"「{path.name}」", shorten(record, 60), place]
        super().__init__("".join([" ".join(filter(None, parts)), "：", reason]))

    def because(self, reason: str) -> "ImportFault":
        """The same fault, more being known of its reason."""
        return ImportFault(
            self.path, reason, record=self.record, field=self.field, label=self.label
        )
