"""Every kind of file that the program reads or writes, told once.

Dialogs, drag and drop, the command line, import and export all read from here; which function
reads or writes a kind stands where such files are read (`exchange/importing.py`) and written
(`output/sheet_files.py`, `output/disclosure/files.py`).
"""

from collections.abc import Iterable
from pathlib import Path

from budgetdesk.domain.immutable import immutable


@immutable
class FileKind:
    """One kind of file.

    `key` names it among options and settings (`--xlsx`), `name` to the clerk. The first of the
    suffixes is that of what is written, all are read. `old` are suffixes of files that are known
    and not read: they have to be saved as the first. `brings` says what an import takes out of
    such a file, "" where it takes nothing; `codes` that this may be a list of 科目.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    brings: str = ""
    codes: bool = False
    old: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What is written ends with this."""
        return self.suffixes[0]

    @property
    def label(self) -> str:
        """Name and suffix, where kinds are chosen from."""
        return f"{self.name}（{self.suffix}）"

    @property
    def filter(self) -> str:
        """What a file dialog lists of this kind alone, to write one."""
        return f"{self.name} (*{self.suffix})"

    def __str__(self) -> str:
        return self.key


BOOK = FileKind("budget", "账套", (".budget",), "其他单位账套中的项目、整体绩效目标表、预算明细")
EXCHANGE = FileKind(
    "json", "数据交换文件", (".json",), "项目、整体绩效目标表、民生清单、预算公开的填报"
)
TABLE = FileKind(
    "csv", "明细表", (".csv", ".tsv", ".tab"),
    "预算明细、收入科目、自编科目，其他程序的明细表（按列标题识别），科目清单", codes=True,
)  # fmt: skip
TEXT = FileKind("txt", "文本", (".txt",), "同上，或数据交换文件", codes=True)
_FORMS = "绩效目标表、整体绩效表、自评表、监控表（按表中的标签识别）"
EXCEL = FileKind(
    "xlsx", "Excel", (".xlsx", ".xls", ".xlsm", ".et", ".ods"), f"{_FORMS}，科目清单", codes=True
)
PDF = FileKind("pdf", "PDF", (".pdf",), _FORMS)
WORD = FileKind("docx", "Word", (".docx",), _FORMS, old=(".doc", ".wps"))
WEB = FileKind("html", "网页", (".html", ".htm"), _FORMS)

FILE_KINDS = (BOOK, EXCHANGE, TABLE, TEXT, EXCEL, PDF, WORD, WEB)
IMPORTED = tuple(kind for kind in FILE_KINDS if kind.brings)
EXPORTED = (EXCEL, PDF, EXCHANGE)
"""What `export` and the dialog 导出 offer; EXCHANGE writes CSV beside JSON."""
FOREIGN = (EXCEL, WORD, PDF, WEB)
"""What forms of other people are read from; each such file stands for itself."""
DISCLOSED = (PDF, WORD)
"""What the 部门预算公开 document is written as."""


@immutable
class Offer:
    """What a file dialog lists to read from, told by `name`: all that its reader takes, no more."""

    name: str
    kinds: tuple[FileKind, ...]

    @property
    def filter(self) -> str:
        """In a dialog's words: these kinds, old files with what to do about them, or all files."""
        lines = [_filter(self.name, (it for kind in self.kinds for it in kind.suffixes))]
        lines += [
            _filter(f"旧格式，先另存为 {kind.suffix} 再选", kind.old)
            for kind in self.kinds
            if kind.old
        ]
        return ";;".join((*lines, "所有文件 (*)"))


def _filter(name: str, suffixes: Iterable[str]) -> str:
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


# A template is read with its widths, fonts and lines, which the readers of other workbooks leave.
_TEMPLATE = FileKind("template", "Excel", (".xlsx", ".xlsm"), old=(".xls", ".et", ".ods"))
BOOKS = Offer(BOOK.name, (BOOK,))
IMPORTS = Offer("可导入的文件", IMPORTED)
CODE_LISTS = Offer("科目清单", tuple(kind for kind in IMPORTED if kind.codes))
CEILINGS = Offer("控制数表", (EXCEL, TABLE))
PAYMENTS = Offer("支付明细", (EXCEL, TABLE, TEXT))
PORTAL_LISTS = Offer("一体化导出的清单", (EXCEL,))
LIBRARIES = Offer("指标库", (EXCEL, WORD))
TEMPLATES = Offer("空白的 Excel 表", (_TEMPLATE,))
PUBLISHED = Offer("公开的文件", DISCLOSED)
INSPECTED = Offer("要公开的文件", (EXCEL, WORD, PDF))
PACKAGES = Offer("上报文件", (EXCEL,))
SUBMISSIONS = Offer("上报文件、账套", (EXCEL, BOOK))
LAST_YEARS = Offer("上年的账套、上报文件和表", (BOOK, EXCHANGE, *FOREIGN))


def kind_of(path: Path | str) -> FileKind | None:
    """The kind that a file's suffix says, None for one that the program doesn't know."""
    suffix = Path(path).suffix.lower()
    return next((kind for kind in FILE_KINDS if suffix in (*kind.suffixes, *kind.old)), None)


def kinds_named(keys: Iterable[str], of: Iterable[FileKind]) -> tuple[FileKind, ...]:
    """Those of some kinds whose keys are given, in the kinds' order."""
    wanted = frozenset(keys)
    return tuple(kind for kind in of if kind.key in wanted)


def import_words() -> str:
    """What can be imported, in words: each kind with its suffixes and what it brings."""
    return "；".join(f"{kind.name}（{_suffixes_told(kind)}）：{kind.brings}" for kind in IMPORTED)


def _suffixes_told(kind: FileKind) -> str:
    told = "、".join(kind.suffixes)
    return f"{told}；{'、'.join(kind.old)} 先另存为 {kind.suffix}" if kind.old else told
