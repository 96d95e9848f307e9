"""Everything that verdicts about one order need, gathered once.

The order with all that hangs on it, and the desk around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from remanence.core.facts.business import Business
from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.licences import Licence, LicenceEvent, LicenceLine
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision, Party
from remanence.core.facts.prices import FxRate
from remanence.core.facts.products import Classification, Product
from remanence.core.facts.shipments import Entry, Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier


class LicenceFile(NamedTuple):
    """A licence with its lines, events, papers.

    And every shipment line that names it or may draw on it.
    """

    licence: Licence
    lines: tuple[LicenceLine, ...] = ()
    events: tuple[LicenceEvent, ...] = ()  # by date, then by the sequence of STATES
    draws: tuple[Draw, ...] = ()
    documents: tuple[Document, ...] = ()
    order: Order | None = None  # the one that it names


class Draw(NamedTuple):
    """What one shipment line takes of a licence.

    The goods, their value, and whether they have left.
    """

    shipment: Shipment
    line: ShipmentLine
    product: Product | None
    unit: str
    value: Decimal | None  # goods at the ordered price, currency of the order
    currency: str


class ShipmentFile(NamedTuple):
    """A shipment with all its lines (those of other orders too.

    Charges are shared over all), entries and papers.
    """

    shipment: Shipment
    lines: tuple[ShipmentLine, ...] = ()
    entries: tuple[Entry, ...] = ()
    documents: tuple[Document, ...] = ()


class OrderFile(NamedTuple):
    """One order with everything that hangs on it.

    `neighbours` are the other orders that its shipments carry goods of.
    """

    order: Order
    lines: tuple[OrderLine, ...]  # by line_no, cancelled ones included
    supplier: Supplier
    products: Mapping[str, Product]  # by product_code, those of the neighbours too
    classifications: tuple[Classification, ...] = ()  # of these products
    shipments: tuple[ShipmentFile, ...] = ()  # by atd, else etd, else ref
    licences: tuple[
        LicenceFile, ...
    ] = ()  # naming the order, its supplier without an order, or named by its shipments
    documents: tuple[Document, ...] = ()  # on the order, its supplier or its products
    charges: tuple[Charge, ...] = ()  # on the order and on its shipments
    decisions: tuple[Decision, ...] = ()  # for the order, its products, its supplier, the workspace
    neighbours: tuple[tuple[Order, tuple[OrderLine, ...]], ...] = ()


class Desk(NamedTuple):
    """What all orders share.

    The own firm, rates, the workspace's own list of parties, workspace-wide decisions.
    """

    business: Business
    rates: tuple[FxRate, ...] = ()
    parties: tuple[Party, ...] = ()
    decisions: tuple[Decision, ...] = ()  # subject `workspace`, and corrections of pack rows
