"""What can go wrong with a book: one named error each, with the sentence a clerk reads."""

# ruff: noqa: N818 - the names say what is wrong, each a kind of BookError

from pathlib import Path


class BookError(Exception):
    """A book, or a change to one, is refused; the text says what, where and what to do."""


class FileFault(BookError):
    """The file itself is the reason; `path` is the file."""

    sentence = "「{path}」无法使用。"

    def __init__(self, path: Path, **details: object) -> None:
        self.path = path
        self.reason = str(details.get("reason", ""))
        super().__init__(self.sentence.format(path=path, **details))

    def speak_of(self, path: Path, *, instead_of: Path) -> None:
        """Name the file that the user named, not the one it is made under."""
        self.path = path
        self.args = (str(self).replace(str(instead_of), str(path)),)


class MissingBook(FileFault):
    """There is no such file."""

    sentence = "「{path}」不存在，请检查文件是否被移动或改名。"


class FolderGiven(FileFault):
    """The path is a folder."""

    sentence = "「{path}」是文件夹，请选择其中的账套文件。"


class NoFile(FileFault):
    """The path is a pipe, a device or a socket."""

    sentence = "「{path}」不是普通文件，不能打开，请选择扩展名为 .budget 的文件。"


class EmptyFile(FileFault):
    """The file has no content at all."""

    sentence = "「{path}」是空文件，可能没有复制完整，请重新复制或改用备份。"


class NotABook(FileFault):
    """The file is no SQLite database."""

    sentence = "「{path}」不是账套文件，请选择扩展名为 .budget 的文件。"


class ForeignDatabase(NotABook):
    """The file is the database of another application."""

    sentence = "「{path}」是其他程序的数据库，不是账套文件，请另选文件。"


class DamagedBook(FileFault):
    """The file is cut short or its pages are not sound."""

    sentence = "「{path}」已损坏（{reason}），请改用「备份」文件夹中最近的备份。"


class AlteredBook(DamagedBook):
    """Another program changed the tables."""

    sentence = (
        "「{path}」的结构被其他程序改过（{parts}），无法使用，请改用「备份」文件夹中最近的备份。"
    )


class NewerBook(FileFault):
    """A newer version of the program wrote the file."""

    sentence = (
        "「{path}」由较新版本的程序保存（账套版本 {found}，本程序支持到 {known}），"
        "请升级程序后打开。"
    )


class OutdatedBook(FileFault):
    """An older version wrote the file, and it cannot be brought up to date while read-only."""

    sentence = "「{path}」由较早版本的程序保存，需要升级后才能查看，请复制到可写的文件夹再打开。"


class BookExists(FileFault):
    """A new book would overwrite a file."""

    sentence = "「{path}」已存在，请换一个文件名。"


class UnwritableFolder(FileFault):
    """Nothing can be written where the book is to be."""

    sentence = "「{path}」无法写入（{reason}），请换到有写入权限的文件夹，或以只读方式打开。"


class MissingFolder(UnwritableFolder):
    """The folder that a new book is to be in does not exist."""

    sentence = "文件夹「{path}」不存在，请先新建这个文件夹，或换一个位置。"


class UnwritableFile(UnwritableFolder):
    """The book's file itself is marked read-only."""


class UnreadableFile(FileFault):
    """The system does not let the file be read."""

    sentence = "「{path}」无法读取（{reason}），请检查文件权限或磁盘。"


class LockedBook(FileFault):
    """Someone is working in the book and cannot be pushed aside."""

    sentence = "「{path}」正由 {user} 在 {machine} 上使用（{since} 打开），请先在那里关闭。"


class ReadOnlyBook(FileFault):
    """The book was opened read-only."""

    sentence = "「{path}」以只读方式打开，不能修改。"


class MisplacedBook(FileFault):
    """The file was moved, renamed, deleted or replaced while it was open.

    `kept` is where all that was written so far is; None where it couldn't be kept, and where the
    book was only read.
    """

    sentence = "「{path}」在打开期间被移动、改名、删除或替换，{advice}"

    def __init__(self, path: Path, kept: Path | None, *, only_read: bool = False) -> None:
        self.kept = kept
        told = f"此前的内容已另存为「{kept}」，请打开它继续。" if kept else "请先把账套另存一份。"
        super().__init__(path, advice="请重新打开。" if only_read else f"不能再写入。{told}")


class BusyBook(FileFault):
    """Another connection is writing and did not finish in time."""

    sentence = "「{path}」正在写入其他内容，这次修改没有保存，请稍后再试。"


class DiskFull(FileFault):
    """No room is left on the disk."""

    sentence = "磁盘已满，「{path}」没有保存这次修改，请清理磁盘空间后再试。"


class WriteFailed(FileFault):
    """The disk or the system refused a write."""

    sentence = "「{path}」写入失败（{reason}），这次修改没有保存，请检查磁盘后再试。"


class BackupFailed(FileFault):
    """A copy of the book could not be made, or is not sound."""

    sentence = "备份「{path}」没有成功（{reason}），请换一个位置再试。"


class RestoreFailed(FileFault):
    """A copy could not be put in the book's place; the book is as it was."""

    sentence = "「{path}」没有恢复（{reason}），账套没有变动，请稍后再试。"


class RefusedChange(BookError):
    """The database's own rules refuse a change."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"账套不接受这项修改（{reason}）。")


class UnknownColumn(BookError, LookupError):
    """A table or column that a book does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"账套中没有「{name}」。")


class RowMissing(BookError, LookupError):
    """The row to be read or changed is not in the book (any more)."""

    def __init__(self, table: str, row_id: int) -> None:
        self.table = table
        self.row_id = row_id
        super().__init__(f"要找的内容已不在账套中（{table} {row_id}），可能已被删除或撤销。")


class RefusedField(BookError):
    """Something that a field does not take; the book knows it by the dictionary's label."""

    def __init__(self, label: str, why: str) -> None:
        self.label, self._why = label, why
        super().__init__(f"「{label}」{why}")

    def call(self, label: str) -> None:
        """Name the field as its form does."""
        self.label = label
        self.args = (f"「{label}」{self._why}",)


class LockedField(RefusedField):
    """A field that is decided elsewhere, or that this form does not have."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(label, f"不能在这里修改：{reason}。")


class ManyDecimals(RefusedField):
    """A number has more decimals than its form takes; nothing is rounded unasked."""

    def __init__(self, label: str, most: int, text: str) -> None:
        cure = f"最多 {most} 位小数" if most else "不能有小数"
        super().__init__(label, f"{cure}，现在是 {text}，请四舍五入后再填。")


class LongText(RefusedField):
    """A text is longer than its form takes."""

    def __init__(self, label: str, longest: int, length: int) -> None:
        super().__init__(label, f"最多 {longest} 字，现在是 {length} 字，请删减。")


class DeclaredOtherwise(BookError):
    """A form set declares a field that the book holds with another kind of value."""

    def __init__(self, label: str) -> None:
        super().__init__(f"「{label}」在账套中已是另一种类型，请在套表的字典中给它另起一个名称。")


class StepEnded(BookError, RuntimeError):
    """A step is used after its end."""

    def __init__(self) -> None:
        super().__init__("这一步已经结束，不能再修改。")
