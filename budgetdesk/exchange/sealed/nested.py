"""Packages within a package: what a bureau passes on of its units, sealed as each was.

They stand one level deep: what is in a 汇总上报 are units' packages and never another of its kind.
The sizes of all together are reckoned before any is read, and one that is damaged refuses the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from budgetdesk.exchange.sealed.county_report import CountyReport, from_plain
from budgetdesk.exchange.sealed.envelope import (
    UPWARD,
    Envelope,
    EnvelopeFault,
    Payload,
    inflated_size,
    kept_envelope,
)
from budgetdesk.exchange.sealed.opening import DamagedPackage, Opened, require_parts

COUNTY = "county"
"""The part of a payload that says how a county's units stand."""
PACKAGES = "packages"
"""The part of a payload that holds packages."""
_SHARED = ("dictionary", "form_set_files")  # stand once, in the outer payload
_MOST = 3_000  # packages
_MOST_INFLATED = 200 * 1024 * 1024  # bytes, of all together


def nested_content(envelopes: Sequence[Envelope]) -> list[dict[str, str]]:
    """Packages as a payload holds them."""
    return [{"header": it.header_line, "payload": it.payload} for it in envelopes]


def nested_in(opened: Opened) -> Iterator[Opened]:
    """The packages within one; they are seen to be whole before the first is given.

    Raises:
        DamagedPackage: the register can't be read, or a package is damaged, of another kind, year
            or set, or they are too many or too large. Nothing of the file can be trusted then.
    """
    county_told(opened)
    told = opened.payload.get(PACKAGES)
    if not isinstance(told, list) or len(told) > _MOST:
        raise DamagedPackage(opened.path, "封存的各单位文件读不出来或过多，请让对方重新发来。")
    envelopes = [_envelope(opened, it, number) for number, it in enumerate(told, start=1)]
    _require_small(opened, envelopes)
    for envelope in envelopes:
        _payload(opened, envelope)
    return (_opened(opened, it) for it in envelopes)


def county_told(opened: Opened) -> CountyReport:
    """The register and the sums.

    Raises:
        DamagedPackage: they can't be read.
    """
    try:
        return from_plain(opened.payload[COUNTY])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = "县里的收报登记读不出来，整个文件没有接收，请让对方重新发来。"
        raise DamagedPackage(opened.path, reason) from error


def _envelope(opened: Opened, told: Any, number: int) -> Envelope:
    try:
        envelope = kept_envelope(told["header"], told["payload"])
    except (EnvelopeFault, KeyError, TypeError, AttributeError) as fault:
        reason = f"其中第 {number} 个单位的封存数据读不出来，整个文件没有接收，请让对方重新发来。"
        raise DamagedPackage(opened.path, reason) from fault
    inner, outer = envelope.header, opened.envelope.header
    if inner.kind != UPWARD:
        reason = f"其中套着{inner.kind}的文件，只能套各单位的上报，整个文件没有接收。"
        raise DamagedPackage(opened.path, reason)
    if (inner.form_set, inner.fiscal_year) != (outer.form_set, outer.fiscal_year):
        reason = f"其中「{inner.unit.name}」的套表或年度与封面不同，整个文件没有接收。"
        raise DamagedPackage(opened.path, reason)
    return envelope


def _require_small(opened: Opened, envelopes: Sequence[Envelope]) -> None:
    left = _MOST_INFLATED
    for envelope in envelopes:
        try:
            left -= inflated_size(envelope, left)
        except EnvelopeFault as fault:
            raise _damaged(opened, envelope, str(fault)) from fault


def _payload(opened: Opened, envelope: Envelope) -> Payload:
    try:
        payload = envelope.opened()
        require_parts(envelope, payload)
    except EnvelopeFault as fault:
        raise _damaged(opened, envelope, str(fault)) from fault
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(opened, envelope, "封存的数据不完整，请让对方重新发来。") from error
    return {**payload, **{key: opened.payload.get(key) for key in _SHARED}}


def _opened(opened: Opened, envelope: Envelope) -> Opened:
    payload = _payload(opened, envelope)
    inner = replace(opened, envelope=envelope, payload=payload, written=(), sheets={})
    return replace(inner, extras=(), unreckoned={}, as_written=False)


def _damaged(opened: Opened, envelope: Envelope, reason: str) -> DamagedPackage:
    unit = envelope.header.unit.name
    return DamagedPackage(opened.path, f"其中「{unit}」{reason}整个文件没有接收。")
