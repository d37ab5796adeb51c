"""Header and payload of a package as lines of text in a worksheet, and back.

The first line names the format, the second is the header as JSON, those behind are the payload:
base64 of zlib of JSON, cut so that each fits a cell. 校验码 is a hash of header and payload.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from itertools import chain
from typing import Any

from budgetdesk import __version__
from budgetdesk.exchange.uncollected import uncollected

SHEET = "_budgetdesk"
UPWARD = "上报"
"""The kind of a package that a unit sends."""
RETURNED = "退回"
"""The kind of what goes back to a unit with remarks."""
ISSUED = "下发"
"""The kind of what goes to a department before it fills in."""
APPROVED = "批复"
"""The kind of what tells a unit which version holds."""
COLLECTED = "汇总上报"
"""The kind of what a bureau sends upward: its units' packages within one, and its register."""
ANSWERS = "answers"
"""The part of a payload that says what the unit did about the remarks it got."""
SHEETS = "sheets"
"""The part of a payload that says what was written into which cell."""
_FORMAT = "BDPKG/"
_VERSION = 1
_IN_CELL = 30_000  # characters; Excel holds 32,767
_MOST_CELLS = 2_000
_MOST_UNPACKED = 64 * 1024 * 1024  # bytes
_DEEPEST = 64  # JSON within JSON
_DIGITS = re.compile("[0-9]{1,9}")
_NESTED = frozenset({dict, list})

Payload = dict[str, Any]


class EnvelopeFault(Exception):  # noqa: N818 - the fault is in the file
    """Header or payload can't be trusted; a sentence without the file's name."""


class NewerPackage(EnvelopeFault):
    """The package was made by a newer program."""


@dataclass(frozen=True, slots=True)
class SendingOffice:
    """A department or unit as packages name it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a package says of itself in plain text.

    `chain` are the ids of the versions that it stands on, the first one first; `previous` is the
    last of them and `previous_hash` the hash of that. `totals` are 分 by source.
    """

    package_id: str
    book_id: str
    kind: str
    form_set: str
    fiscal_year: int
    region: SendingOffice
    department: SendingOffice
    unit: SendingOffice
    stage: str
    version: int
    made_at: str  # local time, ISO
    made_by: str
    program: str
    forms: int
    totals: dict[str, int]
    chain: tuple[str, ...] = ()
    base: str = ""
    previous: str = ""
    previous_hash: str = ""
    sha256: str = ""  # of the payload's text


@dataclass(frozen=True, slots=True)
class PackageLabel:
    """What a package says of itself on its outside: all that is kept of one that was looked at."""

    header: Header
    code: str  # 校验码


@dataclass(frozen=True)
class Envelope:
    """A header with its payload as text."""

    header: Header
    payload: str

    @classmethod
    def of(cls, header: Header, payload: Payload) -> "Envelope":
        """Seal a payload."""
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        packed = base64.b64encode(zlib.compress(text.encode(), 6)).decode()
        digest = hashlib.sha256(packed.encode()).hexdigest()
        return cls(replace(header, sha256=digest), packed)

    @cached_property
    def hash(self) -> str:
        """The hash of header and payload."""
        return hashlib.sha256(f"{self.header_line}\n{self.payload}".encode()).hexdigest()

    @property
    def code(self) -> str:
        """校验码: the beginning of the hash, in groups of four."""
        digits = self.hash[:12].upper()
        return "-".join(digits[start : start + 4] for start in range(0, 12, 4))

    @property
    def label(self) -> PackageLabel:
        """The outside of it."""
        return PackageLabel(self.header, self.code)

    @property
    def header_line(self) -> str:
        """The header as the package has it."""
        return json.dumps(asdict(self.header), ensure_ascii=False, separators=(",", ":"))

    @property
    def lines(self) -> list[str]:
        """The lines of the sealed worksheet."""
        parts = range(0, len(self.payload), _IN_CELL)
        cut = (self.payload[start : start + _IN_CELL] for start in parts)
        return [f"{_FORMAT}{_VERSION}", self.header_line, *cut]

    def opened(self) -> Payload:
        """The payload.

        Raises:
            EnvelopeFault: it is not what was sealed, too large, or nested too deep.
        """
        if hashlib.sha256(self.payload.encode()).hexdigest() != self.header.sha256:
            raise EnvelopeFault("封存的数据与校验值不符，文件已损坏，请让对方重新发来。")
        with uncollected():
            payload = _unpacked(self.payload)
            # What the sheets say is large and read in its own shape; the rest is gone through
            # freely.
            if not isinstance(payload, dict) or _is_deep({**payload, SHEETS: None}, _DEEPEST):
                raise EnvelopeFault("封存的数据不是上报文件的内容，请让对方重新发来。")
        return payload


def _unpacked(sealed: str) -> object:
    try:
        return json.loads(_inflated(sealed, _MOST_UNPACKED))
    except (ValueError, zlib.error, RecursionError) as error:
        raise EnvelopeFault("封存的数据读不出来，文件已损坏，请让对方重新发来。") from error


def _inflated(sealed: str, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(base64.b64decode(sealed, validate=True), most)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise EnvelopeFault("封存的数据过大，不是本程序写成的上报文件。")
    return text


def inflated_size(envelope: Envelope, most: int = _MOST_UNPACKED) -> int:
    """How many bytes the payload grows to.

    Raises:
        EnvelopeFault: to more than `most`, or it can't be read.
    """
    try:
        return len(_inflated(envelope.payload, max(1, min(most, _MOST_UNPACKED))))
    except (ValueError, zlib.error) as error:
        raise EnvelopeFault("封存的数据读不出来，文件已损坏，请让对方重新发来。") from error


def require_readable(envelope: Envelope) -> None:
    """Refuse to write what no reader would take.

    Raises:
        EnvelopeFault: the payload is too large.
    """
    if len(envelope.lines) > _MOST_CELLS:
        raise EnvelopeFault("封存的数据过大，不是本程序写成的上报文件。")
    inflated_size(envelope)


def _is_deep(content: Any, most: int) -> bool:
    """Whether lists and objects stand so many levels below it, one level looked at a time."""
    level = [content]
    for _ in range(most + 1):
        if _NESTED.isdisjoint(map(type, level)):
            return False
        objects = [it for it in level if type(it) is dict]
        lists = [it for it in level if type(it) is list]
        level = [*chain.from_iterable(map(dict.values, objects)), *chain.from_iterable(lists)]
    return True


def is_envelope(first: str) -> bool:
    """Whether a worksheet with that text in its first cell holds a package."""
    return first.startswith(_FORMAT)


def is_newer(program: str) -> bool:
    """Whether a version of the program is newer than this one."""
    told, own = (tuple(map(int, _DIGITS.findall(it))) for it in (program, __version__))
    return told > own


def read_envelope(lines: Sequence[str]) -> Envelope:
    """The envelope in the first column of a worksheet.

    Raises:
        EnvelopeFault: the header can't be read; `NewerPackage` where it is of a newer program.
    """
    version = lines[0].removeprefix(_FORMAT).strip()
    if not version.isascii() or not version.isdigit():
        raise EnvelopeFault("封存的数据没有版本，文件已损坏，请让对方重新发来。")
    if int(version) > _VERSION:
        raise NewerPackage(
            f"上报文件的格式是第 {version} 版，本程序只认识到第 {_VERSION} 版，请先更新程序。"
        )
    if len(lines) < 3 or len(lines) > _MOST_CELLS:
        raise EnvelopeFault("封存的数据不完整，文件已损坏，请让对方重新发来。")
    try:
        header = _header_of(json.loads(lines[1]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise EnvelopeFault("封存的文件头读不出来，文件已损坏，请让对方重新发来。") from error
    return Envelope(header, "".join(lines[2:]).strip())


def kept_envelope(header: str, payload: str) -> Envelope:
    """The envelope of a header's line and a payload that were kept; errors as `read_envelope`."""
    return read_envelope([f"{_FORMAT}{_VERSION}", header, payload])


_NUMBERS = ("fiscal_year", "version", "forms")
_OFFICES = ("region", "department", "unit")


def _header_of(told: dict[str, Any]) -> Header:
    values: dict[str, Any] = {}
    for each in fields(Header):
        value = told[each.name]
        if each.name in _OFFICES:
            values[each.name] = SendingOffice(_text(value["code"]), _text(value["name"]))
        elif each.name == "chain":
            values["chain"] = tuple(map(_text, value))
        elif each.name == "totals":
            values["totals"] = {_text(key): _number(it) for key, it in value.items()}
        else:
            values[each.name] = (_number if each.name in _NUMBERS else _text)(value)
    return Header(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value
