"""Small orders, licences and papers with sensible cells, for tests of verdicts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from remanence.core.facts.business import Business
from remanence.core.facts.charges import Charge
from remanence.core.facts.documents import Document
from remanence.core.facts.dossiers import Desk, Draw, LicenceFile, OrderFile, ShipmentFile
from remanence.core.facts.licences import Licence, LicenceEvent, LicenceLine
from remanence.core.facts.orders import Order, OrderLine
from remanence.core.facts.parties import Decision
from remanence.core.facts.products import Product
from remanence.core.facts.shipments import Shipment, ShipmentLine
from remanence.core.facts.suppliers import Supplier
from remanence.core.policy.pack import Pack
from remanence.packs.load import load_pack, shipped

Cell: TypeAlias = Any
"""A cell of a record, whatever its type: what a test says that it is."""

TODAY = date(2026, 11, 24)
DESK = Desk(Business(name="Lakeside Motors Inc", country="US", currency="USD"))
SUPPLIER = Supplier(1, "S1", "Ningbo Hanyue Magnetics Co Ltd", None, "CN", role="manufacturer")
MAGNET = Product(
    1,
    "M1",
    "Block 20x10x5",
    "magnet",
    "NdFeB",
    "N42SH",
    "block",
    "8505111000",
    "pcs",
    Decimal("0.0075"),
    "Nd:29.5;Dy:1.2;Fe:66",
)
PLAIN_MAGNET = MAGNET._replace(id=2, product_code="M2", composition="Nd:30;Fe:67")
UNKNOWN_MAGNET = MAGNET._replace(id=3, product_code="M3", composition=None)
OXIDE = Product(
    4, "O1", "Neodymium oxide", "oxide", "Nd2O3", None, "powder", "2846909910", "kg", None
)


@cache
def shipped_pack() -> Pack:
    """The pack that the program brings along."""
    return load_pack(shipped(Path(__file__).parents[2] / "resources" / "packs")[0])


def line(number: int = 1, product: str = "M1", quantity: str = "1000", **cells: Cell) -> OrderLine:
    """One order line."""
    base = OrderLine(number, 1, number, product, Decimal(quantity), "pcs", Decimal("2.50"))
    return base._replace(**cells)


def order_file(*lines: OrderLine, **parts: Cell) -> OrderFile:
    """An order of magnets by sea with a named end user; `order` holds cells that differ."""
    cells = parts.pop("order", {})
    order = Order(
        1,
        "PO-1",
        date(2026, 9, 1),
        "S1",
        "USD",
        "FOB",
        "Ningbo",
        None,
        "sea",
        end_user="Lakeside Motors Inc",
        end_user_country="US",
    )
    products = {each.product_code: each for each in (MAGNET, PLAIN_MAGNET, UNKNOWN_MAGNET, OXIDE)}
    file = OrderFile(order._replace(**cells), lines or (line(),), SUPPLIER, products)
    return file._replace(**parts)


def paper(kind: str, state: str | None = "accepted", **cells: Cell) -> Document:
    """A paper of the order, or of what `cells` name."""
    parents = {"shipment_ref", "licence_ref", "supplier_code", "product_code"}
    own: dict[str, Cell] = {} if parents & cells.keys() else {"order_number": "PO-1"}
    return Document(document_type=kind, state=state, **own, **cells)


def shipment(ref: str = "SH-1", *, quantity: str = "1000", **cells: Cell) -> ShipmentFile:
    """A shipment of line 1; `documents` and `licence_ref` go where they belong."""
    documents = cells.pop("documents", ())
    licence_ref = cells.pop("licence_ref", None)
    line_no = cells.pop("line_no", 1)
    part = ShipmentLine(1, 1, "PO-1", line_no, Decimal(quantity), licence_ref)
    return ShipmentFile(Shipment(shipment_ref=ref, **cells), (part,), (), documents)


def event(day: date, state: str, told_by: str | None = None) -> LicenceEvent:
    """A dated state of a licence."""
    return LicenceEvent(date=day, state=state, told_by=told_by)


def licence_file(*events: LicenceEvent, **parts: Cell) -> LicenceFile:
    """A single licence for the order; `lines` and `draws` go beside it, the rest are its cells."""
    lines = parts.pop("lines", None)
    draws = parts.pop("draws", ())
    documents = parts.pop("documents", ())
    cells: dict[str, Cell] = {
        "order_number": "PO-1",
        "kind": "single",
        "transport_mode": "sea",
        "end_user": "Lakeside Motors Inc",
        "valid_to": date(2027, 12, 31),
        **parts,
    }
    licence = Licence(1, "L-1", "S1")._replace(**cells)
    goods = LicenceLine(1, 1, 1, "1C902.d", "M1", "8505111000", Decimal(1000), "pcs")
    return LicenceFile(licence, (goods,) if lines is None else lines, events, draws, documents)


def draw(sent: ShipmentFile, value: str | None = "2500", currency: str = "USD") -> Draw:
    """What the one line of a shipment takes of a licence."""
    worth = None if value is None else Decimal(value)
    return Draw(sent.shipment, sent.lines[0], MAGNET, "pcs", worth, currency)


def decision(subject: str, code: str, value: str, **cells: Cell) -> Decision:
    """What the user decided."""
    return Decision(1, subject, code, value, "agreed", date(2026, 11, 1), **cells)


def goods_charge(**cells: Cell) -> Charge:
    """An invoice for the goods."""
    base = Charge(1, None, "PO-1", None, "goods", "actual", Decimal(2500), None, "USD")
    return base._replace(**cells)
