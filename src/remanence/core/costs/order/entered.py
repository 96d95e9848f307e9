"""What customs took: the rows of `entries` in place of what the pack works out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from remanence.core.base.findings import Finding
from remanence.core.base.sentences import N_
from remanence.core.base.steps import Amount, How, RecordRef, given
from remanence.core.costs.duty import Layer, layer_of
from remanence.core.costs.figures import nothing, rounded, summed
from remanence.core.costs.line_duty import LayerAmount
from remanence.core.costs.order.frame import Frame, OrderPart
from remanence.core.costs.parts import digits_of
from remanence.core.costs.sharing import Charged, share_charge
from remanence.core.facts.dossiers import ShipmentFile
from remanence.core.facts.shipments import Entry

TAKEN = N_("entry.taken", "{note}, as customs took it: {value}")
TAKEN_ROUNDED = N_("entry.amount", "{note}: {0}")
TAKEN_CONVERTED = N_("entry.converted", "{note}: {0} at {1}")
RATE = N_("entry.rate", "{note}, the rate that customs took: {value}")
DUTY = N_("line.duty_taken", "Duty that customs took on this line: {value}")
FEES = N_("line.fees_taken", "Fees that customs took on this line: {value}")
TAX = N_("line.tax_taken", "Import tax that customs took on this line: {value}")

_TAX_WORDS: Final = ("VAT", "GST", "IGST", "TAX")
_FEES: Final = frozenset({"MPF", "HMF"})


class Taken(NamedTuple):
    """What customs took of a shipment: a list a part each, and the totals by layer."""

    layers: list[list[LayerAmount]]
    duty: list[Amount]
    fees: list[Amount]
    tax: list[Amount]
    fee_rows: tuple[tuple[str, Amount], ...]
    tax_base: Amount | None


def bucket(layer: str) -> str:
    """`fee`, `tax` or `duty`: what a layer that customs names is."""
    word = layer.strip().upper()
    if word in _FEES or word.startswith("FEE"):
        return "fee"
    return "tax" if any(part in word for part in _TAX_WORDS) else "duty"


def taken(frame: Frame, file: ShipmentFile, parts: Sequence[OrderPart]) -> Taken:
    """The entries of a shipment shared over its parts: by tariff code, then by value."""
    unit = frame.coin.currency
    layers: list[list[LayerAmount]] = [[] for _ in parts]
    fees: list[list[Amount]] = [[] for _ in parts]
    taxes: list[list[Amount]] = [[] for _ in parts]
    fee_rows: dict[str, list[Amount]] = {}
    for entry in file.entries:
        amount = _amount(frame, file, entry)
        shares = _shares(frame, file, entry, amount, parts)
        kind = bucket(entry.layer)
        for place, share in enumerate(shares):
            if kind == "fee":
                fees[place].append(share)
                if parts[place].own:
                    name = entry.layer.upper().removeprefix("FEE-")
                    fee_rows.setdefault(name, []).append(share)
            elif kind == "tax":
                taxes[place].append(share)
            else:
                layers[place].append((_layer(entry), share))
    return Taken(
        layers,
        [_sum(DUTY, [amount for _, amount in line], unit) for line in layers],
        [_sum(FEES, line, unit) for line in fees],
        [_sum(TAX, line, unit) for line in taxes],
        tuple((name, _sum(FEES, rows, unit)) for name, rows in fee_rows.items()),
        None,
    )


def _layer(entry: Entry) -> Layer:
    """The layer as customs named it."""
    if entry.rate_percent is None:
        return Layer(entry.layer, None, ())
    ref = RecordRef("entries", f"{entry.shipment_ref}/{entry.entry_line}/{entry.layer}")
    rate: Amount = given(RATE, entry.rate_percent, ref, unit="%", note=entry.layer)
    return layer_of(entry.layer, rate, ())


def _sum(code: str, amounts: Sequence[Amount], unit: str) -> Amount:
    return summed(code, tuple(amounts), unit) if amounts else nothing(unit)


def _amount(frame: Frame, file: ShipmentFile, entry: Entry) -> Amount:
    shipment = file.shipment
    currency = entry.currency or frame.coin.currency
    key = f"{shipment.shipment_ref}/{entry.entry_line}/{entry.layer}"
    ref = RecordRef("entries", key, "amount")
    written: Amount = given(TAKEN, entry.amount, ref, unit=currency, note=entry.layer)
    day = shipment.entered_on or entry.paid_on or frame.file.order.order_date
    rate = frame.rate(currency, day)
    if rate is None:
        return rounded(TAKEN_ROUNDED, (written,), frame.coin, note=entry.layer)
    return rounded(TAKEN_CONVERTED, (written, rate), frame.coin, note=entry.layer, how=How.CONVERT)


def _shares(
    frame: Frame,
    file: ShipmentFile,
    entry: Entry,
    amount: Amount,
    parts: Sequence[OrderPart],
) -> Sequence[Amount]:
    """Over the parts of the entry's tariff code, else over all; equally where nothing has value."""
    wanted = digits_of(entry.hs_code)
    alike = [part for part in parts if wanted and _same_code(part.digits, wanted)]
    names = tuple(part.name for part in alike or parts)
    values: list[Decimal | None] = [part.goods.value for part in alike or parts]
    valued = all(value is not None for value in values) and any(values)
    name = f"{entry.layer} of {file.shipment.shipment_ref}"
    method = "value" if valued else "equal"
    charged = Charged(name, amount, method, names if alike else None, None, frame.coin.currency)
    findings: list[Finding]
    shares, findings = share_charge(charged, parts, frame.coin, name)
    frame.say(findings)
    return shares


def _same_code(one: str, other: str) -> bool:
    return bool(one) and (one.startswith(other) or other.startswith(one))
