"""What became of a payment list, in sentences and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from budgetdesk.domain.money import exchange_text, yuan_text
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.payments.filling import FilledRecord
from budgetdesk.exchange.payments.payment import PaymentList, Placement


def lines_of(
    listed: PaymentList, placement: Placement, filled: Sequence[FilledRecord]
) -> Iterator[str]:
    """Sums first, then what was guessed, then every payment that stands on no project."""
    yield from listed.notes
    yield (
        f"支付 {len(listed.payments)} 笔，合计 {_yuan(listed.total)} 元："
        f"记到 {len(placement.executed)} 个项目 {_yuan(placement.placed)} 元，"
        f"没有记到项目的 {len(placement.unplaced)} 笔 {_yuan(placement.left)} 元。"
    )
    added = sum(one.added for one in filled)
    if added:
        yield f"其中 {added} 个项目原来没有这张表，为其新建。"
    for one in filled:
        if one.before not in (None, one.now):
            before = _yuan(one.before or 0)
            yield f"「{shorten(one.project)}」的执行数由 {before} 元改为 {_yuan(one.now)} 元。"
    for guess in placement.guesses:
        yield (
            f"按相近的名称记入，请核对：「{guess.said}」→「{guess.name}」，"
            f"{guess.rows} 笔 {_yuan(guess.amount)} 元。"
        )
    for why, count in Counter(why for _, why in placement.unplaced).items():
        amount = sum(payment.amount for payment, other in placement.unplaced if other is why)
        yield f"没有记到项目：{why}，{count} 笔 {_yuan(amount)} 元。"
    for payment, why in placement.unplaced:
        said = payment.project or payment.code or "（空白）"
        yield f"{payment.place}\t{said}\t{_yuan(payment.amount)}\t{why}"


def as_json(listed: PaymentList, placement: Placement, filled: Sequence[FilledRecord]) -> str:
    """The same for a program; amounts are decimal strings in 元."""
    content = {
        "rows": len(listed.payments),
        "total": exchange_text(listed.total),
        "placed": exchange_text(placement.placed),
        "not_placed": exchange_text(placement.left),
        "notes": list(listed.notes),
        "projects": [
            {
                "project_id": one.project_id,
                "name": one.project,
                "before": exchange_text(one.before),
                "executed": exchange_text(one.now),
                "added": one.added,
            }
            for one in filled
        ],
        "guesses": [
            {
                "said": guess.said,
                "project_id": guess.project_id,
                "name": guess.name,
                "rows": guess.rows,
                "amount": exchange_text(guess.amount),
            }
            for guess in placement.guesses
        ],
        "left": [
            {
                "place": payment.place,
                "project": payment.project,
                "code": payment.code,
                "unit": payment.unit,
                "month": payment.month or payment.date,
                "amount": exchange_text(payment.amount),
                "reason": str(why),
            }
            for payment, why in placement.unplaced
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _yuan(fen: int) -> str:
    return yuan_text(fen, thousands=True)
