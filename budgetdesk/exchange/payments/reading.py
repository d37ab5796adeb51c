"""A payment list from a file or from pasted text: every row a payment, or told why it is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetdesk.domain.file_kinds import EXCEL, kind_of
from budgetdesk.domain.money import MoneyError, parse_amount, yuan_text
from budgetdesk.domain.text import fold, one_line
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_text
from budgetdesk.exchange.line_tables.columns import Matrix, cell_of
from budgetdesk.exchange.line_tables.facts import is_sum_word
from budgetdesk.exchange.line_tables.headings import is_column_numbers
from budgetdesk.exchange.line_tables.texts import NoTableError, table_of
from budgetdesk.exchange.measures import noted_measure
from budgetdesk.exchange.payments.dates import month_of
from budgetdesk.exchange.payments.headings import PaymentColumn, PaymentHeading, find_heading
from budgetdesk.exchange.payments.payment import Payment, PaymentList
from budgetdesk.exchange.spreadsheet import number_text, read_sheets

_C = PaymentColumn
_CAME_BACK = re.compile(r"退(?!休|役|伍|耕)|冲|红字|收回|缴回")
_SAID_BACK = re.compile(r"(?:退回|退款|退库|退付|冲销|冲减|冲回|红字|收回|缴回)")
_UNPAID = re.compile(r"作废|未支付|未清算|待|失败|退票|驳回|撤销|终止")
_RUNNING = re.compile(r"(?:本|当|上|至)?(?:年|月|日|季|页)?(?:末|初)?(?:合计|累计|小计|总计)")
_ZERO = ("-", "—", "－", "–", "/")
_TOLD = 5  # rows that a note names


def read_payments(path: Path, year: int) -> PaymentList:
    """The payments of a .csv, .tsv, .txt or Excel file.

    Args:
        path: the file.
        year: of months that name none.

    Raises:
        ImportFault: it is no such list, or an amount in it can't be read.
    """
    if kind_of(path) is not EXCEL:
        return pasted_payments(read_text(path), year, path)
    sheets = [(name, [list(map(_text, row)) for row in cells]) for name, cells in read_sheets(path)]
    return _read(path, sheets, year)


def pasted_payments(text: str, year: int, source: Path = Path("粘贴的内容")) -> PaymentList:
    """The payments of pasted text or a file's; errors as `read_payments`."""
    try:
        matrix, _ = table_of(text)
    except NoTableError:
        raise ImportFault(source, "不是完整的表格（引号没有成对）。") from None
    return _read(source, [("", matrix)], year)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return number_text(cell)
    return "" if cell is None else str(cell)


def _read(source: Path, sheets: Sequence[tuple[str, Matrix]], year: int) -> PaymentList:
    found = [(name, matrix, find_heading(matrix)) for name, matrix in sheets]
    lists = [(name, matrix, heading) for name, matrix, heading in found if heading]
    if not lists:
        raise ImportFault(
            source, "没有找到列标题，应有“项目名称”（或“项目代码”）和“支付金额”两列，请核对表头。"
        )
    readers = [
        _ListReader(source, matrix, heading, year, f"「{name}」" if len(lists) > 1 else "")
        for name, matrix, heading in lists
    ]
    payments = tuple(payment for reader in readers for payment in reader.read())
    if not payments:
        raise ImportFault(source, "表中没有支付记录。")
    return PaymentList(payments, tuple(note for reader in readers for note in reader.notes()))


@dataclass
class _ListReader:
    """Reads one table; remembers what is to be told."""

    source: Path
    matrix: Matrix
    heading: PaymentHeading
    year: int
    sheet: str
    _sums: list[str] = field(default_factory=list)
    _without: list[str] = field(default_factory=list)  # an amount
    _back: list[str] = field(default_factory=list)
    _wrong: list[str] = field(default_factory=list)
    _total: int = 0
    _since: int = 0  # the last sum
    _count: int = 0  # of payments since then

    def read(self) -> Iterator[Payment]:
        head = [tuple(row) for row in self.matrix[: self.heading.below]]
        for number in range(self.heading.below, len(self.matrix)):
            row = self.matrix[number]
            place = f"{self.sheet}第 {number + 1} 行"
            if not any(cell.strip() for cell in row) or tuple(row) in head:
                continue
            if number == self.heading.below and is_column_numbers(row):
                continue
            payment = self._row(row, place)
            if payment is not None:
                self._total += payment.amount
                self._since += payment.amount
                self._count += 1
                yield payment

    def _row(self, row: Sequence[str], place: str) -> Payment | None:
        amount = self._amount(row, place)
        if self._is_sum(row, amount):
            self._note_sum(place, amount)
            return None
        if amount is None:
            self._require_same_measure(row, place)
            self._without.append(place)
            return None
        told = self._said(row, _C.DATE)
        month = month_of(told, self.year) if told else None
        return Payment(
            place,
            self._signed(row, amount, place),
            self._said(row, _C.PROJECT),
            self._said(row, _C.CODE),
            self._said(row, _C.UNIT),
            month or "",
            "" if month else told or ("空白" if _C.DATE in self.heading.columns else ""),
            not _UNPAID.search(self._said(row, _C.STATE)),
        )

    def _require_same_measure(self, row: Sequence[str], place: str) -> None:
        """Refuse a note further down that amounts below it are in something else."""
        noted = noted_measure([row])
        known = self.heading.measures[
            _C.AMOUNT if _C.AMOUNT in self.heading.columns else _C.RETURNED
        ]
        if noted is not None and noted is not known:
            reason = f"从这一行起金额单位是{noted}，以上是{known}，请分开粘贴或导入。"
            raise ImportFault(self.source, reason, record=place)

    def _said(self, row: Sequence[str], column: PaymentColumn) -> str:
        place = self.heading.columns.get(column)
        return "" if place is None else one_line(cell_of(row, place))

    def _amount(self, row: Sequence[str], place: str) -> int | None:
        """What was paid, less what came back in a column of its own."""
        paid, back = (self._money(row, it, place) for it in (_C.AMOUNT, _C.RETURNED))
        if paid is None and back is None:
            return None
        return (paid or 0) - abs(back or 0)

    def _money(self, row: Sequence[str], column: PaymentColumn, place: str) -> int | None:
        if column not in self.heading.columns:
            return None
        text = cell_of(row, self.heading.columns[column])
        if text.strip() in _ZERO:
            return None
        try:
            return parse_amount(text, self.heading.measures[column])
        except MoneyError as error:
            raise ImportFault(self.source, str(error), record=place) from error

    def _signed(self, row: Sequence[str], amount: int, place: str) -> int:
        """Negative where the row says that the money came back."""
        kind, summary = self._said(row, _C.KIND), self._said(row, _C.SUMMARY)
        if amount <= 0 or not (_CAME_BACK.search(kind) or _SAID_BACK.match(summary)):
            return amount
        self._back.append(place)
        return -amount

    def _is_sum(self, row: Sequence[str], amount: int | None) -> bool:
        named = [self._said(row, it) for it in (_C.PROJECT, _C.CODE, _C.UNIT)]
        first = next(cell for cell in row if cell.strip())
        if any(map(_is_sum, (first, *named))):
            return True
        nameless = not any((*named, self._said(row, _C.DATE), self._said(row, _C.SUMMARY)))
        return nameless and self._count > 1 and amount in (self._total, self._since)

    def _note_sum(self, place: str, amount: int | None) -> None:
        self._sums.append(place)
        if amount is not None and amount not in (self._total, self._since):
            stated, found = (yuan_text(it, thousands=True) for it in (amount, self._total))
            self._wrong.append(f"{place}合计 {stated} 元，以上各行之和 {found} 元")
        self._since = self._count = 0

    def notes(self) -> Iterator[str]:
        """What is to be told of how the table was read."""
        if not self.heading.told:
            yield f"{self.sheet}没有写明金额单位，按元读取。"
        if _C.DATE not in self.heading.columns:
            yield f"{self.sheet}没有支付日期或月份列，全部按截止月份以前计入。"
        if self._sums:
            yield f"跳过合计：{_rows(self._sums)}。"
        if self._wrong:
            yield f"{'；'.join(self._wrong[:_TOLD])}，请核对。"
        if self._without:
            yield f"跳过没有金额的行：{_rows(self._without)}。"
        if self._back:
            yield f"写明退回、冲销的按负数计入：{_rows(self._back)}。"


def _is_sum(cell: str) -> bool:
    return is_sum_word(cell) or _RUNNING.fullmatch(fold(cell).rstrip(":")) is not None


def _rows(places: Sequence[str]) -> str:
    return "、".join(places[:_TOLD]) + (f"等 {len(places)} 行" if len(places) > _TOLD else "")
