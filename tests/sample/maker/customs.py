"""What US customs took: the duty layers and fees of a reference pack on the day of entry."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

_EU = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
)
_CENT = Decimal("0.01")
Row = dict[str, str]


@dataclass(frozen=True)
class Layer:
    """One duty layer: the pack row, its name, its rate in per cent."""

    rule: str
    name: str
    percent: Decimal


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def whole_dollars(amount: Decimal) -> Decimal:
    """Round to the dollar, as values are entered."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


class Tariff:
    """The duty rows for the United States."""

    def __init__(self, file: Path) -> None:
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        self._rows = [row for row in rows if row["destination"] == "US"]

    def layers(self, code: str, origin: str, entered: date, loaded: date) -> list[Layer]:
        """List the layers that add to the duty of one line."""
        live = [row for row in self._rows if _live(row, code, origin, entered)]
        live = [row for row in live if _holds(row["conditions"], entered, loaded)]
        gone = {
            layer
            for row in live
            if row["rate_type"] == "exempt"
            for layer in row["acts_on"].split(";")
        }
        mfn = next(Decimal(row["rate_pct"]) for row in live if row["layer"] == "MFN")
        return [
            _layer(row, mfn)
            for row in live
            if row["rate_type"] in ("flat", "floor_total") and row["layer"] not in gone
        ]

    def processing_fee(self, value: Decimal, entered: date) -> tuple[Layer, Decimal]:
        """Work out the merchandise processing fee of an entry, within its bounds."""
        row = next(row for row in self._rows if row["layer"] == "FEE-MPF" and _within(row, entered))
        low, high = Decimal(row["min_amount"]), Decimal(row["max_amount"])
        layer = _layer(row, Decimal(0))
        return layer, min(max(cents(value * layer.percent / 100), low), high)

    def harbour_fee(self, value: Decimal) -> tuple[Layer, Decimal]:
        """Work out the harbour maintenance fee of a shipment by sea."""
        layer = _layer(next(r for r in self._rows if r["layer"] == "FEE-HMF"), Decimal(0))
        return layer, cents(value * layer.percent / 100)


def _within(row: Row, day: date) -> bool:
    start, end = row["effective_from"], row["effective_to"]
    return (not start or start <= day.isoformat()) and (not end or day.isoformat() <= end)


def _live(row: Row, code: str, origin: str, entered: date) -> bool:
    codes = row["code_list"].split(";")
    fits = "ALL" in codes or any(part and code.startswith(part) for part in codes)
    return fits and _within(row, entered) and _origin_fits(row["origin_list"], origin)


def _origin_fits(text: str, origin: str) -> bool:
    if text.startswith("ALL-EXCEPT-"):
        return origin not in text.split("-")[2:]
    listed = text.split(";")
    return bool({"ALL", "ALL-NTR", origin} & set(listed)) or ("EU" in listed and origin in _EU)


def _holds(conditions: str, entered: date, loaded: date) -> bool:
    """Judge the conditions that the desk's goods can meet: none claims a preference."""
    if conditions in ("always", "never"):
        return conditions == "always"
    facts = {"entry_date": entered.isoformat(), "loaded_on": loaded.isoformat()}
    for part in conditions.split("; "):
        fact, operator, value = part.split(" ", 2)
        if operator != "at_most" or fact not in facts or facts[fact] > value:
            return False
    return True


def _layer(row: Row, mfn: Decimal) -> Layer:
    percent = Decimal(row["rate_pct"])
    if row["rate_type"] == "floor_total":
        percent = max(Decimal(0), percent - mfn)
    return Layer(f"duties/{row['id']}", row["layer"], percent)
