"""An order in parcels: what goes with each shipment, and what is on no shipment yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from remanence.core.documents.decided import QUANTITY, decisions_of, percent
from remanence.core.facts.dossiers import Desk, OrderFile, ShipmentFile
from remanence.core.facts.orders import OrderLine

_HUNDRED: Final = Decimal(100)


def open_lines(file: OrderFile) -> list[OrderLine]:
    """The lines that are not cancelled."""
    return [line for line in file.lines if line.cancelled_on is None]


def tolerance_percent(file: OrderFile, desk: Desk, today: date) -> Decimal:
    """By how much a delivery may fall short and still be the whole; zero if not decided."""
    if not file.decisions and not desk.decisions:
        return Decimal(0)
    return percent(decisions_of(file, desk), QUANTITY, today)


def carried(file: OrderFile, sent: ShipmentFile) -> dict[int, Decimal]:
    """Quantity of this order on a shipment, by line number, in the unit of the line."""
    quantities: dict[int, Decimal] = {}
    for part in sent.lines:
        if part.order_number == file.order.order_number:
            before = quantities.get(part.line_no, Decimal(0))
            quantities[part.line_no] = before + part.quantity
    return quantities


def rest_of(line: OrderLine, shipped: Decimal, short_percent: Decimal) -> Decimal:
    """What is left of a line, never below zero; nothing where it is within the tolerance."""
    rest = line.quantity - shipped
    if rest <= 0 or rest * _HUNDRED <= line.quantity * short_percent:
        return Decimal(0)
    return rest


def parcels(
    file: OrderFile, short_percent: Decimal
) -> list[tuple[ShipmentFile | None, list[OrderLine]]]:
    """Each shipment with the lines it carries, then the lines with a rest on no shipment."""
    lines = open_lines(file)
    if not file.shipments:
        return [(None, lines)] if lines else []
    found: list[tuple[ShipmentFile | None, list[OrderLine]]] = []
    shipped: dict[int, Decimal] = {}
    for sent in file.shipments:
        quantities = carried(file, sent)
        for number, quantity in quantities.items():
            shipped[number] = shipped.get(number, Decimal(0)) + quantity
        on_it = [line for line in lines if line.line_no in quantities]
        if on_it:
            found.append((sent, on_it))
    rest = [
        line
        for line in lines
        if rest_of(line, shipped.get(line.line_no, Decimal(0)), short_percent)
    ]
    return [*found, (None, rest)] if rest else found
