"""How much of the ledger's fund and state-capital income has no revenue code yet."""

from budgetdesk.book.book import Book
from budgetdesk.book.ledger import RevenueBalance, revenue_balances
from budgetdesk.domain.ledger_columns import REVENUE_SOURCES
from budgetdesk.domain.money import yuan_text


def unlisted_sentence(book: Book) -> tuple[str, bool]:
    """The state of revenue by code in words, and whether something is open or too much."""
    balances = revenue_balances(book)
    if not balances:
        return "预算明细中没有政府性基金和国有资本经营预算的当年收入，不用填写收入科目。", False
    is_open = any(each.unlisted for each in balances)
    several = len({each.department for each in balances}) > 1
    told = [each for each in balances if each.unlisted] if is_open else balances
    return "；".join(_told(each, several=several) for each in told) + "。", is_open


def _told(balance: RevenueBalance, *, several: bool) -> str:
    owner = f"{balance.department} " if several else ""
    name = f"{owner}{REVENUE_SOURCES[balance.source]}"
    income = f"{name}：明细 {_yuan(balance.ledger)} 元"
    if balance.unlisted > 0:
        return f"{income}，未列收入科目 {_yuan(balance.unlisted)} 元"
    if balance.unlisted < 0:
        return f"{income}，收入科目多列 {_yuan(-balance.unlisted)} 元"
    return f"{income}，已全部列入收入科目"


def _yuan(fen: int) -> str:
    return yuan_text(fen, thousands=True)
